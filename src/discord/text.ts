/** Text from outside, made safe to stand in a Discord message; limits are Discord's unless said otherwise. */

/** Characters that begin or end markup, mentions, timestamps or links anywhere in a line. */
const markup = /[\\*_~`|[\]<>]/g;
/** What turns the start of a line into a heading, subtext or list. */
const lineStart = /^(\s*\d*)(#{1,3}\s|-#\s|[-+]\s|(?<=\d)\.\s)/gm;
const everyone = /@(?=everyone|here)/g;
const scheme = /(?<=\w):\/\//g;
const zeroWidthSpace = '\u200b';

/**
 * Escapes Discord's markdown: what comes out is shown as it was written, pings nobody and is no link. Only what
 * would have a meaning is touched, so that ordinary text stays as it is.
 */
export function escapeText(text: string): string {
  return text
    .replace(markup, '\\$&')
    .replace(lineStart, '$1\\$2')
    .replace(everyone, `@${zeroWidthSpace}`)
    .replace(scheme, `:${zeroWidthSpace}//`);
}

/** Cuts a text to at most `limit` UTF-16 code units, at a word where it can, and says so with an ellipsis. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 1);
  const space = cut.lastIndexOf(' ');
  const kept = space > limit * 0.6 ? cut.slice(0, space) : cut;
  // A high surrogate at the end is half of a character.
  return `${kept.replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`;
}

/** A link whose text is from outside; without an address of at most `longest` characters it is the text alone. */
export function link(text: string, url: string | null, longest = 900): string {
  const shown = escapeText(text);
  const address = url?.replace(/[<>\s]/g, encodeURIComponent) ?? '';
  return address.length <= longest && /^https?:\/\//i.test(address) ? `[${shown}](<${address}>)` : shown;
}

/** Code that can't be left: for keywords and queries, shown as they were typed. */
export function code(text: string): string {
  return `\`\`${text.includes('`') ? ` ${text.replaceAll('``', `\`${zeroWidthSpace}\``)} ` : text}\`\``;
}

/** Discord's timestamp of a moment, shown to each reader in their own time. */
export function timestamp(ms: number, style: 'R' | 'f' = 'R'): string {
  return `<t:${Math.floor(ms / 1000)}:${style}>`;
}

/** "1 feed", "2 feeds". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}

/** What `fitLines` keeps free for saying how many more there are. */
const moreReserve = 40;

/** How many of the lines fit, joined, into so many characters and UTF-8 bytes. */
export function fittingLines(
  lines: readonly string[],
  limit: number,
  byteLimit = Number.POSITIVE_INFINITY,
): number {
  let length = 0;
  let bytes = 0;
  const tooMany = lines.findIndex((line) => {
    length += line.length + 1;
    bytes += Buffer.byteLength(line) + 1;
    return length > limit - moreReserve || bytes > byteLimit - moreReserve;
  });
  return tooMany === -1 ? lines.length : tooMany;
}

/** The first `kept` of the lines, then how many more there are. */
export function withMore(lines: readonly string[], kept: number): string {
  const left = lines.length - kept;
  const more = left > 0 ? [`-# … and ${left.toLocaleString('en')} more`] : [];
  return [...lines.slice(0, kept), ...more].join('\n');
}

/** Characters that an answer's lines may take of a message's 2,000: the rest is for a last word. */
export const answerLimit = 1_900;

/** As many of the lines as fit, then how many more there are. */
export function fitLines(lines: readonly string[], limit = answerLimit): string {
  return withMore(lines, fittingLines(lines, limit));
}
