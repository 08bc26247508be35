/** Writes a line. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Writes a Markdown table. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const line = (cells: readonly string[]) => print(`| ${cells.join(' | ')} |`);
  line(head);
  line(head.map((_, at) => (at === 0 ? '---' : '--:')));
  rows.forEach(line);
  print('');
}
