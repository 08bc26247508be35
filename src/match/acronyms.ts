import { Flag } from './token-buffer.ts';
import type { Token } from './tokens.ts';

/**
 * Words and names that are also acronyms. Of these, "Un" and "Who" say nothing about UN and WHO, and in a headline
 * written in capitals throughout not even "UN" and "WHO" do.
 */
const alsoWords = new Set(
  (
    'act aid aids ai am an as at bat be bit by can care cat cop do eu fed for gas go had has he heat her him his hot if ' +
    'ill in is it its led let map mad man may me met mi mob my no now of off on or our out pac pen pet pm quad ram red ' +
    'safe salt sars sat see so start swift ten the to un up us was we who win'
  ).split(' '),
);

/** Whether an acronym's letters are also an ordinary word. */
export const isAlsoWord = (text: string): boolean => alsoWords.has(text);

/** A written acronym is this long; a longer word in capitals is a name that somebody shouts. */
const shortest = 2;
const longest = 6;
/** From here on an acronym may be written as a name: "Nato", "Unesco"; a shorter one only in capitals. */
const shortestAsName = 4;

/** Whether a keyword's word is an acronym, which capitals say only where not all of the keyword is in capitals. */
export function isAcronym({ text, flags }: Token, keyword: readonly Token[]): boolean {
  if ((flags & Flag.dotted) !== 0) return true;
  if ((flags & Flag.allUpper) === 0 || text.length < shortest || text.length > longest) return false;
  if (!/^\p{L}+$/u.test(text)) return false;
  return (
    keyword.length === 1 ||
    keyword.some((word) => (word.flags & (Flag.letters | Flag.allUpper)) === Flag.letters)
  );
}

/**
 * Whether a word of a text may be read as an acronym. In a line in capitals throughout, a word that is also an
 * ordinary one is not, unless it has dots.
 *
 * @param length - UTF-16 units of the folded word.
 * @param text - gives the folded word; only asked where it matters.
 */
export function readsAsAcronym(flags: number, length: number, text: () => string): boolean {
  if ((flags & Flag.dotted) !== 0) return true;
  if ((flags & Flag.allUpper) !== 0) return (flags & Flag.shouted) === 0 || !alsoWords.has(text());
  const isName = (flags & Flag.firstUpper) !== 0 && length >= shortestAsName && length <= longest;
  return isName && !alsoWords.has(text());
}
