import type { Range } from './sentences.ts';

/** A sentence cut to size. */
export interface Cut extends Range {
  /** The slice with "…" where something is left out after it. */
  readonly summary: string;
}

const ellipsis = '…';

/** Graphemes (letters with their accents, emoji of several characters) are not cut in two. */
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** No grapheme of a language is longer. */
const longestGrapheme = 40;

/** How long the start of a text is that ends with a whole grapheme, at most `length`. */
function wholeLength(text: string, length: number): number {
  if (text.length <= length) return text.length;
  const last = graphemes.segment(text.slice(0, length + longestGrapheme)).containing(length)?.index ?? 0;
  // A letter under hundreds of accents is nothing that anybody reads.
  return last === 0 ? length : last;
}

/**
 * The part of a sentence that fits, cut at a word. A sentence that names what is watched only behind the part that
 * fits is told from a little before that on.
 */
export function cutSentence(text: string, sentence: Range, characters: number, focus: readonly Range[]): Cut {
  const room = Math.max(0, characters - ellipsis.length);
  const mentions = focus.filter(({ start, end }) => start >= sentence.start && end <= sentence.end);
  const isInReach = mentions.some(({ end }) => end - sentence.start <= room);
  const [mention] = mentions;
  let start = sentence.start;
  if (mention !== undefined && !isInReach) {
    const wanted = Math.max(sentence.start, mention.start - Math.floor(room / 3));
    const space = text.slice(wanted, mention.start).search(/\s\S/u);
    start = space === -1 ? mention.start : wanted + space + 1;
  }
  if (sentence.end - start <= room)
    return { start, end: sentence.end, summary: text.slice(start, sentence.end) };
  const limit = start + wholeLength(text.slice(start, sentence.end), room);
  const slice = text.slice(start, limit);
  const isAtWord = /\s/u.test(text[limit] ?? ' ');
  const space = slice.search(/\s\S*$/u);
  const words = isAtWord || space < room / 2 ? slice : slice.slice(0, space);
  const end = start + words.replace(/[\s,;:(–—-]+$/u, '').length;
  return { start, end, summary: `${text.slice(start, end)}${ellipsis}` };
}
