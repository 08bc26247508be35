/** A paragraph whose lines are shorter was not wrapped but written in lines. */
const narrowest = 40;

const firstWord = /^\s*(\S+)/u;

/** Whether lines are what is left of one paragraph: each is so long that the next line's first word did not fit. */
function areWrapped(lines: readonly string[]): boolean {
  const width = lines.reduce((widest, line) => Math.max(widest, line.trimEnd().length), 0);
  return lines.slice(1).every((line, at) => {
    const before = lines[at]?.trimEnd() ?? '';
    const word = firstWord.exec(line)?.[1] ?? '';
    if (/^\p{Ll}/u.test(word) && /[\p{L}\p{N},]$/u.test(before)) return true;
    return lines.length > 2 && width >= narrowest && before.length + 1 + word.length > width;
  });
}

/**
 * The text with a space for each line break that only wraps a paragraph at a width, as in mail and on terminals. What
 * is left are the breaks that end a line because it is over: of lists, headings and paragraphs. No place moves.
 */
export function unwrapLines(text: string): string {
  if (!text.includes('\n')) return text;
  return text.replaceAll(/^[^\r\n]+(?:\r?\n[^\r\n]+)+/gm, (paragraph) =>
    areWrapped(paragraph.split(/\r?\n/)) ? paragraph.replaceAll(/[\r\n]/g, ' ') : paragraph,
  );
}
