import { type FeedRecord, feedRecords } from '../store/feed-records.ts';
import type { Store } from '../store/store.ts';

/** What is known of the feeds, in memory as it stands in the store. */
export interface FeedBook {
  /** Reads all records; call once, before anything else. Throws StoreError. */
  load(): Promise<void>;
  get(url: string): FeedRecord | undefined;
  urls(): readonly string[];
  /** How many feeds are known. */
  size(): number;
  /** Throws StoreError. */
  keep(record: FeedRecord): Promise<void>;
  /** Throws StoreError. */
  forget(urls: readonly string[]): Promise<void>;
}

/** Records of feeds over the store. */
export function createFeedBook({ store }: { store: Store }): FeedBook {
  const records = feedRecords(store);
  const known = new Map<string, FeedRecord>();
  return {
    async load() {
      for await (const [url, record] of records.entries()) known.set(url, record);
    },
    get: (url) => known.get(url),
    urls: () => [...known.keys()],
    size: () => known.size,
    async keep(record) {
      await records.set(record.url, record);
      known.set(record.url, record);
    },
    async forget(urls) {
      if (urls.length === 0) return;
      await records.deleteMany(urls);
      for (const url of urls) known.delete(url);
    },
  };
}
