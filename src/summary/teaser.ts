import { candidatesOf } from './candidates.ts';
import { wordsOf } from './likeness.ts';

/** What a feed says of an article. */
interface Entry {
  readonly title: string;
  readonly text: string;
  readonly lang?: string | null;
}

/** A text of so many whole sentences, or so long, is enough for a summary. */
const enoughSentences = 3;
const enoughCharacters = 600;

/** Whether a feed gives only a teaser of an article: fewer than three whole sentences beside the title. */
export function isTeaser({ title, text, lang = null }: Entry): boolean {
  if (text.length >= enoughCharacters) return false;
  const whole = candidatesOf({ title, text, lang, focus: [] }).filter(({ isFinished }) => isFinished);
  return whole.length < enoughSentences;
}

/** Of the longer words of the title or the teaser so many must be in the article; of single characters more. */
const sharedWords = 0.5;
const sharedCharacters = 0.75;
const longWord = 4;

function isTold(announced: string, article: ReadonlySet<string>): boolean {
  const words = wordsOf(announced);
  const long = new Set(words.values().filter(({ length }) => length >= longWord));
  const [part, least] = long.size > 1 ? [long, sharedWords] : [words, sharedCharacters];
  return part.size > 0 && part.intersection(article).size / part.size >= least;
}

/** Whether a text is the article that a feed announces, and not the front page, an error or another story. */
export function isAbout({ title, text }: Entry, article: string): boolean {
  const words = wordsOf(article);
  return isTold(title, words) || isTold(text, words);
}
