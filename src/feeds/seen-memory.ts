import { z } from 'zod';
import { shortHash } from '../short-hash.ts';
import type { Entry, Store } from '../store/store.ts';
import { likenessOf } from '../stories/likeness.ts';
import { type Comparable, tellingAddress } from '../stories/same-item.ts';
import type { Item } from './item.ts';

const entryRecord = z.object({
  id: z.string(),
  /** The id of the entry that this one was recognised as, or its own. */
  of: z.string(),
  title: z.string(),
  text: z.string(),
  tail: z.string().default(''),
  publishedAt: z.string().nullable(),
  keptAt: z.number(),
});
/** The ids of the entries that have an address or a title. */
const indexRecord = z.array(z.string());
const documentRecord = z.object({
  /** When the feed was read for the first time, milliseconds UTC. */
  baselineAt: z.number(),
  /** The ids of its entries, in order. */
  ids: z.array(z.string()),
  /** When an entry last came or went, milliseconds UTC. */
  changedAt: z.number().nullable().default(null),
  /** The newest date that an entry ever had, milliseconds UTC. */
  newest: z.number().nullable().default(null),
  /** What tells entries apart: what the feed says, or, where that changes all the time, their address or their title. */
  identity: z.enum(['guid', 'address', 'title']).default('guid'),
  /** How many documents in a row had the entries of the one before under other ids. */
  renamings: z.number().default(0),
  /** The addresses that the feed had before, the last first, and until when it stood there. */
  ancestors: z.array(z.object({ url: z.string(), until: z.number() })).default([]),
});

/** An entry of a feed that is remembered. */
export type KnownEntry = z.infer<typeof entryRecord>;
/** What is remembered of a feed's last document. */
export type DocumentRecord = z.infer<typeof documentRecord>;

/** An entry of a document, as it is compared and kept. */
export interface Keyed extends Comparable {
  readonly item: Item;
  /**
   * What it is found by: its address, where that says something; its title there; and its title, or text. The first
   * letter says which.
   */
  readonly address: string | null;
  readonly place: string | null;
  readonly heading: string | null;
}

/** Entries remembered under one address or title of a feed, the newest: a status page gives all of its entries one. */
const mostRemembered = 100;

/** All keys of the index that an entry has. */
export const keysOf = ({ address, place, heading }: Keyed): string[] =>
  [address, place, heading].filter((key) => key !== null);

/** Addresses that a feed had are looked at while what was seen there is remembered, the last of them. */
const mostAncestors = 3;

/** What is remembered of one feed, as far as one document needs it. */
export interface FeedMemory {
  readonly last: DocumentRecord | undefined;
  keyed(item: Item): Keyed;
  /** The remembered entries with these ids. */
  byId(ids: readonly string[]): Promise<Map<string, KnownEntry>>;
  /** For each index key the remembered entries under it. */
  byKey(keys: readonly string[]): Promise<Map<string, KnownEntry[]>>;
  write(entries: readonly { entry: KnownEntry; keyed: Keyed }[], ttlMs: number): Promise<void>;
  writeDocument(document: DocumentRecord): Promise<void>;
  /** Lets the feed at another address go on from what is remembered of this one now. */
  bequeath(to: string, now: number, rememberedMs: number): Promise<void>;
}

/** Opens the memory of feeds over the store; batches make a few calls of any number of entries. */
export function createSeenMemory({ store }: { store: Store }): (feedUrl: string) => Promise<FeedMemory> {
  const entries = store.records('seen-entries', entryRecord);
  const index = store.records('seen-index', indexRecord);
  const documents = store.records('seen-documents', documentRecord);

  /** The entries of one address with these ids, and those under these index keys. */
  function shelfOf(feedUrl: string) {
    const key = (of: string) => `${of[0]}:${shortHash(`${feedUrl}\n${of.slice(1)}`)}`;
    async function byId(ids: readonly string[]): Promise<KnownEntry[]> {
      if (ids.length === 0) return [];
      const found = await entries.getMany(ids.map((id) => key(`i${id}`)));
      return found.filter((entry) => entry !== undefined);
    }
    return {
      key,
      byId,
      async byKey(keys: readonly string[]): Promise<Map<string, KnownEntry[]>> {
        if (keys.length === 0) return new Map();
        const found = await index.getMany(keys.map(key));
        const read = await byId([...new Set(found.flatMap((ids) => ids ?? []))]);
        const known = new Map(read.map((entry) => [entry.id, entry]));
        return new Map(keys.map((one, at) => [one, (found[at] ?? []).flatMap((id) => known.get(id) ?? [])]));
      },
    };
  }

  return async (feedUrl) => {
    const own = shelfOf(feedUrl);
    const documentKey = shortHash(feedUrl);
    const last = await documents.get(documentKey);
    const ancestors = (last?.ancestors ?? []).map(({ url, until }) => ({ shelf: shelfOf(url), until }));
    /** The index as far as it was read, without entries that have expired. */
    const indexed = new Map<string, readonly string[]>();

    async function byId(ids: readonly string[]): Promise<Map<string, KnownEntry>> {
      const known = new Map((await own.byId(ids)).map((entry) => [entry.id, entry]));
      for (const { shelf, until } of ancestors) {
        const older = await shelf.byId(ids.filter((id) => !known.has(id)));
        for (const entry of older) if (entry.keptAt <= until) known.set(entry.id, entry);
      }
      return known;
    }

    return {
      last,
      keyed(item) {
        const likeness = likenessOf(item);
        const address = tellingAddress(item.url);
        const wording = likeness.title || likeness.text;
        return {
          item,
          ...likeness,
          publishedAt: item.publishedAt,
          address: address === null ? null : `u${address}`,
          place: address === null ? null : `p${address}\n${likeness.title}`,
          heading: wording === '' ? null : `t${wording}`,
        };
      },
      byId,
      async byKey(keys) {
        const known = await own.byKey(keys);
        for (const [one, found] of known)
          indexed.set(
            one,
            found.map(({ id }) => id),
          );
        for (const { shelf, until } of ancestors) {
          for (const [one, found] of await shelf.byKey(keys)) {
            known.set(one, [...(known.get(one) ?? []), ...found.filter(({ keptAt }) => keptAt <= until)]);
          }
        }
        return known;
      },
      async write(changed, ttlMs) {
        if (changed.length === 0) return;
        for (const { entry, keyed } of changed) {
          for (const one of keysOf(keyed)) {
            const others = (indexed.get(one) ?? []).filter((id) => id !== entry.id);
            indexed.set(one, [entry.id, ...others].slice(0, mostRemembered));
          }
        }
        const keys = new Set(changed.flatMap(({ keyed }) => keysOf(keyed)));
        const lists: Entry<string[]>[] = [...keys].map((one) => ({
          key: own.key(one),
          value: [...(indexed.get(one) ?? [])],
          ttlMs,
        }));
        // The index first: an entry that is known but not in the index would not be recognised under a new id.
        await index.setMany(lists);
        await entries.setMany(
          changed.map(({ entry }) => ({ key: own.key(`i${entry.id}`), value: entry, ttlMs })),
        );
      },
      writeDocument: (document) => documents.set(documentKey, document),
      async bequeath(to, now, rememberedMs) {
        if (last === undefined) return;
        const ancestors = [{ url: feedUrl, until: now }, ...last.ancestors]
          .filter(({ until }) => now - until < rememberedMs)
          .slice(0, mostAncestors);
        await documents.set(shortHash(to), { ...last, ancestors });
      },
    };
  };
}
