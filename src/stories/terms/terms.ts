import { stemmer as english } from '@orama/stemmers/english';
import { type CasedWord, casedWords } from '../words.ts';
import { commonWords, conceptOf } from './common.ts';
import { toLatin } from './latin.ts';
import type { RenameWords } from './names.ts';
import { fillersOf } from './stop.ts';

/** A term of an item: a stem, a number, a pair of characters, or a concept. */
export interface Term {
  readonly term: string;
  /** Whether it stands in the title. */
  readonly inTitle: boolean;
  /** Whether it looks like a name, or is a number that can tell one event from another. */
  readonly isName: boolean;
  /** What share of a word or name it is, 0 to 1: "Kim Jong Un" is three words and says no more than one. */
  readonly part: number;
}

/** So much of a text says what it is about; the rest is background (lead bias). */
const leadCharacters = 500;
const leadWords = 40;
/** Words of one stem begin alike in European languages: truncation (McNamee & Mayfield 2004) finds it in all. */
const stemLetters = 6;
/** Above this share of capitals among its longer words a title is in title case, and they say nothing. */
const titleCase = 0.7;
const smallWord = 4;

const plainLatin = /^[a-z]+$/;
const spacelessLetter =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const hangul = /^\p{Script=Hangul}+$/u;
const numeric = /^\d/;
/** Scripts that have capitals. */
const hasCapitals = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u;
const notAscii = /[^\0-\x7f]/;

/** A word in small letters is a name of nothing: that two items have it says less. */
const ofPlain = 0.6;

/** Neighbouring pairs overlap: each is about half a word. */
const ofPair = 0.6;

const keptStems = 50_000;
const stems = new Map<string, string>();

/** What a word counts as. */
export function termOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const concept = conceptOf.get(word);
  const latin = toLatin(word);
  const stem = plainLatin.test(latin) ? english(latin) : latin;
  const made = concept === undefined ? stem.slice(0, numeric.test(word) ? 12 : stemLetters) : `=${concept}`;
  if (stems.size >= keptStems) stems.clear();
  stems.set(word, made);
  return made;
}

/** The share of items that terms of common words stand in. */
export const commonTerms: ReadonlyMap<string, number> = (() => {
  const shares = new Map<string, number>();
  for (const [word, share] of commonWords) {
    const term = termOf(word);
    shares.set(term, Math.max(share, shares.get(term) ?? 0));
  }
  return shares;
})();

function isInTitleCase(words: readonly CasedWord[]): boolean {
  const long = words.filter(
    ({ word, isFirst }) => word.length >= smallWord && !isFirst && !numeric.test(word),
  );
  return (
    long.length > 1 && long.filter(({ isCapitalised }) => isCapitalised).length / long.length > titleCase
  );
}

const isPlain = ({ word, isCapitalised }: CasedWord): boolean => !isCapitalised && hasCapitals.test(word);

/** Pairs of neighbours, for scripts without spaces and for Korean, whose words end in particles. */
function pairsOf(letters: readonly string[]): string[] {
  if (letters.length === 1) return [...letters];
  return letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
}

/** The terms of an item's title and the beginning of its text, each once. */
export function termsOf(item: { title: string; text: string }, rename: RenameWords): Term[] {
  const title = rename(casedWords(item.title));
  const text = rename(casedWords(item.text.slice(0, leadCharacters)).slice(0, leadWords));
  const fillers = fillersOf([...title, ...text].map(({ word }) => word));
  const terms = new Map<string, { inTitle: boolean; isName: boolean; part: number }>();

  const put = (term: string, inTitle: boolean, isName: boolean, part: number) => {
    const before = terms.get(term);
    if (before === undefined) terms.set(term, { inTitle, isName, part });
    else {
      before.isName ||= isName;
      before.part = Math.max(before.part, part);
    }
  };
  const read = (words: readonly CasedWord[], inTitle: boolean) => {
    const hasCase = !(inTitle && isInTitleCase(words));
    let run: string[] = [];
    const endRun = () => {
      if (run.length > 0)
        for (const pair of pairsOf(run))
          put(conceptOf.has(pair) ? termOf(pair) : pair, inTitle, false, ofPair);
      run = [];
    };
    for (const one of words) {
      if (notAscii.test(one.word) && one.word.length <= 2 && spacelessLetter.test(one.word)) {
        run.push(one.word);
        continue;
      }
      endRun();
      const { word } = one;
      if (one.isAcronym && word === 'us') put(termOf(word), inTitle, false, one.part);
      else if (fillers[0].has(word) || fillers[1].has(word)) continue;
      else if (hangul.test(word)) {
        const concept = conceptOf.get(word);
        for (const pair of concept === undefined ? pairsOf(Array.from(word)) : [termOf(word)])
          put(pair, inTitle, false, concept === undefined ? ofPair : 1);
      } else if (numeric.test(word)) put(word, inTitle, word.length > 2 && !/^20\d\d$/.test(word), 1);
      else if (word.length > 1)
        put(
          termOf(word),
          inTitle,
          hasCase && one.isCapitalised && !one.isFirst,
          isPlain(one) ? ofPlain : one.part,
        );
    }
    endRun();
  };
  read(title, true);
  read(text, false);
  return [...terms].map(([term, rest]) => ({ term, ...rest }));
}
