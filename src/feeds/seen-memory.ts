import { createHash } from 'node:crypto';
import { z } from 'zod';
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
const documentRecord = z.object({ baselineAt: z.number(), ids: z.array(z.string()) });

/** An entry of a feed that is remembered. */
export type KnownEntry = z.infer<typeof entryRecord>;
/** What is remembered of a feed's last document. */
export type DocumentRecord = z.infer<typeof documentRecord>;

/** An entry of a document, as it is compared and kept. */
export interface Keyed extends Comparable {
  readonly item: Item;
  /** Keys of the index: of its address, where that says something; of its title there; and of its title, or text. */
  readonly address: string | null;
  readonly place: string | null;
  readonly heading: string | null;
}

/** Entries remembered under one address or title of a feed, the newest: a status page gives all of its entries one. */
const mostRemembered = 100;

/** All keys of the index that an entry has. */
export const keysOf = ({ address, place, heading }: Keyed): string[] =>
  [address, place, heading].filter((key) => key !== null);

/** 22 characters of base64url are 132 bits: enough never to meet twice. */
const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

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
}

/** Opens the memory of feeds over the store; batches make a few calls of any number of entries. */
export function createSeenMemory({ store }: { store: Store }): (feedUrl: string) => Promise<FeedMemory> {
  const entries = store.records('seen-entries', entryRecord);
  const index = store.records('seen-index', indexRecord);
  const documents = store.records('seen-documents', documentRecord);

  return async (feedUrl) => {
    const key = (kind: string, of: string) => `${kind}:${digest(`${feedUrl}\n${of}`)}`;
    const entryKey = (id: string) => key('i', id);
    const documentKey = digest(feedUrl);
    /** The index as far as it was read, without entries that have expired. */
    const indexed = new Map<string, readonly string[]>();

    async function byId(ids: readonly string[]): Promise<Map<string, KnownEntry>> {
      if (ids.length === 0) return new Map();
      const found = await entries.getMany(ids.map(entryKey));
      return new Map(found.flatMap((entry) => (entry === undefined ? [] : [[entry.id, entry] as const])));
    }

    return {
      last: await documents.get(documentKey),
      keyed(item) {
        const likeness = likenessOf(item);
        const address = tellingAddress(item.url);
        const wording = likeness.title || likeness.text;
        return {
          item,
          ...likeness,
          publishedAt: item.publishedAt,
          address: address === null ? null : key('u', address),
          place: address === null ? null : key('p', `${address}\n${likeness.title}`),
          heading: wording === '' ? null : key('t', wording),
        };
      },
      byId,
      async byKey(keys) {
        if (keys.length === 0) return new Map();
        const found = await index.getMany(keys);
        const known = await byId([...new Set(found.flatMap((ids) => ids ?? []))]);
        for (const [at, one] of keys.entries()) {
          indexed.set(
            one,
            (found[at] ?? []).filter((id) => known.has(id)),
          );
        }
        return new Map(keys.map((one, at) => [one, (found[at] ?? []).flatMap((id) => known.get(id) ?? [])]));
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
          key: one,
          value: [...(indexed.get(one) ?? [])],
          ttlMs,
        }));
        // The index first: an entry that is known but not in the index would not be recognised under a new id.
        await index.setMany(lists);
        await entries.setMany(changed.map(({ entry }) => ({ key: entryKey(entry.id), value: entry, ttlMs })));
      },
      writeDocument: (document) => documents.set(documentKey, document),
    };
  };
}
