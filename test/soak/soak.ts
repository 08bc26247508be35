import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { openDesk, until } from '../e2e/desk.ts';
import { temporaryFolder } from '../support/bot-process.ts';
import { createNewsMill } from './news-mill.ts';
import { type Pace, simulatedNow } from './pace.ts';

/**
 * A month in a quarter of an hour. The bot is the real one, as a process of its own, with real feeds, a real store and
 * the local Discord; what is not real is its clock (see fast-clock.ts), and with it the pace of its news.
 *
 * First 30 days of news, over which memory must stay flat; then 75 quiet days, after which everything that expires must
 * be gone; then 10 days of news again, over which the file must not outgrow what it was.
 */
const dayMs = 86_400_000;
const feeds = 12;
const topics = 20;
const guilds = 5;
const itemsADay = 480;
const busy = { days: Number(process.env.SOAK_DAYS ?? 30), factor: 4_320 };
const quiet = { days: 75, factor: 21_600 };
const again = { days: 10, factor: 4_320 };
/** The newest 5,000 items are kept in memory, with some more before they are cut: they are there after 13 days. */
const warmUpDays = 15;
const longestGrowth = 0.05;

const memory = z.object({ at: z.number(), heapUsed: z.number(), external: z.number(), rss: z.number() });
type Memory = z.infer<typeof memory>;

interface Sample extends Memory {
  readonly day: number;
  readonly fileBytes: number;
}

const folder = await temporaryFolder();
const paceFile = join(folder.path, 'pace.json');
const memoryFile = join(folder.path, 'memory.json');
const storeFile = join(folder.path, 'wirewatch.db');
const startedAt = Date.now();
let pace: Pace = { realAt: startedAt, simulatedAt: startedAt, factor: busy.factor };
const now = () => simulatedNow(pace, Date.now());
const say = (line: string) => void process.stdout.write(`${line}\n`);
const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(1);
const sizeOf = (path: string) => (existsSync(path) ? statSync(path).size : 0);

writeFileSync(paceFile, JSON.stringify(pace));
const desk = await openDesk({
  rateLimits: { enforce: false },
  guilds: Array.from({ length: guilds }, (_, n) => ({
    name: `Desk ${n}`,
    channels: Array.from({ length: topics / guilds }, (_, k) => ({ name: `c${n}-${k}` })),
  })),
});
const mill = createNewsMill({ news: desk.news, feeds, topics });
const bot = desk.run(['src/cli.ts', 'start'], {
  STORE_URL: `sqlite:${storeFile}`,
  NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'fast-clock.ts')).href}`,
  SOAK_PACE: paceFile,
  SOAK_MEMORY: memoryFile,
  POLL_MIN_SECONDS: '600',
  POLL_MAX_SECONDS: '7200',
  LOG_LEVEL: 'error',
  // A backup takes its time, which is none where its clock runs so fast.
  BACKUP_HOURS: '0',
});
await until('the bot is ready', () =>
  desk.sim.requests.some(({ method, path }) => method === 'PUT' && path.endsWith('/commands')),
);

async function measure(): Promise<Memory> {
  const before = existsSync(memoryFile) ? readFileSync(memoryFile, 'utf8') : '';
  bot.signal('SIGUSR2');
  await until(
    'the bot says what memory it uses',
    () => existsSync(memoryFile) && readFileSync(memoryFile, 'utf8') !== before,
  );
  return memory.parse(JSON.parse(readFileSync(memoryFile, 'utf8')));
}

async function setPace(factor: number): Promise<void> {
  const real = Date.now();
  pace = { realAt: real, simulatedAt: simulatedNow(pace, real), factor };
  writeFileSync(paceFile, JSON.stringify(pace));
  // The bot reads it when it is asked.
  await measure();
}

function rows(): Readonly<Record<string, number>> {
  const database = new DatabaseSync(storeFile, { readOnly: true, timeout: 5_000 });
  try {
    const found = database.prepare('SELECT namespace, count(*) AS n FROM records GROUP BY namespace').all();
    return Object.fromEntries(found.map(({ namespace, n }) => [String(namespace), Number(n)]));
  } finally {
    database.close();
  }
}

const messages = () =>
  desk.sim.world.guilds
    .flatMap(({ channels }) => channels)
    .reduce((sum, { id }) => sum + desk.sim.messages(id).length, 0);
/** Alerts that were told; they are remembered for 60 days. */
const alerts = () => rows().delivered ?? 0;

const samples: Sample[] = [];

async function live({ days, factor }: { days: number; factor: number }, perDay: number): Promise<void> {
  await setPace(factor);
  const begun = now();
  let dueItems = 0;
  let nextSample = begun + dayMs;
  const commanded = desk.sim.world.guilds[0]?.channels[0]?.id ?? '';
  for (let turn = 0; now() < begun + days * dayMs || mill.waiting() > 0; turn += 1) {
    const due = Math.floor(Math.min(days, (now() - begun) / dayMs) * perDay);
    mill.add(due - dueItems, now());
    dueItems = due;
    if (turn % 8 === 0) await desk.sim.command('status', {}, { channelId: commanded }).catch(() => undefined);
    if (now() >= nextSample) {
      nextSample += dayMs;
      const used = await measure();
      const day = (used.at - startedAt) / dayMs;
      samples.push({ ...used, day, fileBytes: sizeOf(storeFile) });
      if (samples.length % 5 === 0) {
        const counted = Object.entries(rows()).map(([namespace, n]) => `${namespace} ${n}`);
        say(
          `day ${day.toFixed(0)}: heap ${megabytes(used.heapUsed)} MB, rss ${megabytes(used.rss)} MB, file ${megabytes(sizeOf(storeFile))} MB (+ log ${megabytes(sizeOf(`${storeFile}-wal`))}), ${mill.made()} items, ${messages()} messages; ${counted.join(', ')}`,
        );
      }
    }
    await sleep(250);
  }
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

try {
  for (let n = 0; n < feeds; n += 1) {
    for (const guild of desk.sim.world.guilds)
      await desk.sim.command(
        'feed add',
        { url: `${desk.news.url}/feed-${n}` },
        { channelId: guild.channels[0]?.id ?? '' },
      );
  }
  for (let n = 0; n < topics; n += 1) {
    const guild = desk.sim.world.guilds[n % guilds];
    const channelId = guild?.channels[Math.floor(n / guilds)]?.id ?? '';
    await desk.sim.command('watch add', { keyword: `Topic${n}x`, watchlist: `list-${n}` }, { channelId });
  }
  await live(busy, itemsADay);
  const afterBusy = samples.length;
  const peakBytes = sizeOf(storeFile);
  const busyAlerts = alerts();
  const busyDue = Math.floor(mill.made() / 4);
  await live(quiet, 0);
  const left = rows();
  const quietBytes = sizeOf(storeFile);
  await live(again, itemsADay);
  const againBytes = sizeOf(storeFile);

  const busySamples = samples.slice(0, afterBusy).filter(({ day }) => day >= warmUpDays);
  const some = Math.max(2, Math.ceil(busySamples.length / 3));
  const first = mean(busySamples.slice(0, some).map(({ heapUsed }) => heapUsed));
  const last = mean(busySamples.slice(-some).map(({ heapUsed }) => heapUsed));
  const figures = {
    simulatedDays: busy.days + quiet.days + again.days,
    minutes: Math.round((Date.now() - startedAt) / 60_000),
    items: mill.made(),
    messages: messages(),
    alertsWhileBusy: busyAlerts,
    ofThoseDue: busyDue,
    heapAfterWarmUpMb: Number(megabytes(first)),
    heapAtTheEndMb: Number(megabytes(last)),
    heapGrowthPercent: Number(((last / first - 1) * 100).toFixed(1)),
    rowsLeftAfterQuiet: left,
    fileMb: {
      afterBusy: megabytes(peakBytes),
      afterQuiet: megabytes(quietBytes),
      afterBusyAgain: megabytes(againBytes),
    },
  };
  say(JSON.stringify(figures, null, 2));
  const rowsLeft = Object.values(left).reduce((sum, n) => sum + n, 0);
  const problems = [
    ...(last > first * (1 + longestGrowth) ? ['memory grows'] : []),
    // The guilds, the feeds with what stands in them, each guild's notice of a feed that brings nothing, and the lock.
    ...(rowsLeft > guilds + 2 * feeds + guilds * feeds + 1
      ? ['records are left that should have expired']
      : []),
    ...(againBytes > peakBytes * 1.05 ? ['the file grows'] : []),
    // Those of the last hours may still wait for a poll.
    ...(busyAlerts > busyDue || busyAlerts < busyDue * 0.98 ? ['not every alert came'] : []),
    ...(bot.output() === '' ? [] : [`the bot said: ${bot.output().slice(0, 2_000)}`]),
  ];
  for (const problem of problems) say(`PROBLEM: ${problem}`);
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  await desk.close();
  await folder.remove();
}
