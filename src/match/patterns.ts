import { isAcronym } from './acronyms.ts';
import { type Token, tokenize } from './tokens.ts';

/** The words that must follow each other; one that is marked must be written as an acronym. */
export type Pattern = readonly string[];

const acronymMark = '^';

/** The form under which an acronym is looked up. */
export const asAcronym = (text: string): string => acronymMark + text;

/** Whether a word is made of letters: only those are written together. */
const isLetters = (token: Token): boolean => /^\p{L}/u.test(token.text);

/** Up to this many words, every way of writing them together is looked for. */
const mostJoinedWords = 4;
/** Words that are written apart and short in lower case are joined too ("kim jong un"); longer ones make other words. */
const longestPlainJoined = 4;

function mayJoin(left: Token, right: Token): boolean {
  if (!isLetters(left) || !isLetters(right) || right.glued) return false;
  if (right.hyphenated) return true;
  if (left.capitals !== 'none' && right.capitals !== 'none') return true;
  return left.text.length <= longestPlainJoined && right.text.length <= longestPlainJoined;
}

/**
 * The patterns that find a spelling: its words in a row, and with neighbours written together where people do that
 * ("Kim Jongun"). The opposite, a text that hyphenates what the keyword joins, is seen to by the index.
 */
export function patternsOf(spelling: string): Pattern[] {
  const tokens = tokenize(spelling);
  const words = tokens.map((token) => (isAcronym(token, tokens) ? asAcronym(token.text) : token.text));
  let patterns: string[][] = [words.slice(0, 1)];
  for (const [at, word] of words.entries()) {
    if (at === 0) continue;
    const [left, right] = [tokens[at - 1], tokens[at]];
    const joins =
      words.length <= mostJoinedWords &&
      left !== undefined &&
      right !== undefined &&
      mayJoin(left, right) &&
      !word.startsWith(acronymMark) &&
      !words[at - 1]?.startsWith(acronymMark);
    patterns = patterns.flatMap((pattern) => {
      const apart = [...pattern, word];
      return joins ? [apart, [...pattern.slice(0, -1), (pattern.at(-1) ?? '') + word]] : [apart];
    });
  }
  return words.length === 0 ? [] : patterns;
}

/** A text under which spellings that find the same are the same. */
export function patternKey(spelling: string): string {
  return patternsOf(spelling)[0]?.join(' ') ?? '';
}
