import process from 'node:process';
import { stripVTControlCharacters, styleText } from 'node:util';
import type { ShownAlert } from './read-alert.ts';

// `npm run demo | head` closes the pipe; what is said after that nobody wants to hear.
process.stdout.on('error', () => undefined);

/** Writes a line for people. */
export function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Breaks a text at spaces so that it stands in lines of `width`, each behind `indent`. */
export function wrap(text: string, width: number, indent: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width - indent.length) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines.map((line) => indent + line).join('\n');
}

/** An alert as lines of a terminal. Titles come from feeds: their control characters are dropped. */
export function showAlert(alert: ShownAlert, channel: string): string {
  const clean = (text: string) => stripVTControlCharacters(text).replace(/\p{Cc}/gu, '');
  const width = Math.min(process.stdout.columns ?? 100, 100);
  return [
    styleText(['bold', 'cyan'], `● ${clean(alert.title)}`),
    ...(alert.url === null ? [] : [`  ${styleText('underline', clean(alert.url))}`]),
    wrap(clean(alert.summary), width, '  '),
    styleText('dim', `  #${channel} · ${clean(alert.byline)} · keywords: `) +
      styleText('yellow', alert.keywords.map(clean).join(', ')),
    '',
  ].join('\n');
}
