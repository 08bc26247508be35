import { bareTitle } from '../stories/title-key.ts';
import { isBoilerplate, noteRanges, tailLength } from './boilerplate.ts';
import { datelineLength } from './dateline.ts';
import { isBeginningOf, isFinished, sayTheSame, wordsOf } from './likeness.ts';
import { type Range, splitSentences } from './sentences.ts';
import type { SummaryInput, SummarySentence } from './summary.ts';

/** The story is told at the start; what stands further on is looked at only around the matched places. */
const lookedAt = 10_000;
const aroundFocus = 500;
/** Of the start, more sentences than so many are never told. */
const mostFromStart = 15;
/** No headline is longer. */
const longestTitle = 500;
/** A sentence of fewer words is a heading or a caption. */
const fewestWords = 3;
/** What a point of a list or the entry of a live report begins with: a bullet, a time of day. */
const bullet =
  /^(?:[-–—•*▪●◦·►▶]\s+)?(?:\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: (?:GMT|UTC|BST|CES?T|E[SD]?T|KST|JST|MSK|IST))?(?: \([^()\n]{1,20}\))?\s*(?:[-–—:|]\s*)?(?<=\s)(?=["“‘«]?\p{Lu}))?/u;
/** A dateline is looked for at the start of this many paragraphs: captions and the title may stand before it. */
const paragraphsWithDateline = 3;

/** Words that point back to a sentence before; whoever reads them first asks "who?". */
const dangling =
  /^["“‘'«„(\s]*(?:(?:He|She|They|It|His|Her|Their|Its|Th(?:is|ese)(?! (?:year|month|week|weekend|morning|afternoon|evening|summer|autumn|fall|winter|spring|season|century|decade|time|days)(?!\p{L}))|That|Those(?! who(?!\p{L}))|But|And|However|Meanwhile|Also|Moreover|Furthermore|Additionally|Instead|Still|So|Yet|Nevertheless|Therefore|Thus|Both|Er|Sie|Es|Dies|Diese|Dieser|Dieses|Aber|Doch|Auch|Il|Elle|Ils|Elles|Cela|Mais|Él|Ella|Ellos|Esto|Pero|Lui|Lei|Questo|Ele|Ela|Eles|Isso|Mas|Он|Она|Они|Это|Но|А)(?![\p{L}\p{N}'’])|(?:他们|她们|他|她|它|但是|但|此外|然而|这|這|彼は|彼女は|それは|これは|しかし|また、|그는|그녀는|그들은|이는|하지만|그러나|وقال|وأضاف|وأوضح|उन्होंने|इसके))/u;

const question = /[?？؟]$/u;

/** A sentence that may be told. */
export interface Candidate extends SummarySentence {
  readonly text: string;
  readonly isDangling: boolean;
  /** Whether it is a whole sentence: no heading, caption or point of a list, and not broken off. */
  readonly isFinished: boolean;
  /** A question tells nothing without its answer. */
  readonly isQuestion: boolean;
  /** Its words, or its characters where a script writes no spaces. */
  readonly words: ReadonlySet<string>;
}

const overlaps = (a: Range, b: Range): boolean => a.start < b.end && a.end > b.start;

/** Whether a candidate tells of a place in the text. */
export const covers: (candidate: Range, place: Range) => boolean = overlaps;

/** How much of the start of each of the first paragraphs is its dateline. */
function datelineRanges(text: string): Range[] {
  return Array.from(text.slice(0, lookedAt).matchAll(/[^\s][^\n]*/gu))
    .slice(0, paragraphsWithDateline)
    .flatMap(({ 0: paragraph, index }) => {
      const length = datelineLength(paragraph);
      return length === 0 ? [] : [{ start: index, end: index + length }];
    });
}

/** The sentence without the dateline or bullet before and the link behind it; empty where nothing is left. */
function strip(text: string, range: Range, datelines: readonly Range[]): Range {
  const told = Math.max(
    range.start,
    ...datelines.filter((one) => overlaps(one, range)).map(({ end }) => end),
  );
  const start = told + (bullet.exec(text.slice(told, range.end))?.[0].length ?? 0);
  const slice = text.slice(start, range.end);
  return { start: Math.min(start, range.end), end: range.end - tailLength(slice) };
}

/** The sentences that may be told: of the story, not the title again, none twice. In order of the text. */
export function candidatesOf({ title, text, lang, focus }: SummaryInput): Candidate[] {
  const near = focus.map(({ start, end }) => ({ start: start - aroundFocus, end: end + aroundFocus }));
  const looked = Math.min(
    text.length,
    near.reduce((furthest, { end }) => Math.max(furthest, end), lookedAt),
  );
  const head = text.slice(0, looked);
  const notes = noteRanges(head);
  const datelines = datelineRanges(head);
  const titles = [wordsOf(title), wordsOf(bareTitle(title.slice(0, longestTitle), ''))].filter(
    (words) => words.size > 1,
  );
  const told: Candidate[] = [];

  for (const [index, range] of splitSentences(head, lang).entries()) {
    const isAtStart = range.start < lookedAt && told.length < mostFromStart;
    if (!isAtStart && !near.some((place) => overlaps(place, range))) continue;
    if (notes.some((note) => overlaps(note, range))) continue;
    const { start, end } = strip(text, range, datelines);
    const sentence = text.slice(start, end);
    if (isBoilerplate(sentence)) continue;
    const words = wordsOf(sentence);
    if (titles.some((one) => sayTheSame(one, words))) continue;
    const isWhole = isFinished(sentence);
    // A sentence may come after a teaser or heading that it repeats: it is the one to tell.
    if (told.some((other) => (other.isFinished || !isWhole) && sayTheSame(other.words, words))) continue;
    told.push({
      index,
      start,
      end,
      text: sentence,
      words,
      isDangling: dangling.test(sentence),
      isFinished: isWhole,
      isQuestion: question.test(sentence.slice(-10)),
    });
  }
  const whole = told.filter(
    (one) =>
      one.isFinished ||
      !told.some(
        (other) =>
          isBeginningOf(one.text, other.text) || (other.isFinished && sayTheSame(one.words, other.words)),
      ),
  );
  const long = whole.filter(({ words }) => words.size >= fewestWords);
  return long.length > 0 ? long : whole;
}
