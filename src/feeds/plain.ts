import { decodeHTMLStrict } from 'entities';

/** Characters that carry no text: controls but white space, zero-width and bidirectional formatting, specials. */
const invisible =
  /[[\p{Cc}--[\s\u0085]]\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\uFFFE\uFFFF]/gv;

/** Zero-width (non-)joiners where no script that needs them and no emoji stands before and after. */
const idleJoiners =
  /(?<![\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Mongolian}\p{Script=Khmer}\p{Script=Myanmar}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200C\u200D]+|[\u200C\u200D]+(?![\p{L}\p{M}\p{Extended_Pictographic}])/gu;

/** Anything but characters that are sure to be seen. */
const unusual = /[^\n\x20-\x7E]/;

/** Text without the characters nobody sees; white space stays as it is. */
export function dropInvisible(text: string): string {
  if (!unusual.test(text)) return text;
  const kept = text.toWellFormed().replaceAll(invisible, '');
  return /[\u200C\u200D]/.test(kept) ? kept.replaceAll(idleJoiners, '') : kept;
}

/** Text on one line, without control and zero-width characters. */
export function plainLine(text: string): string {
  const seen = dropInvisible(text).trim();
  return /[^\S ]|\u0085/.test(seen) || seen.includes('  ')
    ? seen.replaceAll(/[\s\u0085]+/g, ' ').trim()
    : seen;
}

const inlineTags =
  'a|abbr|acronym|b|bdi|bdo|big|blockquote|br|cite|code|del|dfn|div|em|font|h[1-6]|i|img|ins|kbd|mark|p|q|s|small|span|strike|strong|sub|sup|tt|u|var|wbr';

/** Only tags that titles are seen to hold: in "Why <T> matters" the bracket is part of the text. */
const titleTag = new RegExp(`</?(?:${inlineTags})(?:\\s[^<>]*)?/?>`, 'giu');
const breakTag = /<(?:br|p|div|h[1-6]|blockquote)\b/iu;

/** A title, which may hold markup or entities although it should not, as plain text on one line. */
export function plainTitle(title: string): string {
  if (!/[<&]/.test(title)) return plainLine(title);
  const decoded = /&(?:lt|#60|#x3c);/i.test(title) ? decodeHTMLStrict(title) : title;
  const bare = decoded.replaceAll(titleTag, (tag) => (breakTag.test(tag) ? ' ' : ''));
  return plainLine(decodeHTMLStrict(bare));
}

const abbreviation =
  /(?:^|[\s(])(?:\p{Lu}|Mr|Mrs|Ms|Dr|Gen|Gov|Sen|Rep|St|Prof|Lt|Col|Sgt|Capt|Jr|Sr|No|vs|(?:\p{Lu}\.)+\p{Lu})\.\s*$/u;

/** A text cut at the end of a word so that it has at most `length` UTF-16 units, the ellipsis included. */
export function cutAtWord(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text
    .slice(0, length - 1)
    .toWellFormed()
    .replace(/\uFFFD$/, '');
  const space = cut.lastIndexOf(' ');
  // Scripts without spaces, and words of half the length, are cut where they stand.
  return `${(space > length / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:–—-]+$/u, '')}…`;
}

/** The first sentence of a text, cut at a word to at most `length` UTF-16 units. */
export function firstSentence(text: string, length: number): string {
  const start = plainLine(text.split('\n\n', 1)[0]?.slice(0, length * 4) ?? '');
  let sentence = '';
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'sentence' }).segment(start)) {
    sentence += segment;
    if (!abbreviation.test(sentence)) break;
  }
  return cutAtWord(sentence.trim(), length);
}

/** A language tag in the form of BCP 47, or null where it is none. */
export function languageTag(value: string | null | undefined): string | null {
  const tag = value?.trim().replaceAll('_', '-') ?? '';
  // Longer first parts are names such as "English", which the form would allow.
  if (!/^[a-z]{2,3}(?:-|$)/i.test(tag)) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}
