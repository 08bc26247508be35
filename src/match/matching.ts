import { type AliasGroup, createAliasTable } from './aliases.ts';
import { createKeywordIndex } from './keyword-index.ts';
import type { KeywordHit, KeywordIndex, Searchable } from './match.ts';
import { checkKeyword, unquote } from './query/keyword.ts';

/** All that is asked about keywords, over one table of shared aliases. */
export interface Matching {
  /** The index of everything that is watched. */
  readonly index: KeywordIndex;
  /** Throws QueryError where the keyword can't be watched. */
  check(keyword: string): void;
  /** The shared other names that are found too. */
  aliasesOf(keyword: string): readonly string[];
  /** Whether and where one keyword is found, with a guild's own aliases beside the shared ones. */
  find(keyword: string, document: Searchable, guildAliases: readonly string[]): KeywordHit | null;
}

/** Puts the keyword index and the shared aliases together. */
export function createMatching(groups: readonly AliasGroup[]): Matching {
  const aliases = createAliasTable(groups);
  return {
    index: createKeywordIndex({ aliases }),
    check: checkKeyword,
    aliasesOf: (keyword) => aliases.aliasesOf(unquote(keyword)),
    find(keyword, document, guildAliases) {
      const single = createKeywordIndex({ aliases });
      single.add({ keyword, aliases: guildAliases, owner: '' });
      return single.search(document)[0] ?? null;
    },
  };
}
