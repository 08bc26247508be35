import type { RequestListener } from 'node:http';
import { afterEach } from 'vitest';
import type { Item } from '../../src/feeds/item.ts';
import { parseFeed } from '../../src/feeds/parse.ts';
import { type PollParts, pollFeed } from '../../src/feeds/poll.ts';
import { createRecentItems } from '../../src/feeds/recent.ts';
import { createSeen } from '../../src/feeds/seen.ts';
import type { Log } from '../../src/ops/log.ts';
import type { FeedRecord } from '../../src/store/feed-records.ts';
import { openStore } from '../../src/store/open.ts';
import { fetcher, serve } from './fetching.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
/** The moment at which polling begins in tests. */
export const start = Date.parse('2025-09-10T00:30:00Z');
export const limits = { minMs: minute, maxMs: 2 * hour, concurrency: 16, perHost: 2 };

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** Everything that a poll needs, real but for the clock, and what was told. */
export async function openParts(change: Partial<PollParts> = {}) {
  let now = start;
  const clock = { now: () => now };
  const store = await openStore('memory:', { clock });
  open.push(store);
  const told: Item[] = [];
  const parses: string[] = [];
  const parts: PollParts = {
    fetch: fetcher({ clock }).fetch,
    parse(document) {
      parses.push(document.url);
      return parseFeed(document, { clock });
    },
    seen: createSeen({ store, clock }),
    recent: createRecentItems({ store }),
    async tell(item) {
      told.push(item);
      return 0;
    },
    readersOf: () => new Set(['1']),
    clock,
    log: silent,
    ...change,
  };
  return {
    parts,
    store,
    clock,
    log: silent,
    told,
    /** The addresses of documents that were parsed. */
    parses,
    titles: () => told.map(({ title }) => title),
    pass(ms: number) {
      now += ms;
    },
  };
}

/** One feed on a real server, polled when the test says so. */
export async function openFeed(listener: RequestListener, path = '/feed') {
  const { origin } = await serve(listener);
  const desk = await openParts();
  let record: FeedRecord | undefined;
  const feed = { url: `${origin}${path}`, title: 'Feed' };
  return {
    ...desk,
    feed,
    origin,
    record: () => record,
    async poll(): Promise<FeedRecord> {
      record = await pollFeed(feed, record, limits, desk.parts);
      return record;
    },
  };
}
