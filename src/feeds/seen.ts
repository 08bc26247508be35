import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import { isSameAtAddress, isSameByTitle } from '../stories/same-item.ts';
import type { Item } from './item.ts';
import { createSeenMemory, type FeedMemory, type Keyed, type KnownEntry, keysOf } from './seen-memory.ts';
import { resurfaced } from './seen-resurfaced.ts';

/** How long an entry is remembered after it was last in its feed: 45 days. */
const defaultTtlMs = 45 * 24 * 3_600_000;

/** An entry is compared with so many under its address and its title, so that no document can take long. */
const mostCompared = 100;

/** What of a document is news. */
export interface Selection {
  /** In the order of the document. */
  readonly fresh: readonly Item[];
  /** Whether the feed is read for the first time: then nothing is fresh. */
  readonly baseline: boolean;
  /**
   * Remembers the document; call it when all that is fresh is safe. Without it the same is fresh again. Throws
   * StoreError.
   */
  commit(): Promise<void>;
}

/** Knows what stood in the feeds. */
export interface Seen {
  /** Tells what of a document was not in the feed before. Throws StoreError. */
  select(feedUrl: string, items: readonly Item[]): Promise<Selection>;
}

/** Finds the remembered entry that an entry with a new id is, among those with its address and its title. */
function createRecogniser(known: ReadonlyMap<string, readonly KnownEntry[]>, present: ReadonlySet<string>) {
  const under = new Map([...known].map(([key, entries]) => [key, entries.slice(0, mostCompared)]));
  const at = (key: string | null): readonly KnownEntry[] => (key === null ? [] : (under.get(key) ?? []));

  return {
    find(entry: Keyed): KnownEntry | undefined {
      // A page with more entries than an address remembers still knows each by its title.
      const neighbours = new Set([...at(entry.place), ...at(entry.address)]);
      const isShared = new Set(neighbours.values().map((one) => one.of)).size > 1;
      return (
        neighbours.values().find((one) => isSameAtAddress(entry, one, isShared || present.has(one.id))) ??
        at(entry.heading).find((one) => isSameByTitle(entry, one))
      );
    },
    /** What stands further up in the document is known to what stands below. */
    add(entry: KnownEntry, keyed: Keyed): void {
      for (const key of keysOf(keyed)) {
        under.set(key, [entry, ...at(key).filter(({ id }) => id !== entry.id)].slice(0, mostCompared));
      }
    },
  };
}

/** What is known of a document's entries, and what is to be remembered of them. */
async function compare(memory: FeedMemory, entries: readonly Keyed[], now: number, freshForMs: number) {
  const byId = await memory.byId(entries.map(({ item }) => item.id));
  const isCurrent = ({ item, title, text, tail }: Keyed) => {
    const known = byId.get(item.id);
    return (
      known?.title === title && known.text === text && known.tail === tail && now - known.keptAt < freshForMs
    );
  };
  const toWrite = entries.filter((entry) => !isCurrent(entry));
  const keys = new Set(toWrite.flatMap(keysOf));
  const recogniser = createRecogniser(
    await memory.byKey([...keys]),
    new Set(entries.map(({ item }) => item.id)),
  );
  const stood = new Set(memory.last?.ids);
  const news = new Set<Keyed>();
  const changed = toWrite.map((keyed) => {
    const { item, title, text, tail, publishedAt } = keyed;
    const same = byId.get(item.id) ?? recogniser.find(keyed);
    // What has not changed for longer than entries are kept is known from the document alone.
    if (same === undefined && !stood.has(item.id)) news.add(keyed);
    const of = same?.of ?? item.id;
    const entry: KnownEntry = { id: item.id, of, title, text, tail, publishedAt, keptAt: now };
    recogniser.add(entry, keyed);
    return { entry, keyed };
  });
  return { news, changed };
}

/**
 * The memory of what stood in the feeds, over the store. There is no date cursor: an entry is news if it was not there
 * before, whatever its date and place. An entry is forgotten `ttlMs` after it was last in its feed, never while it is.
 * A poll takes at most seven calls of the store, two where nothing changed, however many entries the feed has.
 */
export function createSeen({
  store,
  clock,
  ttlMs = defaultTtlMs,
}: {
  store: Store;
  clock: Clock;
  ttlMs?: number;
}): Seen {
  const recall = createSeenMemory({ store });

  return {
    async select(feedUrl, items) {
      const now = clock.now();
      const memory = await recall(feedUrl);
      const { last } = memory;
      const unique = [...new Map(items.toReversed().map((item) => [item.id, item])).values()].reverse();
      const entries = unique.map((item) => memory.keyed(item));
      const { news, changed } = await compare(memory, entries, now, ttlMs / 2);
      const placed = entries.map((entry) => ({
        id: entry.item.id,
        publishedAt: entry.publishedAt,
        isKnown: !news.has(entry),
      }));
      const old = last === undefined ? new Set() : resurfaced(last, placed);
      const ids = unique.map(({ id }) => id);

      return {
        fresh: last === undefined ? [] : [...news].map(({ item }) => item).filter(({ id }) => !old.has(id)),
        baseline: last === undefined,
        async commit() {
          // An entry is written again only when it is half as old; what is kept must last from then on.
          await memory.write(changed, ttlMs * 1.5);
          if (last === undefined || last.ids.join('\n') !== ids.join('\n')) {
            await memory.writeDocument({ baselineAt: last?.baselineAt ?? now, ids });
          }
        },
      };
    },
  };
}
