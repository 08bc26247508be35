import { createHash } from 'node:crypto';
import type { OnStep } from '../alerts/steps.ts';
import type { TellItem } from '../alerts/tell.ts';
import type { Clock } from '../clock.ts';
import { FeedError, messageOf, StoreError } from '../errors.ts';
import type { Log } from '../ops/log.ts';
import { type FeedRecord, newFeedRecord } from '../store/feed-records.ts';
import type { Fetch, FetchedDocument, FetchOutcome } from './document.ts';
import { afterSkipped, type PollLimits, pauseAfterFailure, pauseAfterSuccess } from './interval.ts';
import type { FeedRef, Item, ParsedFeed } from './item.ts';
import type { RecentItems } from './recent.ts';
import { currentGap, firstArrivals, usualGap, withArrivals } from './rhythm.ts';
import type { Seen, Surge } from './seen.ts';

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
  /** Is told of every document that was read. */
  readonly onDocument?: (feedUrl: string, document: FetchedDocument) => void;
  /** Is told of a feed in which a poll found news. */
  readonly onNews?: (feedUrl: string) => void;
  /** Whether a hub sends what is new in a feed: then it is polled as seldom as the limits allow. */
  readonly isPushed?: (feedUrl: string) => boolean;
  /** Is told where most of a feed's entries changed at once and were no news. */
  readonly onSurge?: (feed: FeedRef, surge: Surge) => void;
}

/** Feeds list the newest first; alerts are posted in the order of events, as far as the dates say. */
function chronological(items: readonly Item[]): Item[] {
  const time = ({ publishedAt }: Item) => (publishedAt === null ? null : Date.parse(publishedAt));
  return items.toReversed().toSorted((a, b) => {
    const [first, second] = [time(a), time(b)];
    return first === null || second === null ? 0 : first - second;
  });
}

/** What a document changes in its feed's record. */
type Reading = Pick<FeedRecord, 'title' | 'pace' | 'arrivals' | 'lastNewsAt'>;

/** Tells what is new in a document. Throws FeedError, StoreError. */
async function readDocument(
  document: FetchedDocument,
  before: FeedRecord,
  parts: PollParts,
): Promise<Reading> {
  const { parse, seen, recent, tell, readersOf, clock, log, onStep } = parts;
  const { url, lastSuccessAt } = before;
  const parsed = await parse(document);
  const items = parsed.items.map((item) => ({ ...item, feed: { url, title: parsed.title } }));
  const gapMs = usualGap(before.arrivals) ?? currentGap(before.arrivals, clock.now());
  const selection = await seen.select(url, items, { gapMs });
  const { fresh, surge } = selection;
  // A feed that is read for the first time, or again after nobody did, starts from now.
  const news = lastSuccessAt === null ? [] : chronological(fresh);
  let alerts = 0;
  for (const item of news) {
    try {
      alerts += await tell(item, readersOf(url));
    } catch (error) {
      if (error instanceof StoreError) throw error;
      log.error('item-not-told', { feed: url, item: item.id, error: messageOf(error) });
    }
  }
  await selection.commit();
  onStep?.('item-seen');
  parts.onDocument?.(url, document);
  const now = clock.now();
  await recent.add(selection.items, now);
  if (surge !== null && lastSuccessAt !== null) {
    log.warn('feed-surge', { feed: url, kind: surge.kind, entries: surge.entries });
    parts.onSurge?.({ url, title: parsed.title }, surge);
  }
  log.info('feed-read', { feed: url, items: items.length, news: news.length, alerts });
  return {
    title: parsed.title,
    pace: parsed.pace ?? null,
    arrivals:
      lastSuccessAt === null
        ? firstArrivals(items, now)
        : withArrivals(before.arrivals, news, { since: lastSuccessAt, now }),
    lastNewsAt: lastSuccessAt === null || news.length > 0 ? now : before.lastNewsAt,
  };
}

/** Where permanent redirects lead, and how many polls in a row have said so. */
function movingTo(before: FeedRecord, address: string): FeedRecord['moving'] {
  if (address === before.url) return null;
  return { to: address, times: before.moving?.to === address ? before.moving.times + 1 : 1 };
}

/** For how long a feed has failed when it fails again: the time in which nobody asked it does not count. */
function failedFor({ failures, failedForMs, lastPollAt, nextPollAt }: FeedRecord, now: number): number {
  if (failures === 0 || lastPollAt === null) return 0;
  return failedForMs + Math.max(0, Math.min(now, nextPollAt) - lastPollAt);
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
  const succeeded = (outcome: FetchOutcome, change: Partial<FeedRecord>): FeedRecord => {
    const now = clock.now();
    const { address = feed.url, freshForMs = 0 } = outcome;
    const record: FeedRecord = {
      ...polled,
      failures: 0,
      lastError: null,
      errorKind: null,
      failingSince: null,
      failedForMs: 0,
      lastSuccessAt: now,
      moving: movingTo(before, address),
      ...change,
    };
    const pauseMs = parts.isPushed?.(feed.url)
      ? limits.maxMs
      : pauseAfterSuccess(record, { now, limits, freshForMs });
    return { ...record, nextPollAt: afterSkipped(now + pauseMs, record.pace, feed.url) };
  };

  try {
    const outcome = await fetch(feed.url, before);
    if (outcome.status === 'unchanged') return succeeded(outcome, {});
    const contentHash = createHash('sha256').update(outcome.bytes).digest('base64url');
    const { validators } = outcome;
    if (contentHash === before.contentHash) return succeeded(outcome, validators);
    const reading = await readDocument(outcome, before, parts);
    return succeeded(outcome, { ...validators, ...reading, contentHash });
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const now = clock.now();
    const kind = error instanceof FeedError ? error.kind : null;
    const record = {
      ...polled,
      failures: before.failures + 1,
      lastError: messageOf(error),
      errorKind: kind,
      failingSince: before.failingSince ?? now,
      failedForMs: failedFor(before, now),
    };
    log.warn('feed-failed', { feed: feed.url, failures: record.failures, error: record.lastError });
    const askedMs = error instanceof FeedError ? error.retryAfterMs : undefined;
    return { ...record, nextPollAt: now + pauseAfterFailure(record, { kind, limits, askedMs }) };
  }
}
