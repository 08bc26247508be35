import type { Query, Term } from './ast.ts';
import { formatQuery } from './format.ts';
import { parseQuery } from './parse.ts';

const usual = (text: string): Term => ({ type: 'term', text, quoted: true, mode: 'usual', scope: null });

/**
 * A keyword, with other names of it, that is not found where a word is: `SCO` without "Linux" is `SCO NOT Linux`.
 *
 * @throws QueryError where what comes out would be longer or deeper than a query may be.
 */
export function withoutWord(keyword: string, otherNames: readonly string[], word: string): string {
  const query = parseQuery(keyword);
  const wanted: Query =
    otherNames.length === 0 ? query : { type: 'or', of: [query, ...otherNames.map(usual)] };
  const parts = wanted.type === 'and' ? wanted.of : [wanted];
  const unwanted: Term = { ...usual(word), quoted: false };
  const without = formatQuery({ type: 'and', of: [...parts, { type: 'not', of: unwanted }] });
  parseQuery(without);
  return without;
}
