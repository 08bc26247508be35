import type { Clock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../ops/log.ts';
import type { FeedRecord } from '../store/feed-records.ts';
import type { Fetch, FetchedDocument } from './document.ts';
import type { FeedBook } from './feed-book.ts';
import { longestPauseMs, type PollLimits } from './interval.ts';
import type { FeedRef } from './item.ts';
import { createLanes, type LaneLimits } from './lanes.ts';
import { createOutage } from './outage.ts';
import { type PollParts, pollFeed } from './poll.ts';
import { spreadOf } from './spread.ts';
import { createTicker } from './ticker.ts';

/** Feeds that became due while nobody looked (at a start, after a suspend) are polled spread over this time, in milliseconds. */
const longestSpreadMs = 60_000;
/** So much of that time for each feed: few feeds are no herd, and a new bot is to know the news soon. */
const spreadMsAFeed = 100;
/** No poll is planned further ahead than a pause and the hours that a feed skips; a clock that was wrong may have done so. */
const furthestAheadMs = 2.5 * longestPauseMs;
/** How long a feed rests after the store could not be written, in milliseconds. */
const storeFailurePauseMs = 10_000;

/** Decides when each feed is polled. Assumes that it is the only scheduler on the store. */
export interface Scheduler {
  /** Reads what is known of the feeds and begins to poll. */
  start(): Promise<void>;
  /** Begins no new poll and waits for those under way. */
  stop(): Promise<void>;
  /** Polls a feed now, or waits for its poll under way; resolves with what is known of it then. */
  pollNow(feed: FeedRef): Promise<FeedRecord>;
  /** Reads a document that came by itself as if the feed had been polled now. Throws StoreError. */
  read(feed: FeedRef, document: FetchedDocument): Promise<FeedRecord>;
  /** What is known of a feed, if it was ever polled. */
  recordOf(url: string): FeedRecord | undefined;
  /** Neither polls nor forgets these feeds while the work is done, which begins when no poll of them is under way. */
  hold(urls: readonly string[], work: () => Promise<void>): Promise<void>;
  /** When a poll last ended, milliseconds UTC. */
  lastPollAt(): number | null;
}

/** What a scheduler needs. */
export interface SchedulerOptions {
  readonly cron: string;
  readonly limits: PollLimits & LaneLimits;
  readonly feeds: () => readonly FeedRef[];
  readonly book: FeedBook;
  readonly parts: PollParts;
  readonly clock: Clock;
  readonly log: Log;
  /** Is told of every poll's outcome once it is kept, and what was known before. */
  readonly onPolled?: (record: FeedRecord, before: FeedRecord | undefined) => void;
}

/** A scheduler that wakes at the times of a cron expression, which may have seconds; `feeds` is asked at each tick. */
export function createScheduler({
  cron,
  limits,
  feeds,
  book,
  parts,
  clock,
  log,
  onPolled = () => {},
}: SchedulerOptions): Scheduler {
  const held = new Set<string>();
  const underWay = new Map<string, Promise<FeedRecord>>();
  /** When a feed's rest began, milliseconds UTC. */
  const resting = new Map<string, number>();
  /** When feeds begin that were due long ago. */
  const starts = new Map<string, number>();
  const lanes = createLanes(limits);
  const outage = createOutage({
    onChange: (isDown) => log[isDown ? 'warn' : 'info'](isDown ? 'network-down' : 'network-up'),
  });
  const graceMs = Math.min(limits.minMs, longestSpreadMs);
  let lastPollAt: number | null = null;
  let stopping = false;

  async function poll(feed: FeedRef, fetch = parts.fetch): Promise<FeedRecord> {
    const before = book.get(feed.url);
    const record = outage.judge(await pollFeed(feed, before, limits, { ...parts, fetch }), before);
    const isNews = before?.lastSuccessAt != null && record.lastNewsAt !== before.lastNewsAt;
    if (isNews && fetch === parts.fetch) parts.onNews?.(feed.url);
    await book.keep(record);
    parts.onStep?.('feed-saved');
    lastPollAt = clock.now();
    onPolled(record, before);
    return record;
  }

  function begin(
    feed: FeedRef,
    { isAwaited, fetch }: { isAwaited: boolean; fetch?: Fetch },
  ): Promise<FeedRecord> {
    const { url } = feed;
    const isFailing = (book.get(url)?.failures ?? 0) > 0;
    const running =
      underWay.get(url) ??
      lanes.run(url, { isFailing, isAwaited }, () => poll(feed, fetch)).finally(() => underWay.delete(url));
    underWay.set(url, running);
    starts.delete(url);
    return running;
  }

  /** When a feed's turn is, by a clock that may have jumped either way. */
  function dueAt({ url }: FeedRef, now: number, spreadMs: number): number {
    const record = book.get(url);
    const isPlanned =
      record !== undefined &&
      (record.lastPollAt ?? 0) <= now + graceMs &&
      record.nextPollAt <= now + Math.max(furthestAheadMs, 2 * limits.maxMs);
    if (isPlanned && record.nextPollAt >= now - graceMs) return record.nextPollAt;
    const start = starts.get(url);
    if (start !== undefined && start <= now + graceMs) return start;
    const spread = now + spreadOf(url) * spreadMs;
    starts.set(url, spread);
    return spread;
  }

  /** Forgets feeds that nobody reads, so that one that is added again starts from then. */
  async function forgetUnread(read: readonly FeedRef[]): Promise<void> {
    const knownAndRead = read.reduce((sum, { url }) => sum + (book.get(url) === undefined ? 0 : 1), 0);
    if (knownAndRead === book.size()) return;
    const urls = new Set(read.map(({ url }) => url));
    const unread = book.urls().filter((url) => !urls.has(url) && !underWay.has(url) && !held.has(url));
    await book.forget(unread);
    for (const url of unread) starts.delete(url);
  }

  function isResting(url: string, now: number): boolean {
    const since = resting.get(url);
    return since !== undefined && Math.abs(now - since) < storeFailurePauseMs;
  }

  async function tick(): Promise<void> {
    if (stopping) return;
    const read = feeds();
    const now = clock.now();
    const spreadMs = Math.min(graceMs, read.length * spreadMsAFeed);
    for (const feed of read) {
      if (underWay.has(feed.url) || held.has(feed.url) || isResting(feed.url, now)) continue;
      if (dueAt(feed, now, spreadMs) > now) continue;
      resting.delete(feed.url);
      begin(feed, { isAwaited: false }).catch((error: unknown) => {
        resting.set(feed.url, clock.now());
        // The store itself says what is wrong with it, once and not for every feed.
        log.debug('poll-not-kept', { feed: feed.url, error: messageOf(error) });
      });
    }
    await forgetUnread(read);
  }

  const safeTick = () =>
    tick().catch((error: unknown) => log.error('tick-failed', { error: messageOf(error) }));
  const ticker = createTicker({ cron, clock, onTick: () => void safeTick() });

  return {
    async start() {
      await book.load();
      ticker.start();
      await safeTick();
    },
    async stop() {
      stopping = true;
      ticker.stop();
      await lanes.stop();
    },
    pollNow: (feed) => begin(feed, { isAwaited: true }),
    async read(feed, document) {
      await underWay.get(feed.url)?.catch(() => {});
      const { etag = null, lastModified = null } = book.get(feed.url) ?? {};
      // The validators are those of the last document that was polled.
      const fetch = async () => ({ ...document, validators: { etag, lastModified } });
      return begin(feed, { isAwaited: true, fetch });
    },
    recordOf: book.get,
    async hold(urls, work) {
      for (const url of urls) held.add(url);
      try {
        // Its outcome is told to those who began it.
        await Promise.allSettled(urls.flatMap((url) => underWay.get(url) ?? []));
        await work();
      } finally {
        for (const url of urls) held.delete(url);
      }
    },
    lastPollAt: () => lastPollAt,
  };
}
