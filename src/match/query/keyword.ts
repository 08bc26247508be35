import { QueryError } from '../../errors.ts';
import { tokenize } from '../tokens.ts';

/** The longest keyword, in UTF-16 code units. */
export const longestKeyword = 200;

const openingQuotes = '"“”„«';
const closingQuotes = '"”“»';

/** The words of a keyword without the quotes around the whole of it. */
export function unquote(keyword: string): string {
  const text = keyword.trim();
  const quoted =
    text.length >= 2 && openingQuotes.includes(text.charAt(0)) && closingQuotes.includes(text.slice(-1));
  return quoted ? text.slice(1, -1).trim() : text;
}

/**
 * Checks that a keyword can be watched.
 *
 * @throws QueryError that says what is wrong with it, and where.
 */
export function checkKeyword(keyword: string): void {
  const text = unquote(keyword);
  if (text === '') throw new QueryError('The keyword is empty: type a word or a phrase.', 0);
  if (text.length > longestKeyword) {
    throw new QueryError(
      `The keyword has ${text.length} characters; at most ${longestKeyword} are read. Watch a shorter phrase.`,
      longestKeyword,
    );
  }
  const quote = keyword
    .trim()
    .slice(1, -1)
    .search(/["“”«»]/u);
  const ends =
    openingQuotes.includes(keyword.trim().charAt(0)) || closingQuotes.includes(keyword.trim().slice(-1));
  if (ends && text === keyword.trim()) {
    throw new QueryError(
      `The quotation mark in ${keyword.trim()} has no partner: close it or leave it out.`,
      quote + 1,
    );
  }
  if (tokenize(text).length === 0) {
    throw new QueryError('The keyword has no letter or digit: type a word or a phrase.', 0);
  }
}
