import { z } from 'zod';
import { shortHash } from '../short-hash.ts';
import type { Store } from '../store/store.ts';
import type { Item } from './item.ts';

const itemSchema = z.object({
  id: z.string(),
  url: z.string().nullable(),
  title: z.string(),
  text: z.string(),
  publishedAt: z.string().nullable(),
  author: z.string().nullable(),
  lang: z.string().nullable(),
  image: z.string().nullable(),
  feed: z.object({ url: z.string(), title: z.string() }),
});

const keptRecord = z.object({ item: itemSchema, readAt: z.number() });

type Kept = z.infer<typeof keptRecord>;

/** How many days an item is kept, so that it can be searched for. */
export const keptDays = 7;
const keptMs = keptDays * 24 * 3_600_000;
/** Of those, the newest are held in memory, as far as 4,000 characters of each. */
const keptInMemory = 5_000;
const keptCharacters = 4_000;

/** The items read lately, from all feeds, newest first. */
export interface RecentItems {
  load(): Promise<void>;
  add(items: readonly Item[], readAt: number): Promise<void>;
  /** Newest first: by publication, or by when they were read where that is unknown. */
  newest(): readonly Item[];
}

const timeOf = ({ item, readAt }: Kept): number =>
  item.publishedAt === null ? readAt : Math.min(readAt, Date.parse(item.publishedAt));

const keyOf = ({ feed, id }: Item): string => shortHash(`${feed.url}\n${id}`);

/** Recent items over the store. */
export function createRecentItems({ store }: { store: Store }): RecentItems {
  const records = store.records('items', keptRecord);
  let kept = new Map<string, Kept>();

  function trim(): void {
    if (kept.size <= keptInMemory * 1.2) return;
    kept = new Map([...kept].toSorted(([, a], [, b]) => timeOf(b) - timeOf(a)).slice(0, keptInMemory));
  }

  return {
    async load() {
      for await (const [key, record] of records.entries()) kept.set(key, record);
      trim();
    },
    async add(items, readAt) {
      const fresh = items
        .map((item) => ({ key: keyOf(item), item: { ...item, text: item.text.slice(0, keptCharacters) } }))
        .filter(({ key }) => !kept.has(key))
        .map(({ key, item }) => ({ key, value: { item, readAt }, ttlMs: keptMs }));
      if (fresh.length === 0) return;
      await records.setMany(fresh);
      for (const { key, value } of fresh) kept.set(key, value);
      trim();
    },
    newest: () => [...kept.values()].toSorted((a, b) => timeOf(b) - timeOf(a)).map(({ item }) => item),
  };
}
