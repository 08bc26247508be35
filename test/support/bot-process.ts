import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** The real bot as a child process. */
export interface BotProcess {
  /** Everything it wrote so far. */
  output(): string;
  /** Ends it as `docker stop` does and resolves with its exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Resolves with its exit code, or null after a signal. */
  readonly exited: Promise<number | null>;
}

const repository = join(import.meta.dirname, '../..');

/** Starts `script` with the environment that is given and nothing else of Wirewatch's. */
export function startProcess(
  script: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string,
): BotProcess {
  const child: ChildProcess = spawn(
    process.execPath,
    [join(repository, script[0] ?? ''), ...script.slice(1)],
    {
      cwd,
      env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const exited = once(child, 'close').then(() => child.exitCode);
  return {
    output: () => output,
    async stop() {
      child.kill('SIGTERM');
      return exited;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    signal: (name) => void child.kill(name),
    exited,
  };
}

/** A folder that is gone when the test is. */
export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'wirewatch-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
