import { isAcronym, isAlsoWord } from './acronyms.ts';
import { type InflectedLanguage, slavicKeywordStem } from './slavic.ts';
import { canonicalSpelling, isNewsNoun, singularOf } from './spelling.ts';
import { Flag } from './token-buffer.ts';
import { has, type Token, tokenize } from './tokens.ts';

/** How a keyword's word is to be found in a text. */
export interface PatternWord {
  readonly kind:
    | 'word'
    | 'inflected'
    | 'acronym'
    /** A name in one word that a text writes in two, both with a capital. */
    | 'joined'
    | 'prefix'
    /** A Korean syllable that must follow the one before it without a space. */
    | 'syllable'
    | InflectedLanguage;
  /** Folded; by its canonical spelling, its singular or its stem, as the kind needs it. */
  readonly text: string;
}

/** The words that must follow each other. */
export type Pattern = readonly PatternWord[];

/** How a spelling is read. */
export interface SpellingOptions {
  /** `exact`: no plurals and no joined words, the places are compared with the spelling itself. `prefix`: any ending. */
  readonly mode?: 'usual' | 'exact' | 'prefix';
  /** Languages whose case endings are looked past. */
  readonly inflected?: readonly InflectedLanguage[];
}

/** Up to this many words, every way of writing them together is looked for. */
const mostJoinedWords = 4;
/**
 * Neighbours are joined where both are this short: names ("Jong Un", "White House") and words ("kim jong un"). Longer
 * ones are not written in one, and to look for it would take much memory.
 */
const longestJoinedName = 5;
const longestJoinedWord = 4;
/** A given name in one word may be written in two ("Kim Jongun", "Kim Jong Un"): after a short family name only. */
const longestFamilyName = 5;
const shortestGivenName = 5;

const isLower = (token: Token): boolean => (token.flags & (Flag.firstUpper | Flag.allUpper)) === 0;

function mayJoin(left: Token, right: Token): boolean {
  if (!has(left, Flag.letters) || !has(right, Flag.letters) || has(right, Flag.glued)) return false;
  if (has(right, Flag.hyphenated)) return true;
  const longest = isLower(left) || isLower(right) ? longestJoinedWord : longestJoinedName;
  return left.text.length <= longest && right.text.length <= longest;
}

function wordOf(text: string, isName: boolean): PatternWord {
  const canonical = canonicalSpelling(text);
  return isName && !isNewsNoun(canonical)
    ? { kind: 'word', text: canonical }
    : { kind: 'inflected', text: singularOf(canonical) };
}

function read({ mode = 'usual' }: SpellingOptions, tokens: readonly Token[]): PatternWord[] {
  return tokens.map((token) => {
    const { text } = token;
    if (mode === 'prefix' && has(token, Flag.letters)) return { kind: 'prefix', text };
    if (has(token, Flag.hangul) && has(token, Flag.glued)) return { kind: 'syllable', text };
    if (mode === 'exact' || !has(token, Flag.letters)) return { kind: 'word', text: canonicalSpelling(text) };
    if (isAcronym(token, tokens)) return { kind: 'acronym', text };
    return wordOf(text, !isLower(token));
  });
}

/**
 * The patterns that find a spelling: its words in a row, and with neighbours written together where people do that
 * ("Kim Jongun"). The opposite, a text that hyphenates what the keyword joins, is seen to when the text is read.
 */
export function patternsOf(spelling: string, options: SpellingOptions = {}): Pattern[] {
  const tokens = tokenize(spelling);
  const words = read(options, tokens);
  let patterns: PatternWord[][] = [[]];
  for (const [at, word] of words.entries()) {
    const [left, right] = [tokens[at - 1], tokens[at]];
    const [before] = [words[at - 1]];
    const isPlain = ({ kind }: PatternWord) => kind === 'word' || kind === 'inflected';
    const joins =
      options.mode !== 'exact' &&
      words.length <= mostJoinedWords &&
      left !== undefined &&
      right !== undefined &&
      before !== undefined &&
      isPlain(before) &&
      isPlain(word) &&
      mayJoin(left, right);
    patterns = patterns.flatMap((pattern) => {
      const apart = [...pattern, word];
      if (!joins) return [apart];
      const previous = pattern.at(-1)?.text ?? '';
      return [
        apart,
        [...pattern.slice(0, -1), wordOf(previous + right.text, !isLower(left) || !isLower(right))],
      ];
    });
  }
  if (words.length === 0) return [];
  const stemmed = (options.mode === 'exact' ? [] : (options.inflected ?? [])).flatMap(
    (language) => stemmedPattern(tokens, words, language) ?? [],
  );
  const apart = options.mode === 'exact' ? undefined : givenNameApart(tokens, words);
  return [...patterns, ...(apart === undefined ? [] : [apart]), ...stemmed];
}

function givenNameApart(tokens: readonly Token[], words: readonly PatternWord[]): Pattern | undefined {
  const [family, given] = tokens;
  const [first] = words;
  if (tokens.length !== 2 || family === undefined || given === undefined || first === undefined)
    return undefined;
  const isName = [family, given].every((token) => has(token, Flag.firstUpper) && !has(token, Flag.allUpper));
  if (!isName || family.text.length > longestFamilyName || given.text.length < shortestGivenName)
    return undefined;
  return [first, { kind: 'joined', text: given.text }];
}

function stemmedPattern(
  tokens: readonly Token[],
  words: readonly PatternWord[],
  language: InflectedLanguage,
): Pattern[] | undefined {
  let isStemmed = false;
  const pattern = words.map((word, at): PatternWord => {
    const token = tokens[at];
    const isCyrillic = token !== undefined && has(token, Flag.cyrillic) && word.kind !== 'acronym';
    const stem = isCyrillic && word.kind !== 'prefix' ? slavicKeywordStem(token.text, language) : undefined;
    if (stem === undefined) return word;
    isStemmed = true;
    return { kind: language, text: stem };
  });
  return isStemmed ? [pattern] : undefined;
}

/** A text under which spellings that name the same are the same; empty where a spelling has no word. */
export function patternKey(spelling: string): string {
  const tokens = tokenize(spelling);
  return tokens
    .map((token) => (isAcronym(token, tokens) ? `^${token.text}` : canonicalSpelling(token.text)))
    .join(' ');
}

/** The key of a lower-case word as an acronym ("nato"), where it is no ordinary word. */
export function acronymKey(spelling: string): string | undefined {
  const tokens = tokenize(spelling);
  const [word] = tokens;
  if (tokens.length !== 1 || word === undefined || !has(word, Flag.letters)) return undefined;
  return isAlsoWord(word.text) ? undefined : `^${word.text}`;
}
