import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import process from 'node:process';
import { Agent, request } from 'undici';
import { z } from 'zod';
import { loadAliases } from '../config/aliases.ts';
import { loadSettings } from '../config/settings.ts';
import { createAudience } from '../src/alerts/audience.ts';
import { createOutbox } from '../src/alerts/outbox.ts';
import { createTeller } from '../src/alerts/tell.ts';
import { systemClock as clock } from '../src/clock.ts';
import { createFeedBook } from '../src/feeds/feed-book.ts';
import { createFetcher } from '../src/feeds/fetch.ts';
import type { FeedRef } from '../src/feeds/item.ts';
import { parseFeed } from '../src/feeds/parse.ts';
import { createRecentItems } from '../src/feeds/recent.ts';
import { createScheduler } from '../src/feeds/schedule.ts';
import { createSeen } from '../src/feeds/seen.ts';
import { createMatching } from '../src/match/matching.ts';
import type { Log } from '../src/ops/log.ts';
import { createAcronymBook } from '../src/store/acronyms.ts';
import { createGuilds } from '../src/store/guilds.ts';
import { openStore } from '../src/store/open.ts';
import { createStoryBook } from '../src/stories/story-book.ts';
import { print, printTable } from './match/print.ts';

// A cycle polls every feed once, through the bot's own scheduler and store, until what is new is told. Beside it, the
// same servers are asked for the same documents with the same validators by bare undici requests that read the body
// and do nothing else. One feed in ten has news in every cycle; the others are unchanged.

const feedCount = 5_000;
const fewFeeds = 500;
const hostCount = 500;
const rounds = 4;
const quiet = (): void => {};
const log: Log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const settings = loadSettings({ env: {}, cwd: process.cwd() });
const hosts = Array.from({ length: hostCount }, (_, n) => `127.0.${Math.floor(n / 250)}.${(n % 250) + 2}`);

interface Cost {
  /** Seconds of processor time. */
  readonly cpu: number;
  readonly seconds: number;
}

async function costOf(work: () => Promise<void>): Promise<Cost> {
  globalThis.gc?.();
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { cpu: (user + system) / 1e6, seconds: (performance.now() - start) / 1_000 };
}

const cheaper = (a: Cost | undefined, b: Cost): Cost => (a === undefined || b.cpu < a.cpu ? b : a);

async function startServers(): Promise<{ servers: ChildProcess; port: number }> {
  const servers = fork(join(import.meta.dirname, 'poll/servers.ts'));
  const [address] = await once(servers, 'message');
  return { servers, port: z.object({ port: z.number() }).parse(address).port };
}

/** Bare requests: as many at once as the bot has, the validators of the last answer, the body read and dropped. */
function createBare(feeds: readonly FeedRef[]) {
  const agent = new Agent({ allowH2: false });
  const etags = new Map<string, string>();
  return async (): Promise<void> => {
    const left = feeds.values();
    async function work(): Promise<void> {
      for (const { url } of left) {
        const etag = etags.get(url);
        const headers = etag === undefined ? {} : { 'if-none-match': etag };
        const response = await request(url, { dispatcher: agent, headers });
        await response.body.arrayBuffer();
        if (typeof response.headers.etag === 'string') etags.set(url, response.headers.etag);
      }
    }
    await Promise.all(Array.from({ length: settings.pollConcurrency }, work));
  };
}

const folder = await mkdtemp(join(tmpdir(), 'wirewatch-bench-'));
const { servers, port } = await startServers();
const feeds = Array.from({ length: feedCount }, (_, n) => ({
  url: `http://${hosts[n % hostCount]}:${port}/${n}`,
  title: `Desk ${n}`,
}));

const store = await openStore(`sqlite:${join(folder, 'bench.db')}`, { clock });
const fetcher = createFetcher({ allowPrivateHosts: hosts });
const matching = createMatching(loadAliases(settings.aliasesFile));
const guilds = createGuilds({ store });
const audience = createAudience({ index: matching.index, guilds, clock, log });
let told = 0;
const tell = createTeller({
  audience,
  assignStory: createStoryBook({ store }).assign,
  summariesFor: async () => new Map(),
  outbox: createOutbox({ store, clock }),
  growth: { add: async () => {} },
  clock,
  learn: createAcronymBook({ store, clock }).record,
  holdUntil: () => null,
  log,
});
const scheduler = createScheduler({
  cron: '0 0 1 1 *',
  limits: {
    minMs: settings.pollMinSeconds * 1_000,
    maxMs: settings.pollMaxSeconds * 1_000,
    concurrency: settings.pollConcurrency,
    perHost: settings.pollPerHost,
  },
  feeds: () => feeds,
  book: createFeedBook({ store }),
  parts: {
    fetch: fetcher.fetch,
    parse: parseFeed,
    seen: createSeen({ store, clock }),
    recent: createRecentItems({ store }),
    tell: (item, readers) => {
      told += 1;
      return tell(item, readers);
    },
    readersOf: () => new Set(['reader']),
    clock,
    log,
  },
  clock,
  log,
});

let cycle = 0;
async function nextCycle(): Promise<void> {
  cycle += 1;
  servers.send(cycle);
  await once(servers, 'message');
}
const poll = async (some: readonly FeedRef[]): Promise<void> => {
  const records = await Promise.all(some.map((feed) => scheduler.pollNow(feed)));
  const failed = records.find(({ lastError }) => lastError !== null);
  if (failed !== undefined) throw new Error(failed.lastError ?? '');
};

const bare = createBare(feeds);
const first = await costOf(() => poll(feeds));
await bare();
const best: { ours?: Cost; bare?: Cost; few?: Cost } = {};
let delays: { median: number; most: number; p99: number } | undefined;
let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 50);
for (let round = 0; round < rounds; round += 1) {
  await nextCycle();
  best.bare = cheaper(best.bare, await costOf(bare));
  told = 0;
  // A histogram that goes on after a pause would count the pause.
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  best.ours = cheaper(best.ours, await costOf(() => poll(feeds)));
  delay.disable();
  const [median = 0, p99 = 0, most = 0] = [50, 99, 100].map((share) => delay.percentile(share) / 1e6);
  if (delays === undefined || p99 < delays.p99) delays = { median, p99, most };
  if (told !== feedCount / 10) throw new Error(`${told} entries were told, not ${feedCount / 10}`);
  await nextCycle();
  best.few = cheaper(best.few, await costOf(() => poll(feeds.slice(0, fewFeeds))));
  // The others, so that each has one further entry in the next cycle too.
  await poll(feeds.slice(fewFeeds));
}
clearInterval(watch);

const { ours, few } = best;
if (ours === undefined || few === undefined || best.bare === undefined || delays === undefined)
  throw new Error('no round');
print(
  `Node ${process.version}; ${feedCount} feeds on ${hostCount} hosts, 90 % unchanged, the best of ${rounds} interleaved rounds.\n`,
);
const row = (name: string, { cpu, seconds }: Cost, ...ratios: readonly string[]) => [
  name,
  `${cpu.toFixed(2)} s`,
  `${seconds.toFixed(2)} s`,
  ...ratios,
];
const times = (a: Cost, b: Cost): string => `${(a.cpu / b.cpu).toFixed(2)}×`;
printTable(
  ['a cycle of', 'CPU', 'time', 'beside bare requests', `beside ${fewFeeds} feeds`],
  [
    row('bare undici requests', best.bare, '1×', ''),
    row('Wirewatch', ours, times(ours, best.bare), times(ours, few)),
    row(`Wirewatch, ${fewFeeds} feeds`, few, '', '1×'),
    row('Wirewatch, the first reading of all', first, '', ''),
  ],
);
print(
  `Memory (RSS) at most ${Math.round(peak / 1e6)} MB; event loop delay while polling: median ${delays.median.toFixed(0)} ms, 99 % ${delays.p99.toFixed(0)} ms, at most ${delays.most.toFixed(0)} ms.`,
);

await scheduler.stop();
await fetcher.close();
await store.close();
servers.kill();
await rm(folder, { recursive: true });
