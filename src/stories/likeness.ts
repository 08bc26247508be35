import { areOtherParts } from './serials.ts';
import { splitTitle } from './title-key.ts';
import { longWords, overlap, share, wordSets } from './word-sets.ts';
import { plainWords, spacelessCount } from './words.ts';

/** What is remembered of an item to recognise it again. */
export interface Likeness {
  /** The words of the title, without what outlets put around it. */
  readonly title: string;
  /** The first words of the text. */
  readonly text: string;
  /** A name behind the title that an outlet may have put there, or the place that the title is about. */
  readonly tail: string;
}

/** Enough of a text to tell it from another. */
const textWords = 40;
const textCharacters = 600;
/** A title of fewer words may be a heading that is used every day. */
const tellingWords = 5;
/** The same in scripts where a character is a word, and in Korean. */
const tellingCharacters = 12;

/** How alike texts of one item are before and after an edit, and where only that speaks for it. */
const alike = 0.6;
const almostEqual = 0.85;
/** Texts that share less than this are different texts. */
const unlike = 0.2;
/** How alike titles of one article are before and after an edit. */
const alikeTitles = 0.5;
/** A rewritten headline shares at least so many words that are longer than "in" and "of". */
const fewestShared = 3;
const tellingLetters = 3;

/** The likeness of an item. */
export function likenessOf(item: { title: string; text: string; feed: { title: string } }): Likeness {
  const { title, tail } = splitTitle(item.title, item.feed.title);
  return {
    title: plainWords(title).join(' '),
    text: plainWords(item.text.slice(0, textCharacters)).slice(0, textWords).join(' '),
    tail,
  };
}

/** How alike two texts are, 0 to 1. A teaser is like the text that it is the beginning of. */
export function similarity(a: string, b: string): number {
  const [left, right] = [wordSets(a), wordSets(b)];
  const areBoth = left.content !== left.all && right.content !== right.all;
  return areBoth ? overlap(left.content, right.content) : overlap(left.all, right.all);
}

/** Whether two texts are versions of one. */
export const areAlike = (a: string, b: string): boolean => similarity(a, b) >= alike;

/** Whether one of two texts holds all numbers of the other: an edit or a cut, not another notice of the same form. */
export function haveSameNumbers(a: string, b: string): boolean {
  const [left, right] = [wordSets(a).numbers, wordSets(b).numbers];
  return left.isSubsetOf(right) || right.isSubsetOf(left);
}

/** Whether two texts are the same but for details. */
export function areAlmostEqual(a: string, b: string): boolean {
  return overlap(wordSets(a).all, wordSets(b).all) >= almostEqual && haveSameNumbers(a, b);
}

/** Whether two texts are one form filled in with other numbers: two earthquakes, two service notices. */
export function areFormsApart(a: string, b: string): boolean {
  const [left, right] = [wordSets(a), wordSets(b)];
  const isOneForm =
    overlap(left.all.difference(left.numbers), right.all.difference(right.numbers)) >= almostEqual;
  return isOneForm && !haveSameNumbers(a, b);
}

/** Whether a text is long enough to speak for itself. */
export const isLong = (text: string): boolean => wordSets(text).all.size >= longWords;

/** Whether two texts are both long enough to say so, and about different things. */
export const areUnlike = (a: string, b: string): boolean =>
  isLong(a) && isLong(b) && similarity(a, b) < unlike;

/** Whether two titles can be those of one article, before and after an edit. */
export function areAlikeTitles(a: string, b: string): boolean {
  if (areOtherParts(a, b)) return false;
  const [left, right] = [wordSets(a).all, wordSets(b).all];
  if (share(left, right) >= alikeTitles) return true;
  const shared = [...left.intersection(right)];
  const telling = shared.filter((word) => word.length >= tellingLetters);
  return telling.length >= fewestShared && shared.length / Math.min(left.size, right.size) >= alikeTitles;
}

/** Whether a title says enough that two items with it are about the same thing. */
export function isTelling(title: string): boolean {
  const words = title === '' ? [] : title.split(' ');
  const characters = spacelessCount(words);
  if (words.length - characters >= tellingWords || characters >= tellingCharacters) return true;
  return (title.match(/\p{Script=Hangul}/gu)?.length ?? 0) >= tellingCharacters;
}
