import { once } from 'node:events';
import process from 'node:process';

// Who reads less than there is (`| head`) has enough: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

/** Writes one line to standard output. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Writes one line to standard output and waits where its reader is slower, so that nothing piles up in memory. */
export async function printWhenReady(line: string): Promise<void> {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
}

/** Writes one line to standard error: progress and faults, so that standard output stays data. */
export function tell(line: string): void {
  process.stderr.write(`${line.replaceAll('\n', ' ')}\n`);
}

/** Prints each value as one JSON object a line, or as `readable` shows it. */
export function printAll<T>(values: Iterable<T>, json: boolean, readable: (value: T) => string): void {
  for (const value of values) print(json ? JSON.stringify(value) : readable(value));
}

/** All of standard input as text. */
export async function readInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
