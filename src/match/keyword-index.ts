import type { AliasTable } from './aliases.ts';
import type { EntryHit, Field, KeywordEntry, KeywordIndex, Match, Searchable } from './match.ts';
import { type Pattern, patternsOf } from './patterns.ts';
import { checkKeyword, unquote } from './query/keyword.ts';
import { scan } from './scan.ts';
import { createTrie } from './trie.ts';

/** Places kept of one keyword in one item: more explain nothing more. */
const mostMatches = 20;

/** A keyword with its aliases, whoever watches it: the same for all who have the same aliases. */
interface Watched {
  readonly keyword: string;
  readonly owners: Map<string, number>;
  readonly places: readonly Place[];
}

/** One way to find a watched keyword. */
interface Place {
  readonly pattern: Pattern;
  readonly finder: Finder;
}

interface Finder {
  readonly watched: Watched;
  readonly alias: string | undefined;
}

const fields: readonly Field[] = ['title', 'text'];

/** The matches of a field without those that lie inside another: the longest at the leftmost place. */
function withoutNested(matches: readonly Match[]): Match[] {
  const kept: Match[] = [];
  for (const match of matches.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (match.end > (kept.at(-1)?.end ?? -1)) kept.push(match);
  }
  return kept;
}

/**
 * An index of keywords by the words of their patterns. A text is cut into words once and every keyword found by
 * walking one trie, so that the cost does not grow with the number of keywords.
 */
export function createKeywordIndex({ aliases: shared }: { aliases: AliasTable }): KeywordIndex {
  const trie = createTrie<Finder>();
  const watchedBy = new Map<string, Watched>();
  let size = 0;

  const keyOf = ({ keyword, aliases }: KeywordEntry): string =>
    aliases.length === 0 ? keyword : JSON.stringify([keyword, ...aliases.toSorted()]);

  function watch({ keyword, aliases }: KeywordEntry): Watched {
    const places: Place[] = [];
    const watched: Watched = { keyword, owners: new Map(), places };
    const spelling = unquote(keyword);
    const known = new Set<string>();
    const find = (patterns: readonly Pattern[], alias: string | undefined) => {
      const finder = { watched, alias };
      for (const pattern of patterns) {
        const key = pattern.join(' ');
        if (known.has(key)) continue;
        known.add(key);
        places.push({ pattern, finder });
        trie.add(pattern, finder);
      }
    };
    find(patternsOf(spelling), undefined);
    for (const alias of [...aliases, ...shared.aliasesOf(spelling)]) find(patternsOf(alias), alias);
    return watched;
  }

  function matchesIn(document: Searchable): Map<Watched, Match[]> {
    const found = new Map<Watched, Match[]>();
    for (const field of fields) {
      const text = document[field];
      const inField = new Map<Watched, Match[]>();
      scan(text, trie, ({ watched, alias }, start, end) => {
        const match: Match = {
          keyword: watched.keyword,
          ...(alias === undefined ? {} : { alias }),
          field,
          text: text.slice(start, end),
          start,
          end,
        };
        const matches = inField.get(watched);
        if (matches === undefined) inField.set(watched, [match]);
        else matches.push(match);
      });
      for (const [watched, matches] of inField) {
        found.set(watched, [...(found.get(watched) ?? []), ...withoutNested(matches)].slice(0, mostMatches));
      }
    }
    return found;
  }

  return {
    add(entry) {
      checkKeyword(entry.keyword);
      const key = keyOf(entry);
      const watched = watchedBy.get(key) ?? watch(entry);
      watchedBy.set(key, watched);
      watched.owners.set(entry.owner, (watched.owners.get(entry.owner) ?? 0) + 1);
      size += 1;
    },
    remove(entry) {
      const key = keyOf(entry);
      const watched = watchedBy.get(key);
      const count = watched?.owners.get(entry.owner);
      if (watched === undefined || count === undefined) return;
      size -= 1;
      if (count > 1) watched.owners.set(entry.owner, count - 1);
      else watched.owners.delete(entry.owner);
      if (watched.owners.size > 0) return;
      watchedBy.delete(key);
      for (const { pattern, finder } of watched.places) trie.remove(pattern, finder);
    },
    search(document) {
      const hits: EntryHit[] = [];
      for (const [{ keyword, owners }, matches] of matchesIn(document)) {
        for (const owner of owners.keys()) hits.push({ owner, keyword, matches });
      }
      return hits;
    },
    get size() {
      return size;
    },
  };
}
