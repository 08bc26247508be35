import { z } from 'zod';
import type { Records, Store } from './store.ts';

const feedRecord = z.object({
  url: z.string(),
  title: z.string(),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  /** Hash of the last document that was parsed, so that the same bytes are not parsed twice. */
  contentHash: z.string().nullable(),
  /** All times in milliseconds UTC. */
  nextPollAt: z.number(),
  lastPollAt: z.number().nullable(),
  lastSuccessAt: z.number().nullable(),
  lastNewsAt: z.number().nullable(),
  /** Failures in a row, and what the last one said. */
  failures: z.number(),
  lastError: z.string().nullable(),
  failingSince: z.number().nullable().default(null),
});

/** What is remembered of a feed between two polls. */
export type FeedRecord = z.infer<typeof feedRecord>;

/** A feed that was never polled: due at once. */
export function newFeedRecord(url: string, title: string): FeedRecord {
  return {
    url,
    title,
    etag: null,
    lastModified: null,
    contentHash: null,
    nextPollAt: 0,
    lastPollAt: null,
    lastSuccessAt: null,
    lastNewsAt: null,
    failures: 0,
    lastError: null,
    failingSince: null,
  };
}

/** The feed records, by URL. */
export function feedRecords(store: Store): Records<FeedRecord> {
  return store.records('feeds', feedRecord);
}
