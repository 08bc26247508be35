import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import { isSameAtAddress, isSameByTitle } from '../stories/same-item.ts';
import type { Item } from './item.ts';
import { withIdentity } from './seen-identity.ts';
import {
  createSeenMemory,
  type DocumentRecord,
  type FeedMemory,
  type Keyed,
  type KnownEntry,
  keysOf,
} from './seen-memory.ts';
import { resurfaced } from './seen-resurfaced.ts';
import { isMost, sweptIn } from './seen-surge.ts';

/** How long an entry is remembered after it was last in its feed: 45 days. */
const defaultTtlMs = 45 * 24 * 3_600_000;

/** An entry is compared with so many under its address and its title, so that no document can take long. */
const mostCompared = 100;

/** What of a document is news. */
export interface Selection {
  /** In the order of the document. */
  readonly fresh: readonly Item[];
  /** All entries, each once, under the ids by which they are known from now on. */
  readonly items: readonly Item[];
  /** What happened to most of the document's entries at once, where something did that is no news. */
  readonly surge: Surge | null;
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
  /**
   * Tells what of a document was not in the feed before; `gapMs` is the mean time between its entries, where it is
   * known. Throws StoreError.
   */
  select(feedUrl: string, items: readonly Item[], rhythm?: { gapMs: number | null }): Promise<Selection>;
  /** Lets the feed at another address go on from what is known of this one. Throws StoreError. */
  inherit(from: string, to: string): Promise<void>;
}

/** Something other than news that happened to most entries of a feed at once. */
export interface Surge {
  /** They came under other ids, or many came that can't be news and are not told. */
  readonly kind: 'renamed' | 'swept';
  readonly entries: number;
}

/** A feed whose ids change so often in a row is read without them. */
const renamingsToIgnoreIds = 2;

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
    /** Whether an entry is remembered under the address of another. */
    isAtAddress: ({ address }: Keyed, { id }: KnownEntry): boolean =>
      at(address).some((known) => known.id === id),
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
  const present = new Set(entries.map(({ item }) => item.id));
  const recogniser = createRecogniser(await memory.byKey([...keys]), present);
  const renamed = { entries: 0, atAddress: 0 };
  const stood = new Set(memory.last?.ids);
  const news = new Set<Keyed>();
  const changed = toWrite.map((keyed) => {
    const { item, title, text, tail, publishedAt } = keyed;
    const known = byId.get(item.id);
    const same = known ?? recogniser.find(keyed);
    if (known === undefined && same !== undefined && !present.has(same.id) && !stood.has(item.id)) {
      renamed.entries += 1;
      if (recogniser.isAtAddress(keyed, same)) renamed.atAddress += 1;
    }
    // What has not changed for longer than entries are kept is known from the document alone.
    if (same === undefined && !stood.has(item.id)) news.add(keyed);
    const of = same?.of ?? item.id;
    const entry: KnownEntry = { id: item.id, of, title, text, tail, publishedAt, keptAt: now };
    recogniser.add(entry, keyed);
    return { entry, keyed };
  });
  return { news, changed, renamed };
}

function surgeOf(swept: number, renamed: number): Surge | null {
  if (swept > 0) return { kind: 'swept', entries: swept };
  return renamed > 0 ? { kind: 'renamed', entries: renamed } : null;
}

/** The newest date that the feed ever showed; none lies in the future. */
function newestOf(items: readonly Item[], before: number | null, now: number): number | null {
  const times = items.flatMap(({ publishedAt }) =>
    publishedAt === null ? [] : [Math.min(now, Date.parse(publishedAt))],
  );
  return times.reduce<number | null>((newest, time) => Math.max(newest ?? time, time), before);
}

/** What tells the feed's entries apart from now on: not its ids, where they have changed too often. */
function identityAfter(
  last: DocumentRecord | undefined,
  isRenamed: boolean,
  renamed: { readonly entries: number; readonly atAddress: number },
): Pick<DocumentRecord, 'identity' | 'renamings'> {
  const { identity = 'guid', renamings = 0 } = last ?? {};
  if (identity !== 'guid') return { identity, renamings };
  const counted = isRenamed ? renamings + 1 : 0;
  if (counted < renamingsToIgnoreIds) return { identity, renamings: counted };
  return { identity: isMost(renamed.atAddress, renamed.entries) ? 'address' : 'title', renamings: counted };
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
    async select(feedUrl, items, { gapMs } = { gapMs: null }) {
      const now = clock.now();
      const memory = await recall(feedUrl);
      const { last } = memory;
      const known = items.map((item) => withIdentity(item, last?.identity ?? 'guid'));
      const unique = [...new Map(known.toReversed().map((item) => [item.id, item])).values()].reverse();
      const entries = unique.map((item) => memory.keyed(item));
      const { news, changed, renamed } = await compare(memory, entries, now, ttlMs / 2);
      const placed = entries.map((entry) => ({
        id: entry.item.id,
        publishedAt: entry.publishedAt,
        isKnown: !news.has(entry),
      }));
      const old = last === undefined ? new Set() : resurfaced(last, placed);
      const ids = unique.map(({ id }) => id);
      const unknown = [...news].map(({ item }) => item).filter(({ id }) => !old.has(id));
      const swept =
        last === undefined
          ? new Set<string>()
          : sweptIn(unknown, { size: ids.length, memory: { ...last, size: last.ids.length }, gapMs, now });
      const isRenamed = isMost(renamed.entries, ids.length);

      return {
        fresh: last === undefined ? [] : unknown.filter(({ id }) => !swept.has(id)),
        items: unique,
        baseline: last === undefined,
        surge: surgeOf(swept.size, isRenamed ? renamed.entries : 0),
        async commit() {
          // An entry is written again only when it is half as old; what is kept must last from then on.
          await memory.write(changed, ttlMs * 1.5);
          if (last === undefined || last.ids.join('\n') !== ids.join('\n')) {
            await memory.writeDocument({
              baselineAt: last?.baselineAt ?? now,
              ids,
              changedAt: now,
              newest: newestOf(unique, last?.newest ?? null, now),
              ...identityAfter(last, isRenamed, renamed),
              ancestors: (last?.ancestors ?? []).filter(({ until }) => now - until < ttlMs),
            });
          }
        },
      };
    },
    async inherit(from, to) {
      const memory = await recall(from);
      await memory.bequeath(to, clock.now(), ttlMs);
    },
  };
}
