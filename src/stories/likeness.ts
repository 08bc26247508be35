import { tokenize } from '../match/tokens.ts';
import { bareTitle } from './title-key.ts';

/** What is remembered of an item to recognise it again. */
export interface Likeness {
  /** The words of the title, without what outlets put around it. */
  readonly title: string;
  /** The first words of the text. */
  readonly text: string;
}

/** Enough of a text to tell it from another. */
const textWords = 40;
const textCharacters = 600;
/** A title of fewer words may be a heading that is used every day. */
const tellingWords = 5;
/** The same in scripts where a word is a character. */
const tellingIdeographs = 12;

const wordsOf = (text: string): string[] => tokenize(text).map((token) => token.text);

/** The likeness of an item. */
export function likenessOf(item: { title: string; text: string; feed: { title: string } }): Likeness {
  return {
    title: wordsOf(bareTitle(item.title, item.feed.title)).join(' '),
    text: wordsOf(item.text.slice(0, textCharacters)).slice(0, textWords).join(' '),
  };
}

/** How much two texts share: the words in both among the words in either (Jaccard 1901), 0 to 1. */
export function similarity(a: string, b: string): number {
  if (a === '' || b === '') return 0;
  const left = new Set(a.split(' '));
  const right = new Set(b.split(' '));
  const both = left.intersection(right).size;
  return both / (left.size + right.size - both);
}

/** Whether a title says enough that two items with it are about the same thing. */
export function isTelling(title: string): boolean {
  const words = title.split(' ');
  const ideographs = words.filter(
    (word) => word.length === 1 && !/[\p{Script=Latin}\p{N}]/u.test(word),
  ).length;
  return words.length - ideographs >= tellingWords || words.length >= tellingIdeographs;
}
