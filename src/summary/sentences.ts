import { unwrapLines } from './lines.ts';
import {
  abbreviationKind,
  afterTime,
  carriesQuoteOn,
  dottedOrdinals,
  ordinalAfter,
  ordinalBefore,
  startsLikeSentence,
} from './sentence-rules.ts';

/** A stretch of a text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** An end in question: the marks, what closes after them, and the text on both sides. */
interface Mark {
  readonly marks: string;
  readonly closers: string;
  /** The last characters up to and with the marks. */
  readonly before: string;
  /** What follows, without the space before it. */
  readonly after: string;
  readonly isSpaced: boolean;
  readonly lang: string;
}

/** Marks that end sentences in any script (Unicode's Sentence_Terminal), and what may close after them. */
const endings = /(?:\.\s){2,}\.|[\p{Sentence_Terminal}…]+/gu;
const closing = /^["'”’“»«)\]」』》〉）】｣]+/u;
/** Marks that close in one language and open in another: they close what such a mark has opened. */
const openers: ReadonlyMap<string, string> = new Map([
  ['“', '„'],
  ['«', '»'],
]);
/** Nothing further back or ahead decides about an end. */
const context = 60;

const startsSmall = /^[—–-]?\s*["'“‘«([]*\p{Ll}/u;
/** "iPhone", "eBay": names that start sentences with a small letter. */
const smallName = /^\p{Ll}{1,3}\p{Lu}/u;
const wordBefore = /(?:^|[\s("'’“‘«[/])([\p{L}\p{N}§º.&-]+?)\.$/u;
const initials = /^(?:\p{Lu}{1,2}\.)*\p{Lu}$|^(?:\p{Lu}{1,2}\.)+\p{Lu}{1,2}$/u;
const caseless = /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

function endsAtDots({ after, isSpaced }: Mark): boolean {
  return isSpaced && !startsSmall.test(after);
}

function endsAtFullStop({ before, closers, after, isSpaced, lang }: Mark): boolean {
  if (!isSpaced) {
    // Feeds lose the space between paragraphs: "said so.The ministry". "Amazon.com" and "Node.js" are left.
    const isGlued = /\p{Ll}{3}\.$/u.test(before) && /^\p{Lu}\p{Ll}+[\s,’']/u.test(after);
    return (
      closers === '' && (isGlued || (/\p{Script=Hangul}\.$/u.test(before) && caseless.test(after[0] ?? '')))
    );
  }
  if (startsSmall.test(after)) return smallName.test(after);
  const word = wordBefore.exec(before)?.[1];
  if (word === undefined) return true;
  if (/^\d{1,2}$/.test(word)) {
    return !(dottedOrdinals.has(lang) || ordinalBefore.test(before) || ordinalAfter.test(after));
  }
  if (/^[ap]\.m$/i.test(word)) return !afterTime.test(after);
  const kind = abbreviationKind(word, lang);
  if (kind === 'name') return false;
  if (kind === 'number') return !/^[\dIVXLC]+(?![\p{L}])/u.test(after);
  if (kind === 'starter' || initials.test(word)) return startsLikeSentence(after, lang);
  // "z. B. China": abbreviations of several letters with spaces between.
  if (/^\p{L}$/u.test(word) && /^\p{L}\./u.test(after)) return false;
  if (/(?:^|\s)\p{Ll}\. \p{Ll}\.$/u.test(before)) return startsLikeSentence(after, lang);
  return kind === undefined || !/^\d/.test(after);
}

function isEnd(mark: Mark): boolean {
  const { marks, closers, after, isSpaced } = mark;
  if (after === '') return true;
  if (marks === '.') return endsAtFullStop(mark);
  if (/^[.…\s]+$/u.test(marks)) return endsAtDots(mark);
  if (/^[!?.…‼⁇⁈⁉]+$/u.test(marks))
    return (isSpaced || caseless.test(after[0] ?? '')) && !startsSmall.test(after);
  return closers === '' || !carriesQuoteOn.test(after);
}

/** A quotation that is longer than this is not looked through for its beginning. */
const longestQuotation = 2_000;

/** What closes at a place of a sentence that starts at `from`: quotations, brackets, the French way after a space. */
function closersAt(line: string, from: number, at: number): string {
  const quotation = line.slice(Math.max(from, at - longestQuotation), at);
  const isOpen = (opener: string, closer: string) =>
    quotation.lastIndexOf(opener) > quotation.lastIndexOf(closer);
  const marks = closing.exec(line.slice(at, at + context))?.[0] ?? '';
  const opening = marks.split('').findIndex((mark) => {
    const opener = openers.get(mark);
    return opener !== undefined && !isOpen(opener, mark);
  });
  if (opening !== -1) return marks.slice(0, opening);
  const spaced = line.slice(at + marks.length, at + marks.length + 2);
  return /^[\s\u00a0\u202f]»/u.test(spaced) && isOpen('«', '»') ? marks + spaced : marks;
}

/** Thai and Lao write no mark at the end of a sentence: a space ends one that is as long as sentences are. */
const unmarked = /[\p{Script=Thai}\p{Script=Lao}]/u;
const unmarkedLength = 80;

function* unmarkedEnds(line: string): Generator<number> {
  let start = 0;
  for (const { index } of line.matchAll(
    /(?<=[\p{Script=Thai}\p{Script=Lao}]) +(?=[\p{Script=Thai}\p{Script=Lao}])/gu,
  )) {
    if (index - start < unmarkedLength) continue;
    yield index;
    start = index;
  }
}

function* markedEnds(line: string, lang: string): Generator<number> {
  let start = 0;
  for (const { 0: marks, index } of line.matchAll(endings)) {
    const marked = index + marks.length;
    const closers = closersAt(line, start, marked);
    const end = marked + closers.length;
    const rest = line.slice(end, end + context);
    const after = rest.trimStart();
    const before = line.slice(Math.max(start, marked - context), marked);
    if (!isEnd({ marks, closers, before, after, isSpaced: after.length < rest.length, lang })) continue;
    yield end;
    start = end;
  }
}

/**
 * Cuts a text into sentences. Abbreviations, initials, decimals, ordinals and quotations that go on do not end one,
 * and every line break does unless it only wraps a paragraph. Ranges come in order, do not overlap and hold no space
 * at their ends.
 *
 * @param lang BCP 47 tag of the text's language, which decides in a few doubtful cases.
 */
export function splitSentences(text: string, lang?: string | null): Range[] {
  const sentences: Range[] = [];
  const base = lang?.split('-', 1)[0]?.toLowerCase() ?? '';
  for (const { 0: line, index } of unwrapLines(text).matchAll(/[^\n\r\u2028\u2029]+/gu)) {
    const ends = [...markedEnds(line, base), ...(unmarked.test(line) ? unmarkedEnds(line) : []), line.length];
    let start = 0;
    for (const end of ends.toSorted((a, b) => a - b)) {
      const slice = line.slice(start, end);
      const trimmed = slice.trim();
      const from = index + start + slice.length - slice.trimStart().length;
      if (trimmed !== '') sentences.push({ start: from, end: from + trimmed.length });
      start = end;
    }
  }
  return sentences;
}
