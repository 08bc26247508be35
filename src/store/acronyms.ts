import PQueue from 'p-queue';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { findDefinitions } from '../match/learn.ts';
import { acronymKey, patternKey } from '../match/patterns.ts';
import { shortHash } from '../short-hash.ts';
import type { Records, Store } from './store.ts';

const pair = z.object({
  acronym: z.string(),
  expansion: z.string(),
  /** The feeds that wrote it, by a short hash; at most as many as say enough. */
  feeds: z.array(z.string()),
  times: z.number(),
  seenAt: z.number(),
});
const pairs = z.array(pair);

type Pair = z.infer<typeof pair>;

/** An acronym and what news was seen to mean by it. */
export interface Learned {
  readonly acronym: string;
  readonly expansion: string;
  /** Different feeds, counted up to 10. */
  readonly sources: number;
  /** Items. */
  readonly times: number;
}

/** Counts the definitions of acronyms that news gives. Every call throws StoreError where the store fails. */
export interface AcronymBook {
  /** Counts what an item defines, each pair once; no store call for one that defines nothing. */
  record(item: {
    readonly title: string;
    readonly text: string;
    readonly feed: { readonly url: string };
  }): Promise<void>;
  /** What an acronym was seen to mean, however it is written, that of most feeds first. */
  expansionsOf(acronym: string): Promise<readonly Learned[]>;
  /** Under which acronyms a name goes, whatever its capitals, accents and hyphens. */
  acronymsOf(expansion: string): Promise<readonly Learned[]>;
}

/** A pair that nobody wrote for so long is forgotten. */
const keptMs = 60 * 24 * 3_600_000;
const mostPairs = 12;
const mostFeeds = 10;
/** No article explains more; a list made to fill the store would. */
const mostDefinitions = 20;

/** SCO, S.C.O. and sco are one; who and us, which are words, are not WHO and US. */
function acronymRecord(acronym: string): string {
  const key = patternKey(acronym);
  return `a:${key.startsWith('^') ? key : (acronymKey(acronym) ?? key)}`;
}

const expansionKey = (expansion: string): string => `e:${shortHash(patternKey(expansion))}`;

const isSame = (a: Pick<Pair, 'acronym' | 'expansion'>, b: Pick<Pair, 'acronym' | 'expansion'>): boolean =>
  a.acronym === b.acronym && patternKey(a.expansion) === patternKey(b.expansion);

/** The pairs with one more; of too many those go first that fewest feeds wrote, and of these the oldest. */
function counted(before: readonly Pair[], seen: Pair): Pair[] {
  const known = before.find((one) => isSame(one, seen));
  const grown: Pair = {
    ...seen,
    expansion: known?.expansion ?? seen.expansion,
    feeds: [...new Set([...(known?.feeds ?? []), ...seen.feeds])].slice(0, mostFeeds),
    times: (known?.times ?? 0) + 1,
  };
  return [grown, ...before.filter((one) => one !== known)]
    .filter(({ seenAt }) => seen.seenAt - seenAt < keptMs)
    .toSorted((a, b) => b.feeds.length - a.feeds.length || b.seenAt - a.seenAt)
    .slice(0, mostPairs);
}

/** The book over the store. */
export function createAcronymBook({ store, clock }: { store: Store; clock: Clock }): AcronymBook {
  const records: Records<Pair[]> = store.records('learned', pairs);
  // Feeds are read side by side; a count that two read at once would be one too low.
  const queue = new PQueue({ concurrency: 1 });

  async function learned(key: string): Promise<Learned[]> {
    const now = clock.now();
    const found = (await records.get(key)) ?? [];
    return found
      .filter(({ seenAt }) => now - seenAt < keptMs)
      .toSorted((a, b) => b.feeds.length - a.feeds.length || b.times - a.times)
      .map(({ acronym, expansion, feeds, times }) => ({ acronym, expansion, sources: feeds.length, times }));
  }

  async function count(seen: readonly Pair[]): Promise<void> {
    const keys = [
      ...new Set(seen.flatMap((one) => [acronymRecord(one.acronym), expansionKey(one.expansion)])),
    ];
    const known = await records.getMany(keys);
    const changed = new Map(keys.map((key, at) => [key, known[at] ?? []]));
    for (const one of seen) {
      for (const key of [acronymRecord(one.acronym), expansionKey(one.expansion)])
        changed.set(key, counted(changed.get(key) ?? [], one));
    }
    await records.setMany([...changed].map(([key, value]) => ({ key, value, ttlMs: keptMs })));
  }

  return {
    async record({ title, text, feed }) {
      const seen: Pair[] = [];
      for (const { acronym, expansion } of [title, text].flatMap(findDefinitions)) {
        if (seen.length === mostDefinitions) break;
        if (seen.some((one) => isSame(one, { acronym, expansion }))) continue;
        seen.push({ acronym, expansion, feeds: [shortHash(feed.url, 8)], times: 1, seenAt: clock.now() });
      }
      if (seen.length > 0) await queue.add(() => count(seen));
    },
    expansionsOf: (acronym) => learned(acronymRecord(acronym)),
    acronymsOf: (expansion) => learned(expansionKey(expansion)),
  };
}
