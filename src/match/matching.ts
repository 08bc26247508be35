import { type AliasGroup, createAliasTable } from './aliases.ts';
import { type Explanation, explainQuery } from './explain.ts';
import { createKeywordIndex } from './keyword-index.ts';
import type { KeywordHit, KeywordIndex, Searchable } from './match.ts';
import type { Query } from './query/ast.ts';
import { parseQuery } from './query/parse.ts';
import type { InflectedLanguage } from './slavic.ts';

/** All that is asked about keywords, over one table of shared aliases. */
export interface Matching {
  /** The index of everything that is watched. */
  readonly index: KeywordIndex;
  /** Throws QueryError where the keyword can't be watched. */
  check(keyword: string): void;
  /** The shared other names that are found too, those of all words and phrases where it is a query. */
  aliasesOf(keyword: string): readonly string[];
  /** Whether and where one keyword is found, with a guild's own aliases beside the shared ones. */
  find(keyword: string, document: Searchable, guildAliases: readonly string[]): KeywordHit | null;
  /** Why a document satisfies a keyword or query, or why not; `explanationLine` puts it in words. */
  explain(keyword: string, document: Searchable, guildAliases: readonly string[]): Explanation;
}

const conditionWord = 'condition';

/** The words and phrases that the shared aliases hold for. */
function usualTerms(query: Query): string[] {
  switch (query.type) {
    case 'term':
      return query.mode === 'usual' ? [query.text] : [];
    case 'near':
      return [query.left, query.right].flatMap(usualTerms);
    case 'and':
    case 'or':
      return query.of.flatMap(usualTerms);
    case 'not':
    case 'regex':
    case 'attribute':
      return [];
  }
}

/**
 * Puts the keyword index and the shared aliases together.
 *
 * @param inflected - languages whose case endings are looked past.
 */
export function createMatching(
  groups: readonly AliasGroup[],
  { inflected = [] }: { inflected?: readonly InflectedLanguage[] } = {},
): Matching {
  const aliases = createAliasTable(groups);
  /** The keyword that was asked for last: it is asked of one item after another. */
  let single: { key: string; index: KeywordIndex } | undefined;

  function indexOf(keyword: string, guildAliases: readonly string[]): KeywordIndex {
    const key = JSON.stringify([keyword, guildAliases]);
    if (single?.key === key) return single.index;
    const index = createKeywordIndex({ aliases, inflected });
    index.add({ keyword, aliases: guildAliases, owner: '' });
    single = { key, index };
    return index;
  }

  const find = (keyword: string, document: Searchable, guildAliases: readonly string[]): KeywordHit | null =>
    indexOf(keyword, guildAliases).search(document)[0] ?? null;

  return {
    index: createKeywordIndex({ aliases, inflected }),
    check: (keyword) => void parseQuery(keyword),
    aliasesOf: (keyword) => [...new Set(usualTerms(parseQuery(keyword)).flatMap(aliases.aliasesOf))],
    find,
    explain(keyword, document, guildAliases) {
      const query = parseQuery(keyword);
      const own = query.type === 'term' ? guildAliases : [];
      // A condition alone is no query, so it is asked together with a word that is there.
      const marked = { ...document, title: `${conditionWord}. ${document.title}` };
      return {
        hit: find(keyword, document, guildAliases),
        parts: explainQuery(query, {
          find: (part) => find(part, document, own),
          has: (condition) => find(`${conditionWord} AND ${condition}`, marked, []) !== null,
        }),
      };
    },
  };
}
