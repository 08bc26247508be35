import { z } from 'zod';
import { feedErrorKinds } from '../errors.ts';
import type { Records, Store } from './store.ts';

const pace = z.object({
  ttlMs: z.number().nullable(),
  updateMs: z.number().nullable(),
  skipHours: z.array(z.number()).readonly(),
  skipDays: z.array(z.number()).readonly(),
});

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
  /** For how long it has failed, milliseconds, as far as it was asked: not while the bot or the machine stood still. */
  failedForMs: z.number().default(0),
  /** What kind of failure the last one was. */
  errorKind: z.enum(feedErrorKinds).nullable().catch(null).default(null),
  /** When the latest entries came, newest first. */
  arrivals: z.array(z.number()).default([]),
  /** How often the feed says that it should be asked. */
  pace: pace.nullable().default(null),
  /** Where permanent redirects lead, and how many polls in a row have said so. */
  moving: z.object({ to: z.string(), times: z.number() }).nullable().default(null),
  /** The address that it had before. */
  movedFrom: z.string().nullable().default(null),
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
    failedForMs: 0,
    errorKind: null,
    arrivals: [],
    pace: null,
    moving: null,
    movedFrom: null,
  };
}

/** The feed records, by URL. */
export function feedRecords(store: Store): Records<FeedRecord> {
  return store.records('feeds', feedRecord);
}
