import type { AliasTable } from './aliases.ts';
import { createNumbers } from './arrays.ts';
import { createBeginnings } from './beginnings.ts';
import {
  compile,
  looksAtAttributes,
  type Program,
  type Requirement,
  requirementsOf,
  termsOf,
} from './compile.ts';
import { createEvaluator, type Evidence } from './evaluate.ts';
import { createFindings, Part } from './findings.ts';
import { createLabels } from './labels.ts';
import { createLiterals } from './literals.ts';
import type { EntryHit, KeywordEntry, KeywordIndex, Match, Searchable } from './match.ts';
import { createPrefixes } from './prefixes.ts';
import { parseQuery } from './query/parse.ts';
import { createScan } from './scan.ts';
import type { InflectedLanguage } from './slavic.ts';
import { createTerms, type Term, termsOfContext } from './terms.ts';
import { createTrie } from './trie.ts';
import { createWaitingRoom } from './waiting-room.ts';

/** Places kept of one keyword in one item: more explain nothing more. */
const mostMatches = 20;
const none: readonly never[] = [];

/** A keyword with a guild's aliases, whoever watches it: one for all who have the same. */
interface Watched {
  readonly keyword: string;
  readonly key: string;
  readonly program: Program;
  /** What it requires, where there is a choice: a query waits for the rarest of these sets of terms. */
  readonly requirements: readonly Requirement[];
  /** The set it waits for; empty where it has to be asked for every item. */
  waitsFor: Requirement;
  /** The search it was last asked in. */
  asked: number;
  /** Who watches, once for each time it was added. */
  owners: readonly string[];
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
  const terms = createTerms({ labels, trie, findings, aliases, inflected });
  const beginnings = createBeginnings({ labels, trie });
  const prefixes = createPrefixes();
  const literals = createLiterals();
  const scan = createScan({ labels, trie, beginnings, prefixes, findings, inflected });
  const evaluator = createEvaluator({ findings });

  const numbers = createNumbers();
  const numberOf = new Map<string, number>();
  const watchedBy: (Watched | undefined)[] = [];
  const room = createWaitingRoom({ terms, trie, beginnings, prefixes, literals, findings });
  /** Programs that look at the feed or the author. */
  let attributes = 0;
  let awake: number[] = [];
  const alone = new Map<string, readonly string[]>();
  let size = 0;
  let search = 0;

  /** The list of an owner alone, shared by all that only one watches: most lists, and each takes memory. */
  function aloneOf(owner: string): readonly string[] {
    const list = alone.get(owner) ?? [owner];
    alone.set(owner, list);
    return list;
  }

  const keyOf = ({ keyword, aliases: own }: KeywordEntry): string =>
    own.length === 0 ? keyword : JSON.stringify([keyword, ...own.toSorted()]);

  function watch({ keyword, aliases: own }: KeywordEntry, key: string): Watched {
    const program = compile(parseQuery(keyword), own, (spec) => terms.take(spec));
    const requirements = requirementsOf(program, room.cost);
    const waitsFor = room.rarest(requirements);
    const number = numbers.take();
    const watched: Watched = {
      keyword,
      key,
      program,
      requirements: requirements.length > 1 ? requirements : none,
      waitsFor,
      asked: 0,
      owners: none,
    };
    if (looksAtAttributes(program)) attributes += 1;
    watchedBy[number] = watched;
    numberOf.set(key, number);
    room.enter(number, waitsFor);
    return watched;
  }

  function unwatch(number: number, { key, program, waitsFor }: Watched): void {
    room.leave(number, waitsFor);
    if (looksAtAttributes(program)) attributes -= 1;
    for (const term of termsOf(program)) terms.release(term);
    watchedBy[number] = undefined;
    numberOf.delete(key);
    numbers.free(number);
  }

  /** A query that was woken in vain is better off waiting for a word that is seen less often. */
  function move(number: number, watched: Watched): void {
    const better = room.better(watched.requirements, watched.waitsFor);
    if (better === null) return;
    room.leave(number, watched.waitsFor);
    watched.waitsFor = better;
    room.enter(number, better);
  }

  const wakeQuery = (query: number): void => void awake.push(query);
  const wake = (node: number): void => room.wake(node, awake);

  function want(program: Program): void {
    if (program.op === 'term') wantTerm(program.term);
    else for (const term of termsOf(program)) wantTerm(term);
  }

  function wantTerm(term: Term): void {
    if (term.prefix !== undefined) scan.wantPrefix(term.prefix, term.nodes[0] ?? 0);
    else for (const node of term.nodes) scan.want(node);
    if (!term.hasContext) return;
    for (const { context } of term.spellings) {
      if (context !== undefined) termsOfContext(context).forEach(wantTerm);
    }
  }

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
      watched.owners = watched.owners.length === 0 ? aloneOf(entry.owner) : [...watched.owners, entry.owner];
      size += 1;
    },
    remove(entry) {
      const number = numberOf.get(keyOf(entry));
      const watched = number === undefined ? undefined : watchedBy[number];
      const at = watched?.owners.indexOf(entry.owner) ?? -1;
      if (number === undefined || watched === undefined || at === -1) return;
      size -= 1;
      watched.owners = watched.owners.toSpliced(at, 1);
      if (watched.owners.length === 0) unwatch(number, watched);
    },
    search(item) {
      findings.clear();
      awake = [...room.sleepless];
      scan.read(item.title, Part.title, wake);
      scan.read(item.text, Part.text, wake);
      literals.find(item.title, wakeQuery);
      literals.find(item.text, wakeQuery);
      if (attributes > 0) {
        scan.read(sourceOf(item), Part.source, wake);
        scan.read(item.author ?? '', Part.author, wake);
      }
      const hits: EntryHit[] = [];
      search += 1;
      const asked: number[] = [];
      for (const number of awake) {
        const watched = watchedBy[number];
        if (watched === undefined || watched.asked === search) continue;
        watched.asked = search;
        asked.push(number);
        want(watched.program);
      }
      scan.gather();
      for (const number of asked) {
        const watched = watchedBy[number];
        if (watched === undefined) continue;
        if (!evaluator.holds(watched.program, item)) {
          move(number, watched);
          continue;
        }
        const matches = matchesOf(watched, item);
        const owners = watched.owners.length === 1 ? watched.owners : new Set(watched.owners);
        for (const owner of owners) hits.push({ owner, keyword: watched.keyword, matches });
      }
      return hits;
    },
    get size() {
      return size;
    },
  };
}
