import type { AliasTable } from './aliases.ts';
import { createNumbers } from './arrays.ts';
import { compile, type Program, requirementsOf, termsOf } from './compile.ts';
import { createEvaluator, type Evidence } from './evaluate.ts';
import { createFindings, Part } from './findings.ts';
import { createLabels } from './labels.ts';
import type { EntryHit, KeywordEntry, KeywordIndex, Match, Searchable } from './match.ts';
import { parseQuery } from './query/parse.ts';
import { createScan } from './scan.ts';
import type { InflectedLanguage } from './slavic.ts';
import { createTerms } from './terms.ts';
import { createTrie } from './trie.ts';

/** Places kept of one keyword in one item: more explain nothing more. */
const mostMatches = 20;
/** A term must have been seen so many times less often for a query to be moved to it. */
const worthMoving = 2;

/** A keyword with a guild's aliases, whoever watches it: one for all who have the same. */
interface Watched {
  readonly keyword: string;
  readonly key: string;
  readonly program: Program;
  /** What it requires, where there is a choice: a query waits for the rarest of these sets of terms. */
  readonly requirements: readonly (readonly number[])[];
  /** The set it waits for; empty where it has to be asked for every item. */
  waitsFor: readonly number[];
  /** Who watches, once for each time it was added. */
  owners: string[];
}

export interface KeywordIndexOptions {
  readonly aliases: AliasTable;
  /** Languages whose case endings are looked past. */
  readonly inflected?: readonly InflectedLanguage[];
}

/** Without those that lie inside another: the longest at the leftmost place. */
function withoutNested(evidence: readonly Evidence[]): Evidence[] {
  const kept: Evidence[] = [];
  for (const one of evidence.toSorted((a, b) => a.part - b.part || a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (last === undefined || last.part !== one.part || one.end > last.end) kept.push(one);
  }
  return kept;
}

/** The words of a feed that `source:` looks at: its title and the names in its host. */
function sourceOf({ feed }: Searchable): string {
  if (feed === undefined) return '';
  const host = URL.parse(feed.url)?.hostname ?? '';
  return `${feed.title}\n\n${host}`;
}

/**
 * A percolator: queries wait for words. An item is read once; what is found in it wakes the queries that wait for
 * one of those words, and only they are evaluated.
 */
export function createKeywordIndex({ aliases, inflected = [] }: KeywordIndexOptions): KeywordIndex {
  const labels = createLabels();
  const trie = createTrie();
  const findings = createFindings();
  const terms = createTerms({ labels, trie, aliases, inflected });
  const scan = createScan({ labels, trie, terms, findings, inflected });
  const evaluator = createEvaluator({ findings, terms });

  const numbers = createNumbers();
  const numberOf = new Map<string, number>();
  const watchedBy: (Watched | undefined)[] = [];
  /** By term, the queries that wait for it. */
  const waiting: (number[] | undefined)[] = [];
  /** Queries that wait for nothing: regular expressions alone. */
  const always = new Set<number>();
  /** Programs that look at the feed or the author. */
  let attributes = 0;
  let awake: number[] = [];
  let size = 0;

  const keyOf = ({ keyword, aliases: own }: KeywordEntry): string =>
    own.length === 0 ? keyword : JSON.stringify([keyword, ...own.toSorted()]);

  const cost = (set: readonly number[]): number => set.reduce((sum, term) => sum + findings.seen(term), 0);

  /** Until something was seen, a longer phrase passes for rarer. */
  function rarest(sets: readonly (readonly number[])[]): readonly number[] {
    const letters = (set: readonly number[]) =>
      Math.min(...set.map((term) => terms.get(term)?.spec.text.length ?? 0));
    const [best] = sets.toSorted((a, b) => cost(a) - cost(b) || letters(b) - letters(a));
    return best ?? [];
  }

  function wait(number: number, set: readonly number[]): void {
    if (set.length === 0) always.add(number);
    for (const term of set) {
      const queue = waiting[term];
      if (queue === undefined) waiting[term] = [number];
      else queue.push(number);
    }
  }

  function stopWaiting(number: number, set: readonly number[]): void {
    always.delete(number);
    for (const term of set) {
      const queue = waiting[term] ?? [];
      const at = queue.indexOf(number);
      const last = queue.pop();
      if (last !== undefined && at < queue.length) queue[at] = last;
      if (queue.length === 0) waiting[term] = undefined;
    }
  }

  const looksAtAttributes = (program: Program): boolean => {
    switch (program.op) {
      case 'term':
        return program.parts > 1 << Part.text;
      case 'not':
        return looksAtAttributes(program.of);
      case 'and':
      case 'or':
        return program.of.some(looksAtAttributes);
      case 'near':
      case 'regex':
      case 'lang':
      case 'image':
        return false;
    }
  };

  function watch({ keyword, aliases: own }: KeywordEntry, key: string): Watched {
    const program = compile(parseQuery(keyword), own, (spec) => terms.take(spec));
    const requirements = requirementsOf(program, cost);
    const waitsFor = rarest(requirements);
    const number = numbers.take();
    const watched: Watched = {
      keyword,
      key,
      program,
      requirements: requirements.length > 1 ? requirements : [],
      waitsFor,
      owners: [],
    };
    if (looksAtAttributes(program)) attributes += 1;
    watchedBy[number] = watched;
    numberOf.set(key, number);
    wait(number, waitsFor);
    return watched;
  }

  function unwatch(number: number, { key, program, waitsFor }: Watched): void {
    stopWaiting(number, waitsFor);
    if (looksAtAttributes(program)) attributes -= 1;
    for (const term of termsOf(program)) {
      terms.release(term);
      if (terms.get(term) === undefined) findings.forget(term);
    }
    watchedBy[number] = undefined;
    numberOf.delete(key);
    numbers.free(number);
  }

  /** A query that was woken in vain is better off waiting for a word that is seen less often. */
  function moveToRarer(number: number, watched: Watched): void {
    if (watched.requirements.length === 0) return;
    const better = rarest(watched.requirements);
    if (better === watched.waitsFor || (cost(better) + 1) * worthMoving > cost(watched.waitsFor)) return;
    stopWaiting(number, watched.waitsFor);
    watched.waitsFor = better;
    wait(number, better);
  }

  const wake = (term: number): void => {
    const queue = waiting[term];
    if (queue !== undefined) for (const number of queue) awake.push(number);
  };

  function matchesOf({ keyword, program }: Watched, item: Searchable): Match[] {
    const isCompound = program.op !== 'term';
    return withoutNested(evaluator.evidence(program, item).filter(({ part }) => part <= Part.text))
      .slice(0, mostMatches)
      .map(({ part, start, end, shown, alias }) => {
        const field = part === Part.title ? 'title' : 'text';
        return {
          keyword,
          ...(alias === undefined ? {} : { alias }),
          ...(isCompound ? { part: shown } : {}),
          field,
          text: item[field].slice(start, end),
          start,
          end,
        };
      });
  }

  return {
    add(entry) {
      const key = keyOf(entry);
      const number = numberOf.get(key);
      const watched = (number === undefined ? undefined : watchedBy[number]) ?? watch(entry, key);
      watched.owners.push(entry.owner);
      size += 1;
    },
    remove(entry) {
      const number = numberOf.get(keyOf(entry));
      const watched = number === undefined ? undefined : watchedBy[number];
      const at = watched?.owners.indexOf(entry.owner) ?? -1;
      if (number === undefined || watched === undefined || at === -1) return;
      size -= 1;
      watched.owners.splice(at, 1);
      if (watched.owners.length === 0) unwatch(number, watched);
    },
    search(item) {
      findings.clear();
      awake = [...always];
      scan(item.title, Part.title, wake);
      scan(item.text, Part.text, wake);
      if (attributes > 0) {
        scan(sourceOf(item), Part.source, wake);
        scan(item.author ?? '', Part.author, wake);
      }
      const hits: EntryHit[] = [];
      const asked = new Set<number>();
      for (const number of awake) {
        const watched = watchedBy[number];
        if (watched === undefined || asked.has(number)) continue;
        asked.add(number);
        if (!evaluator.holds(watched.program, item)) {
          moveToRarer(number, watched);
          continue;
        }
        const matches = matchesOf(watched, item);
        for (const owner of new Set(watched.owners)) hits.push({ owner, keyword: watched.keyword, matches });
      }
      return hits;
    },
    get size() {
      return size;
    },
  };
}
