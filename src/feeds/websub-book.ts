import type { Store } from '../store/store.ts';
import { type WebSubRecord, websubRecords } from '../store/websub-records.ts';

/** The subscriptions at hubs, in memory as they stand in the store. */
export interface WebSubBook {
  /** Reads all records; call once, before anything else. Throws StoreError. */
  load(): Promise<void>;
  get(id: string): WebSubRecord | undefined;
  all(): IterableIterator<WebSubRecord>;
  /** The subscription that is wanted for a feed. */
  wantedFor(feedUrl: string): WebSubRecord | undefined;
  /** Throws StoreError. */
  keep(record: WebSubRecord): Promise<void>;
  /** Throws StoreError. */
  forget(record: WebSubRecord): Promise<void>;
}

/** Subscriptions over the store. */
export function createWebSubBook({ store }: { store: Store }): WebSubBook {
  const records = websubRecords(store);
  const known = new Map<string, WebSubRecord>();
  /** The ids of wanted ones, by feed. */
  const wanted = new Map<string, string>();

  function note(record: WebSubRecord): void {
    known.set(record.id, record);
    if (record.state === 'wanted') wanted.set(record.feed, record.id);
    else unwant(record);
  }

  function unwant({ id, feed }: WebSubRecord): void {
    if (wanted.get(feed) === id) wanted.delete(feed);
  }

  return {
    async load() {
      for await (const [, record] of records.entries()) note(record);
    },
    get: (id) => known.get(id),
    all: () => known.values(),
    wantedFor: (feedUrl) => known.get(wanted.get(feedUrl) ?? ''),
    async keep(record) {
      note(record);
      await records.set(record.id, record);
    },
    async forget(record) {
      known.delete(record.id);
      unwant(record);
      await records.delete(record.id);
    },
  };
}
