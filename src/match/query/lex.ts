import { QueryError } from '../../errors.ts';

/** A piece of a query, with its place. */
export type Lexeme = { readonly at: number; readonly glued: boolean } & (
  | { readonly type: '(' | ')' | 'and' | 'or' | 'not' | 'minus' | 'exact' }
  | { readonly type: 'near'; readonly distance: number }
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'quoted' | 'word' | 'regex'; readonly text: string }
);

const quotes: Readonly<Record<string, string>> = {
  '"': '"',
  '“': '”',
  '”': '”',
  '„': '“”',
  '«': '»',
  '＂': '＂',
};
const fieldName = /^(title|text|source|author|(?:lang|is)(?=:\S)):/;
const near = /^NEAR(?:\/(\d{1,3}))?$/;
const usualDistance = 5;
const furthest = 50;
const operators: Readonly<Record<string, 'and' | 'or' | 'not'>> = { AND: 'and', OR: 'or', NOT: 'not' };

/** Where a word ends: at white space, or at a bracket that is no part of it. */
function wordEnd(query: string, from: number): number {
  let depth = 0;
  let at = from;
  for (; at < query.length; at += 1) {
    const character = query.charAt(at);
    if (/\s/.test(character) || (at > from && quotes[character] !== undefined)) break;
    if (character === '(') {
      if (at > from) break;
      depth += 1;
    }
    if (character === ')') {
      if (depth === 0) break;
      depth -= 1;
    }
  }
  return at;
}

function readQuoted(query: string, at: number): { text: string; end: number } {
  const closing = quotes[query.charAt(at)] ?? '"';
  let end = at + 1;
  while (end < query.length && !closing.includes(query.charAt(end))) end += 1;
  if (end === query.length)
    throw new QueryError(`The quotation mark at ${at + 1} is not closed: close it.`, query, at);
  return { text: query.slice(at + 1, end), end: end + 1 };
}

/** A regular expression stands between slashes, and after the second nothing of its word does. */
function readRegex(query: string, at: number): { text: string; end: number } | null {
  for (let end = at + 1; end < query.length; end += 1) {
    const character = query.charAt(end);
    if (character === '\\') end += 1;
    else if (character === '/') {
      const next = query.charAt(end + 1);
      return end > at + 1 && (next === '' || next === ')' || /\s/.test(next))
        ? { text: query.slice(at + 1, end), end: end + 1 }
        : null;
    }
  }
  return null;
}

function wordLexeme(query: string, word: string, place: { at: number; glued: boolean }): Lexeme {
  const operator = operators[word];
  if (operator !== undefined) return { ...place, type: operator };
  const distance = near.exec(word);
  if (distance === null) return { ...place, type: 'word', text: word };
  const words = Number(distance[1] ?? usualDistance);
  if (words < 1 || words > furthest) {
    throw new QueryError(
      `NEAR/${words} at ${place.at + 1} is out of range: give a distance from 1 to ${furthest}.`,
      query,
      place.at,
    );
  }
  return { ...place, type: 'near', distance: words };
}

/**
 * Cuts a query into its pieces. `glued` says that nothing stands between a piece and the one before it.
 *
 * @throws QueryError at the place of the fault.
 */
export function lex(query: string): Lexeme[] {
  const lexemes: Lexeme[] = [];
  let at = 0;
  while (at < query.length) {
    const character = query.charAt(at);
    if (/\s/.test(character)) {
      at += 1;
      continue;
    }
    const glued = at > 0 && !/\s/.test(query.charAt(at - 1));
    const place = { at, glued };
    const startsPiece = !glued || ['(', 'minus', 'exact', 'field'].includes(lexemes.at(-1)?.type ?? '');
    const field = fieldName.exec(query.slice(at));
    const regex = character === '/' && startsPiece ? readRegex(query, at) : null;
    if (character === '(' || character === ')') {
      lexemes.push({ ...place, type: character });
      at += 1;
    } else if (quotes[character] !== undefined) {
      const { text, end } = readQuoted(query, at);
      lexemes.push({ ...place, type: 'quoted', text });
      at = end;
    } else if (regex !== null) {
      lexemes.push({ ...place, type: 'regex', text: regex.text });
      at = regex.end;
    } else if (startsPiece && field !== null) {
      lexemes.push({ ...place, type: 'field', name: field[1] ?? '' });
      at += field[0].length;
    } else if (startsPiece && /[-−](?=[^\s-])/.test(query.slice(at, at + 2)) && !glued) {
      lexemes.push({ ...place, type: 'minus' });
      at += 1;
    } else if (startsPiece && character === '=' && /\S/.test(query.charAt(at + 1))) {
      lexemes.push({ ...place, type: 'exact' });
      at += 1;
    } else {
      const end = Math.max(at + 1, wordEnd(query, at));
      lexemes.push(wordLexeme(query, query.slice(at, end), place));
      at = end;
    }
  }
  return lexemes;
}
