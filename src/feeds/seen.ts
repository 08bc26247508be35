import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Entry, Store } from '../store/store.ts';
import { type Likeness, likenessOf } from '../stories/likeness.ts';
import { tellingAddress } from '../stories/story-book.ts';
import type { Item } from './item.ts';
import { isSameUnderAddress, isSameUnderTitle, type Known, resurfaced } from './seen-rules.ts';

/** How long an entry is remembered after it was last in its feed: 45 days. */
const defaultTtlMs = 45 * 24 * 3_600_000;
/** Entries remembered under one address or title of a feed. */
const mostRemembered = 12;

const knownEntry = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  publishedAt: z.string().nullable(),
});
const seenRecord = z.object({ entries: z.array(knownEntry), keptAt: z.number() });
const documentRecord = z.object({ baselineAt: z.number(), ids: z.array(z.string()) });

/** What of a document is news. */
export interface Selection {
  readonly fresh: readonly Item[];
  /** Whether the feed is read for the first time: then nothing is fresh. */
  readonly baseline: boolean;
  /** Remembers the document; call it when all that is fresh is safe. Without it the same is fresh again. */
  commit(): Promise<void>;
}

/** Knows what stood in the feeds. */
export interface Seen {
  select(feedUrl: string, items: readonly Item[]): Promise<Selection>;
}

type SeenRecord = z.infer<typeof seenRecord>;

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

interface Keyed {
  readonly item: Item;
  readonly likeness: Likeness;
  readonly keys: { readonly id: string; readonly address: string | null; readonly title: string | null };
}

function keyed(feedUrl: string, item: Item): Keyed {
  const likeness = likenessOf(item);
  const address = tellingAddress(item.url);
  const key = (kind: string, of: string) => `${kind}:${digest(`${feedUrl}\n${of}`)}`;
  return {
    item,
    likeness,
    keys: {
      id: key('i', item.id),
      address: address === null ? null : key('u', address),
      title: likeness.title === '' ? null : key('t', likeness.title),
    },
  };
}

/**
 * The memory of what stood in the feeds, over the store. There is no date cursor: an entry is news if it was not there
 * before, whatever its date and place. A poll takes two reads and two writes, however many entries the feed has.
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
  const records = store.records('seen', seenRecord);
  const documents = store.records('documents', documentRecord);

  async function recall(entries: readonly Keyed[]): Promise<Map<string, SeenRecord>> {
    const keys = [
      ...new Set(entries.flatMap(({ keys: { id, address, title } }) => [id, address ?? id, title ?? id])),
    ];
    const found = await records.getMany(keys);
    return new Map(keys.flatMap((key, at) => (found[at] === undefined ? [] : [[key, found[at]] as const])));
  }

  return {
    async select(feedUrl, items) {
      const now = clock.now();
      const documentKey = digest(feedUrl);
      const last = await documents.get(documentKey);
      const unique = [...new Map(items.map((item) => [item.id, item])).values()];
      const entries = unique.map((item) => keyed(feedUrl, item));
      const memory = await recall(entries);
      const present = new Set(unique.map(({ id }) => id));
      const changed = new Set<string>();

      const candidates = (key: string | null): readonly Known[] =>
        key === null ? [] : (memory.get(key)?.entries ?? []);

      function isKnown({ item, likeness, keys }: Keyed): boolean {
        if (memory.has(keys.id)) return true;
        const entry = { ...likeness, publishedAt: item.publishedAt };
        return (
          candidates(keys.address).some((known) => isSameUnderAddress(entry, known, present.has(known.id))) ||
          candidates(keys.title).some((known) => isSameUnderTitle(entry, known))
        );
      }

      function remember({ item, likeness, keys }: Keyed): void {
        const known: Known = { id: item.id, ...likeness, publishedAt: item.publishedAt };
        for (const key of [keys.id, keys.address, keys.title]) {
          if (key === null) continue;
          const before = memory.get(key);
          const isFresh = before !== undefined && now - before.keptAt < ttlMs / 2;
          if (isFresh && before.entries.some(({ id }) => id === item.id)) continue;
          const others = (before?.entries ?? []).filter(({ id }) => id !== item.id);
          memory.set(key, { entries: [known, ...others].slice(0, mostRemembered), keptAt: now });
          changed.add(key);
        }
      }

      const news: Keyed[] = [];
      const placed = entries.map((entry) => {
        const known = isKnown(entry);
        if (!known) news.push(entry);
        remember(entry);
        return { id: entry.item.id, publishedAt: entry.item.publishedAt, isKnown: known };
      });
      const old = last === undefined ? new Set() : resurfaced(last, placed);

      return {
        fresh: last === undefined ? [] : news.map(({ item }) => item).filter(({ id }) => !old.has(id)),
        baseline: last === undefined,
        async commit() {
          const writes: Entry<SeenRecord>[] = [...changed].flatMap((key) => {
            const value = memory.get(key);
            return value === undefined ? [] : [{ key, value, ttlMs }];
          });
          if (writes.length > 0) await records.setMany(writes);
          await documents.set(documentKey, {
            baselineAt: last?.baselineAt ?? now,
            ids: unique.map(({ id }) => id),
          });
        },
      };
    },
  };
}
