import { schedule as scheduleCron } from 'node-cron';
import PQueue from 'p-queue';
import type { Clock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../ops/log.ts';
import { type FeedRecord, feedRecords } from '../store/feed-records.ts';
import type { Store } from '../store/store.ts';
import type { FeedRef } from './item.ts';
import { type PollLimits, type PollParts, pollFeed } from './poll.ts';

/** Polls under way at once. */
const concurrency = 8;
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
  /** What is known of a feed, if it was ever polled. */
  recordOf(url: string): FeedRecord | undefined;
  /** When a poll last ended, milliseconds UTC. */
  lastPollAt(): number | null;
}

/** A scheduler that node-cron wakes. `cron` may have seconds; `feeds` is asked at each tick. */
export function createScheduler({
  cron,
  limits,
  feeds,
  store,
  parts,
  clock,
  log,
  onPolled = () => {},
}: {
  cron: string;
  limits: PollLimits;
  feeds: () => readonly FeedRef[];
  store: Store;
  parts: PollParts;
  clock: Clock;
  log: Log;
  /** Is told of every poll's outcome once it is kept. */
  onPolled?: (record: FeedRecord) => void;
}): Scheduler {
  const records = feedRecords(store);
  const known = new Map<string, FeedRecord>();
  const underWay = new Map<string, Promise<FeedRecord>>();
  const resting = new Map<string, number>();
  const queue = new PQueue({ concurrency });
  let lastPollAt: number | null = null;
  let stopping = false;

  async function poll(feed: FeedRef): Promise<FeedRecord> {
    const record = await pollFeed(feed, known.get(feed.url), limits, parts);
    await records.set(feed.url, record);
    known.set(feed.url, record);
    parts.onStep?.('feed-saved');
    lastPollAt = clock.now();
    onPolled(record);
    return record;
  }

  function begin(feed: FeedRef): Promise<FeedRecord> {
    const running =
      underWay.get(feed.url) ?? queue.add(() => poll(feed)).finally(() => underWay.delete(feed.url));
    underWay.set(feed.url, running);
    return running;
  }

  /** Forgets feeds that nobody reads, so that one that is added again starts from then. */
  async function forgetUnread(read: readonly FeedRef[]): Promise<void> {
    const urls = new Set(read.map(({ url }) => url));
    const unread = [...known.keys()].filter((url) => !urls.has(url) && !underWay.has(url));
    if (unread.length === 0) return;
    await records.deleteMany(unread);
    for (const url of unread) known.delete(url);
  }

  async function tick(): Promise<void> {
    if (stopping) return;
    const read = feeds();
    const now = clock.now();
    for (const feed of read) {
      const due = Math.max(known.get(feed.url)?.nextPollAt ?? 0, resting.get(feed.url) ?? 0);
      if (due > now || underWay.has(feed.url)) continue;
      resting.delete(feed.url);
      begin(feed).catch((error: unknown) => {
        resting.set(feed.url, clock.now() + storeFailurePauseMs);
        // The store itself says what is wrong with it, once and not for every feed.
        log.debug('poll-not-kept', { feed: feed.url, error: messageOf(error) });
      });
    }
    await forgetUnread(read);
  }

  const safeTick = () =>
    tick().catch((error: unknown) => log.error('tick-failed', { error: messageOf(error) }));
  let task: ReturnType<typeof scheduleCron> | undefined;

  return {
    async start() {
      for await (const [url, record] of records.entries()) known.set(url, record);
      task = scheduleCron(cron, safeTick, { name: 'poll', noOverlap: true });
      await safeTick();
    },
    async stop() {
      stopping = true;
      await task?.destroy();
      queue.clear();
      await queue.onIdle();
    },
    pollNow: begin,
    recordOf: (url) => known.get(url),
    lastPollAt: () => lastPollAt,
  };
}
