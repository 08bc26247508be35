import { createHash } from 'node:crypto';
import type { OnStep } from '../alerts/steps.ts';
import type { TellItem } from '../alerts/tell.ts';
import type { Clock } from '../clock.ts';
import { FeedError, messageOf, StoreError } from '../errors.ts';
import type { Log } from '../ops/log.ts';
import { type FeedRecord, newFeedRecord } from '../store/feed-records.ts';
import type { Fetch, FetchedDocument } from './document.ts';
import type { FeedRef, Item, ParsedFeed } from './item.ts';
import type { RecentItems } from './recent.ts';
import type { Seen } from './seen.ts';

/** What a poll needs. */
export interface PollParts {
  readonly fetch: Fetch;
  readonly parse: (document: FetchedDocument) => Promise<ParsedFeed>;
  readonly seen: Seen;
  readonly recent: RecentItems;
  readonly tell: TellItem;
  readonly readersOf: (url: string) => ReadonlySet<string>;
  readonly clock: Clock;
  readonly log: Log;
  readonly onStep?: OnStep;
}

/** The limits of the time between two polls, in milliseconds. */
export interface PollLimits {
  readonly minMs: number;
  readonly maxMs: number;
}

/**
 * When to look again: after a tenth of the time for which the feed has brought nothing new, so that a busy feed is
 * looked at often and a quiet one seldom; after failures twice as long each time. Always within the limits, but
 * never sooner than the server asked for.
 */
export function pauseAfter(record: FeedRecord, now: number, limits: PollLimits, askedMs = 0): number {
  const wanted =
    record.failures > 0
      ? limits.minMs * 2 ** Math.min(record.failures, 20)
      : (now - (record.lastNewsAt ?? now)) / 10;
  return Math.max(askedMs, Math.min(limits.maxMs, Math.max(limits.minMs, wanted)));
}

/** Feeds list the newest first; alerts are posted in the order of events, as far as the dates say. */
function chronological(items: readonly Item[]): Item[] {
  const time = ({ publishedAt }: Item) => (publishedAt === null ? null : Date.parse(publishedAt));
  return items.toReversed().toSorted((a, b) => {
    const [first, second] = [time(a), time(b)];
    return first === null || second === null ? 0 : first - second;
  });
}

/** Tells what is new in a document. Resolves with how much was. Throws FeedError, StoreError. */
async function readDocument(
  document: FetchedDocument,
  feed: FeedRef,
  first: boolean,
  parts: PollParts,
): Promise<{ title: string; news: number }> {
  const { parse, seen, recent, tell, readersOf, clock, log, onStep } = parts;
  const parsed = await parse({ ...document, url: document.url });
  const items = parsed.items.map((item) => ({ ...item, feed: { url: feed.url, title: parsed.title } }));
  const { fresh, commit } = await seen.select(feed.url, items);
  // A feed that is read for the first time, or again after nobody did, starts from now.
  const news = first ? [] : chronological(fresh);
  let alerts = 0;
  for (const item of news) {
    try {
      alerts += await tell(item, readersOf(feed.url));
    } catch (error) {
      if (error instanceof StoreError) throw error;
      log.error('item-not-told', { feed: feed.url, item: item.id, error: messageOf(error) });
    }
  }
  await commit();
  onStep?.('item-seen');
  await recent.add(items, clock.now());
  log.info('feed-read', { feed: feed.url, items: items.length, news: news.length, alerts });
  return { title: parsed.title, news: news.length };
}

/** One poll of one feed; resolves with its new record, which the caller keeps. Throws StoreError only. */
export async function pollFeed(
  feed: FeedRef,
  known: FeedRecord | undefined,
  limits: PollLimits,
  parts: PollParts,
): Promise<FeedRecord> {
  const { fetch, clock, log } = parts;
  const before = known ?? newFeedRecord(feed.url, feed.title);
  const polled = { ...before, lastPollAt: clock.now() };
  const succeeded = (change: Partial<FeedRecord>): FeedRecord => {
    const now = clock.now();
    const record = {
      ...polled,
      failures: 0,
      lastError: null,
      failingSince: null,
      lastSuccessAt: now,
      ...change,
    };
    return { ...record, nextPollAt: now + pauseAfter(record, now, limits) };
  };

  try {
    const fetched = await fetch(feed.url, before);
    if (fetched.status === 'unchanged') return succeeded({});
    const contentHash = createHash('sha256').update(fetched.bytes).digest('base64url');
    const { validators } = fetched;
    if (contentHash === before.contentHash) return succeeded(validators);
    const first = before.lastSuccessAt === null;
    const { title, news } = await readDocument(fetched, feed, first, parts);
    const isNews = first || news > 0;
    return succeeded({
      ...validators,
      title,
      contentHash,
      lastNewsAt: isNews ? clock.now() : before.lastNewsAt,
    });
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const reason = messageOf(error);
    const failingSince = before.failingSince ?? clock.now();
    const record = { ...polled, failures: before.failures + 1, lastError: reason, failingSince };
    const askedMs = error instanceof FeedError ? error.retryAfterMs : undefined;
    log.warn('feed-failed', { feed: feed.url, failures: record.failures, error: reason });
    return { ...record, nextPollAt: clock.now() + pauseAfter(record, clock.now(), limits, askedMs) };
  }
}
