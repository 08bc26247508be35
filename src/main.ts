import process from 'node:process';
import { type Client, DiscordAPIError, DiscordjsError, Events } from 'discord.js';
import { loadCommands } from '../commands/index.ts';
import { loadAliases } from '../config/aliases.ts';
import { loadStarterFeeds } from '../config/feeds.ts';
import {
  loadSettings,
  misspelledVariables,
  requireToken,
  type Settings,
  secretsOf,
} from '../config/settings.ts';
import { createAudience } from './alerts/audience.ts';
import { createDelivery } from './alerts/deliver.ts';
import { createOutbox } from './alerts/outbox.ts';
import type { OnStep } from './alerts/steps.ts';
import { createTeller } from './alerts/tell.ts';
import type { App } from './app.ts';
import { systemClock } from './clock.ts';
import { createClient } from './discord/client.ts';
import { followGuilds } from './discord/guild-events.ts';
import { routeInteractions } from './discord/interactions.ts';
import { createMessenger } from './discord/messenger.ts';
import { registerCommands } from './discord/register.ts';
import { alertComponents } from './discord/why.ts';
import { messageOf, WirewatchError } from './errors.ts';
import { discoverAt } from './feeds/discover.ts';
import { createFetcher } from './feeds/fetch.ts';
import { parseFeed } from './feeds/parse.ts';
import { createRecentItems } from './feeds/recent.ts';
import { createRoster } from './feeds/roster.ts';
import { createScheduler } from './feeds/schedule.ts';
import { createSeen } from './feeds/seen.ts';
import { createMatching } from './match/matching.ts';
import { type HealthStatus, startHealthServer } from './ops/health.ts';
import { createLog } from './ops/log.ts';
import { createGuilds } from './store/guilds.ts';
import { openStore } from './store/open.ts';
import { createStoryBook } from './stories/story-book.ts';
import { summarise } from './summary/summarise.ts';

/** A running bot. */
export interface Bot {
  /** Begins nothing new, lets what is under way come to its end and closes the store. */
  stop(): Promise<void>;
  /** Rejects when the bot can't go on, with what to do about it. */
  readonly failed: Promise<never>;
}

/** The settings of this process: its environment, and wirewatch.yaml where it was started. */
export function settingsOfProcess(): Settings {
  return loadSettings({ env: process.env, cwd: process.cwd() });
}

/** Between two attempts to reach Discord at the start: 2 s, 4 s … at most a minute. */
const firstLoginPauseMs = 2_000;
const longestLoginPauseMs = 60_000;

/** Whether Discord has answered, and trying again with the same token is no use. */
function isRefused(error: unknown): boolean {
  if (error instanceof DiscordAPIError) return error.status === 401;
  return error instanceof DiscordjsError && String(error.code) === 'TokenInvalid';
}

/**
 * Puts the parts together and starts them. Resolves once the bot polls feeds and answers on /healthz; the connection
 * to Discord is made beside that and made again for as long as it takes.
 *
 * @throws WirewatchError where a part can't be started, with what to do about it.
 */
export async function startBot(settings: Settings, { onStep }: { onStep?: OnStep } = {}): Promise<Bot> {
  const token = requireToken(settings);
  const clock = systemClock;
  const log = createLog({
    level: settings.logLevel,
    format: settings.logFormat,
    secrets: secretsOf(settings),
  });
  const steps = onStep === undefined ? {} : { onStep };
  const starterFeeds = loadStarterFeeds(settings.feedsFile);
  const matching = createMatching(loadAliases(settings.aliasesFile));
  const commands = await loadCommands();

  const store = await openStore(settings.storeUrl, { clock });
  const fetcher = createFetcher({ allowPrivateHosts: settings.allowPrivateHosts });
  const client = createClient({ apiUrl: settings.discordApiUrl });

  const guilds = createGuilds({ store });
  const roster = createRoster({ guilds, starters: starterFeeds });
  const audience = createAudience({ index: matching.index, guilds, log });
  const outbox = createOutbox({ store, clock });
  const delivery = createDelivery({ outbox, messenger: createMessenger(client), clock, log, ...steps });
  const recent = createRecentItems({ store });
  const storyBook = createStoryBook({ store });
  const tell = createTeller({ audience, assignStory: storyBook.assign, summarise, outbox, clock, ...steps });
  const scheduler = createScheduler({
    cron: settings.pollCron,
    limits: { minMs: settings.pollMinSeconds * 1_000, maxMs: settings.pollMaxSeconds * 1_000 },
    feeds: roster.feeds,
    store,
    parts: {
      fetch: fetcher.fetch,
      parse: parseFeed,
      seen: createSeen({ store, clock }),
      recent,
      tell,
      readersOf: roster.readersOf,
      clock,
      log,
      ...steps,
    },
    clock,
    log,
  });

  const app: App = {
    guilds,
    roster,
    scheduler,
    recent,
    outbox,
    delivery,
    match: matching,
    starterFeeds,
    discover: (url) => discoverAt(url, fetcher.fetch),
    clock,
    startedAt: clock.now(),
  };

  await guilds.load();
  await recent.load();
  await delivery.load();
  const health = await startHealthServer({
    port: settings.healthPort,
    status: () => statusOf(client, app),
    log,
  });

  followGuilds(client, { guilds, delivery, clock, log });
  routeInteractions(client, { commands, components: alertComponents, app, log });
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => {});
  client.on(Events.Error, (error) => log.error('discord-error', { error: messageOf(error) }));
  client.once(Events.ClientReady, () => {
    delivery.start();
    registerCommands({ token, apiUrl: settings.discordApiUrl, commands }).then(
      (published) => log.info('commands-registered', { commands: published }),
      (error: unknown) => log.error('commands-not-registered', { error: messageOf(error) }),
    );
    log.info('ready', { guilds: client.guilds.cache.size, feeds: roster.feeds().length });
  });

  let stopping = false;
  connect(client, token, () => stopping, log).catch(failure.reject);
  await scheduler.start();

  return {
    failed: failure.promise,
    async stop() {
      stopping = true;
      log.info('stopping');
      await Promise.all([scheduler.stop(), delivery.stop()]);
      await client.destroy();
      await health.close();
      await fetcher.close();
      await store.close();
      log.info('stopped');
    },
  };
}

/** A feed is due every tick or so; when none was read for this long, polling has come to a stand. */
const longestSilenceMs = 3 * 3_600_000;

function statusOf(client: Client, { clock, delivery, roster, scheduler, startedAt }: App): HealthStatus {
  const isConnected = client.isReady();
  const lastPollAt = scheduler.lastPollAt();
  const feeds = roster.feeds().length;
  const isPolling = feeds === 0 || clock.now() - (lastPollAt ?? startedAt) < longestSilenceMs;
  const last = lastPollAt === null ? 'none read yet' : `last read ${new Date(lastPollAt).toISOString()}`;
  const blocked = delivery.blocked().length;
  return {
    ok: isConnected && isPolling,
    parts: {
      gateway: { ok: isConnected, detail: isConnected ? 'connected' : 'not connected' },
      feeds: { ok: isPolling, detail: `${feeds} feeds, ${last}` },
      outbox: { ok: true, detail: `${delivery.waiting} alerts waiting, ${blocked} channels blocked` },
    },
  };
}

/** Logs in, again and again while Discord can't be reached. Rejects where it refuses the token. */
async function connect(
  client: Client,
  token: string,
  isStopping: () => boolean,
  log: ReturnType<typeof createLog>,
): Promise<void> {
  for (let pauseMs = firstLoginPauseMs; !isStopping(); pauseMs = Math.min(longestLoginPauseMs, pauseMs * 2)) {
    try {
      await client.login(token);
      return;
    } catch (error) {
      if (isRefused(error)) {
        throw new WirewatchError(
          'Discord refused the token: copy a new one from https://discord.com/developers/applications (Bot → Reset Token) into DISCORD_TOKEN.',
          { cause: error },
        );
      }
      log.warn('discord-unreachable', { error: messageOf(error), againInMs: pauseMs });
      await new Promise((resolve) => setTimeout(resolve, pauseMs).unref());
    }
  }
}

/** An orderly stop that hangs is ended after this long, in milliseconds; what is under way is recoverable. */
const stopDeadlineMs = 8_000;

/** Runs the bot until it is told to stop (SIGTERM, SIGINT) or can't go on. Resolves with the exit code. */
export async function runBot(options: { onStep?: OnStep } = {}): Promise<number> {
  const told = Promise.withResolvers<'told'>();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => told.resolve('told'));
  for (const warning of misspelledVariables(process.env)) process.stderr.write(`${warning}\n`);
  const bot = await startBot(settingsOfProcess(), options);
  try {
    await Promise.race([told.promise, bot.failed]);
  } finally {
    const deadline = setTimeout(() => process.exit(1), stopDeadlineMs);
    await bot.stop();
    clearTimeout(deadline);
  }
  return 0;
}
