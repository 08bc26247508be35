import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { messageOf } from '../../src/errors.ts';
import { type Newsroom, openNewsroom } from './newsroom.ts';
import { say, showAlert } from './terminal.ts';

const defaultPort = 4000;
const keywords = ['Kim Jong Un', 'SCO'];
/** Entries that are published at once: the first two are the summit and the parade. */
const firstNews = { once: 4, page: 2 };
const newsEveryMs = 20_000;
const patienceMs = 60_000;
const lookEveryMs = 50;
/** After the last of the keywords was told, alerts that were on their way still come. */
const settleMs = 1_500;

const usage = `Usage: npm run demo [-- --once] [-- --port N]
  --once    wait for the alerts, print them and end
  --port N  where the page is (default ${defaultPort}; 0 takes a free one)`;

/** What the command line asks for. @throws Error that says what is wrong with it. */
function readArguments(): { once: boolean; port: number; help: boolean } {
  const { values } = parseArgs({
    options: {
      once: { type: 'boolean', default: false },
      port: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const { once, help } = values;
  const port = Number(values.port ?? (once ? 0 : defaultPort));
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`--port must be a number from 0 to 65535, and not "${values.port}".`);
  }
  return { once, port, help };
}

/** Does what a newcomer does: watches the keywords in #alerts, which subscribes the channel. */
async function watchKeywords({ sim }: Newsroom): Promise<void> {
  const { id: channelId } = sim.channel('alerts');
  for (const keyword of keywords) {
    const answer = await sim.command('watch add', { keyword }, { channelId });
    say(`> /watch add keyword:${keyword}`);
    say(`  ${answer.content.split('\n')[0]?.replace(/``|\*\*/g, '')}`);
  }
  say();
}

/** Resolves when every keyword was told, or rejects with the bot's log when one was not in time. */
async function toldAll(told: ReadonlySet<string>, { bot }: Newsroom, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!keywords.every((keyword) => told.has(keyword))) {
    if (Date.now() > deadline) {
      const missing = keywords.filter((keyword) => !told.has(keyword)).join(' and ');
      throw new Error(
        `No alert for ${missing} within ${patienceMs / 1000} s. The bot's log:\n${bot.output()}`,
      );
    }
    await sleep(lookEveryMs, undefined, { signal });
  }
  await sleep(settleMs, undefined, { signal });
}

/** Publishes what is left of the news, one entry at a time, until it is stopped. */
async function publishTheRest({ news }: Newsroom, signal: AbortSignal): Promise<void> {
  while (news.held > 0) {
    await sleep(newsEveryMs, undefined, { signal });
    for (const { feed, title } of news.release(1)) say(`${feed} publishes: ${title}\n`);
  }
  say('That was all of the news. The page stays open until Ctrl-C.');
}

interface Interruption {
  readonly signal: AbortSignal;
  readonly done: Promise<void>;
}

/** Resolves at Ctrl-C or SIGTERM; a second Ctrl-C does not wait for an orderly end. */
function interruption(): Interruption {
  const controller = new AbortController();
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(130);
      controller.abort();
      resolve();
    });
  }
  return { signal: controller.signal, done: promise };
}

async function run({ once, port }: { once: boolean; port: number }, stop: Interruption): Promise<void> {
  say('Starting a local Discord, a news server and Wirewatch between them…');
  const room = await openNewsroom({ port, signal: stop.signal });
  const closing = new AbortController();
  try {
    const told = new Set<string>();
    room.onAlert((alert, channel) => {
      for (const keyword of alert.keywords) told.add(keyword);
      say(showAlert(alert, channel));
    });
    if (!once) say(`Open ${room.sim.url} in a browser. Ctrl-C ends it.\n`);
    await watchKeywords(room);
    room.news.release(once ? firstNews.once : firstNews.page);
    const failed = room.bot.exited.then((code) => {
      throw new Error(`The bot ended with code ${code}:\n${room.bot.output()}`);
    });
    if (!once) publishTheRest(room, closing.signal).catch(() => {});
    await Promise.race([stop.done, failed, ...(once ? [toldAll(told, room, closing.signal)] : [])]);
    if (!once) say('\nEnding…');
  } finally {
    closing.abort();
    await room.close();
  }
}

const stop = interruption();
try {
  const { help, ...options } = readArguments();
  await (help ? say(usage) : run(options, stop));
} catch (error) {
  // At Ctrl-C the bot ends as well, which looks like a failure to whoever waits for it.
  if (!stop.signal.aborted) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = 1;
  }
}
