import type { KeywordHit, Match } from './match.ts';
import type { Query } from './query/ast.ts';
import { formatQuery } from './query/format.ts';

/** One word, phrase or condition of a query, and whether an item has it. */
export interface PartExplained {
  /** As the query says it. */
  readonly part: string;
  /** It must not be there (NOT). */
  readonly isUnwanted: boolean;
  readonly isFound: boolean;
  /** Its first place; absent where it is not found, or is no word (lang:, source:, is:). */
  readonly place?: Match;
}

/** Why an item satisfies a query, or why not. */
export interface Explanation {
  readonly hit: KeywordHit | null;
  readonly parts: readonly PartExplained[];
}

function partsOf(query: Query, isUnwanted: boolean): { query: Query; isUnwanted: boolean }[] {
  switch (query.type) {
    case 'term':
    case 'regex':
    case 'attribute':
      return [{ query, isUnwanted }];
    case 'near':
      // Both words may be there, and yet too far from each other: the pair is a part of its own.
      return [query.left, query.right, query].map((part) => ({ query: part, isUnwanted }));
    case 'not':
      return partsOf(query.of, !isUnwanted);
    case 'and':
    case 'or':
      return query.of.flatMap((part) => partsOf(part, isUnwanted));
  }
}

/**
 * Explains a query part by part.
 *
 * @param find - whether and where a query is found in the item.
 * @param has - whether a condition that is no word holds for it.
 */
export function explainQuery(
  query: Query,
  { find, has }: { find: (query: string) => KeywordHit | null; has: (condition: string) => boolean },
): PartExplained[] {
  return partsOf(query, false).map(({ query: part, isUnwanted }) => {
    const shown = formatQuery(part);
    if (part.type === 'attribute') return { part: shown, isUnwanted, isFound: has(shown) };
    const place = find(shown)?.matches[0];
    return place === undefined
      ? { part: shown, isUnwanted, isFound: false }
      : { part: shown, isUnwanted, isFound: true, place };
  });
}

/** An explanation in one line: "'putin' found at 120 of the text, 'tokyo' missing". Offsets count from 0. */
export function explanationLine({ parts }: Explanation): string {
  return parts
    .map(({ part, isUnwanted, isFound, place }) => {
      const unwanted = isUnwanted ? ', which NOT excludes' : '';
      if (!isFound) return isUnwanted ? `'${part}' absent, as NOT asks` : `'${part}' missing`;
      if (place === undefined) return `'${part}' holds${unwanted}`;
      const alias = place.alias === undefined ? '' : ` (as ${place.text})`;
      return `'${part}' found at ${place.start} of the ${place.field}${alias}${unwanted}`;
    })
    .join(', ');
}
