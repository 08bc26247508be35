import { type CasedWord, casedWords } from '../words.ts';

/** One thing with its names in any language; the first is the one that it goes by here. */
export interface NameGroup {
  readonly name: string;
  readonly aliases: readonly string[];
}

/** What the news calls by another name than the lists do. */
const shortNames: Readonly<Record<string, string>> = {
  'United States': 'usa',
  'United Kingdom': 'uk',
  'United Nations': 'un',
  'European Union': 'eu',
};

interface Phrase {
  readonly words: readonly string[];
  /** A short name in capitals is meant only where it is written so: "US", not "us". */
  readonly isAcronym: boolean;
  readonly usual: readonly CasedWord[];
}

/** Puts the usual name in the place of any other. */
export type RenameWords = (words: readonly CasedWord[]) => readonly CasedWord[];

/**
 * The renaming by a list of names: "金正恩" and "Kim Čong-un" become the words of "Kim Jong Un", so that copies in
 * several languages share words.
 */
export function createRenaming(groups: readonly NameGroup[]): RenameWords {
  const byFirst = new Map<string, Phrase[]>();
  for (const { name, aliases } of groups) {
    const parts = casedWords(shortNames[name] ?? name);
    const part = 1 / (parts.length || 1);
    const usual = parts.map((one) => ({ ...one, isCapitalised: true, isFirst: false, part }));
    for (const alias of [name, ...aliases]) {
      const words = casedWords(alias);
      const [first] = words;
      if (first === undefined || usual.length === 0) continue;
      const phrase = {
        words: words.map(({ word }) => word),
        isAcronym: words.length === 1 && first.isAcronym,
        usual,
      };
      byFirst.set(first.word, [...(byFirst.get(first.word) ?? []), phrase]);
    }
  }
  for (const phrases of byFirst.values()) phrases.sort((a, b) => b.words.length - a.words.length);

  return (words) => {
    if (!words.some(({ word }) => byFirst.has(word))) return words;
    const renamed: CasedWord[] = [];
    for (let at = 0; at < words.length; ) {
      const here = words[at];
      if (here === undefined) break;
      const found = byFirst
        .get(here.word)
        ?.find(
          (phrase) =>
            (!phrase.isAcronym || here.isAcronym) &&
            phrase.words.every((word, index) => words[at + index]?.word === word),
        );
      renamed.push(...(found?.usual ?? [here]));
      at += found?.words.length ?? 1;
    }
    return renamed;
  };
}
