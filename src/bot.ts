import { loadCommands } from '../commands/index.ts';
import { loadAliases } from '../config/aliases.ts';
import { loadStarterFeeds } from '../config/feeds.ts';
import { requireToken, type Settings, secretsOf } from '../config/settings.ts';
import { createAudience } from './alerts/audience.ts';
import { createBudgets } from './alerts/budgets.ts';
import { holdUntil } from './alerts/calendar.ts';
import { createDelivery } from './alerts/deliver.ts';
import { createGrowth } from './alerts/growth.ts';
import { createNotices } from './alerts/notices.ts';
import { createOutbox } from './alerts/outbox.ts';
import { createOwners } from './alerts/owners.ts';
import type { OnStep } from './alerts/steps.ts';
import { createSummaries } from './alerts/summaries.ts';
import { surgeNotice } from './alerts/surge-notice.ts';
import { createTeller } from './alerts/tell.ts';
import type { App } from './app.ts';
import { createArticles } from './articles/articles.ts';
import { systemClock, watchClock } from './clock.ts';
import { createClient } from './discord/client.ts';
import { stayConnected } from './discord/connect.ts';
import { forgetLimits } from './discord/limits.ts';
import { createMemories } from './discord/memories.ts';
import { createMessenger } from './discord/messenger.ts';
import { createPacedRest } from './discord/paced-rest.ts';
import { serve } from './discord/serve.ts';
import { createSpeaker } from './discord/speaker.ts';
import { escapeText } from './discord/text.ts';
import { discoverAt } from './feeds/discover.ts';
import { feedKey } from './feeds/feed-key.ts';
import { createFeedParser } from './feeds/feed-parser.ts';
import { createFetcher } from './feeds/fetch.ts';
import { createPolling } from './feeds/polling.ts';
import { createRecentItems } from './feeds/recent.ts';
import { createReplacements } from './feeds/replacement.ts';
import { createRoster } from './feeds/roster.ts';
import { createWebSubCallback } from './feeds/websub-callback.ts';
import { createMatching } from './match/matching.ts';
import { createModelWriter } from './model/model.ts';
import { startHealthServer } from './ops/health.ts';
import { createLog } from './ops/log.ts';
import { statusOf } from './ops/status.ts';
import { createAcronymBook } from './store/acronyms.ts';
import { scheduleBackups } from './store/backup-schedule.ts';
import { createGuilds } from './store/guilds.ts';
import { openStore } from './store/open.ts';
import { createStoryBook } from './stories/story-book.ts';
import { createRenaming } from './stories/terms/names.ts';
import { summarise } from './summary/summarise.ts';

/** A running bot. */
export interface Bot {
  /** Begins nothing new, lets what is under way come to its end and closes the store. */
  stop(): Promise<void>;
  /** Rejects when the bot can't go on, with what to do about it. */
  readonly failed: Promise<never>;
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
  const aliases = loadAliases(settings.aliasesFile);
  const matching = createMatching(aliases, {
    inflected: settings.inflectedLanguages,
  });
  const commands = await loadCommands();

  const store = await openStore(settings.storeUrl, {
    clock,
    access: 'own',
    onEvent: (level, event, fields) => log[level](event, fields),
  });
  const backups = scheduleBackups({
    maker: store.backups,
    hours: settings.backupHours,
    kept: settings.backupsKept,
    clock,
    log,
  });
  const fetcher = createFetcher({ allowPrivateHosts: settings.allowPrivateHosts });
  const pacedRest = createPacedRest();
  const client = createClient({ apiUrl: settings.discordApiUrl, rest: pacedRest.options });

  const guilds = createGuilds({ store });
  const zoneOf = (guildId: string) => guilds.get(guildId).timeZone ?? settings.tzDefault;
  const roster = createRoster({ guilds, starters: starterFeeds, store });
  const audience = createAudience({ index: matching.index, guilds, clock, log });
  const outbox = createOutbox({ store, clock });
  const notices = createNotices({ store, speaker: createSpeaker(client), clock, log });
  const discover = (url: string) => discoverAt(url, fetcher.fetch);
  const replacements = createReplacements({ store, discover });
  const owners = createOwners({
    guilds,
    notices,
    clock,
    failingForMs: settings.feedNoticeHours * 3_600_000,
    findReplacement: replacements.find,
    escapeText,
  });
  const messenger = createMessenger({ client, turn: pacedRest.turn });
  const growth = createGrowth({
    store,
    outbox,
    messenger,
    restMs: settings.storyEditSeconds * 1_000,
    clock,
    log,
    ...steps,
  });
  const delivery = createDelivery({
    outbox,
    messenger,
    budgets: createBudgets({
      store,
      clock,
      log,
      share: { messages: settings.burstAlerts, perMs: settings.burstMinutes * 60_000 },
    }),
    folding: {
      order: settings.deliveryOrder,
      count: settings.digestCount,
      ageMs: settings.digestAgeMinutes * 60_000,
    },
    clock,
    log,
    onBlocked: (blocked) => void owners.channelBlocked(blocked),
    onMended: (channelId) => void owners.channelMended(channelId),
    ...steps,
  });
  const recent = createRecentItems({ store });
  const storyBook = createStoryBook({
    store,
    clock,
    rename: createRenaming(aliases),
    windowMs: settings.storyWindowHours * 3_600_000,
  });
  const acronyms = createAcronymBook({ store, clock });
  const articles = createArticles({
    seconds: settings.articleSeconds,
    allowPrivateHosts: settings.allowPrivateHosts,
    exceptFeeds: new Set(starterFeeds.filter(({ article }) => article === false).map(({ url }) => url)),
    clock,
    log,
  });
  const tell = createTeller({
    audience,
    assignStory: storyBook.assign,
    summariesFor: createSummaries({
      summarise,
      readArticle: articles.read,
      writeSummary: createModelWriter(settings, { clock, log }),
      audience,
    }),
    outbox,
    holdUntil: ({ guildId, subscriptions }, now) => holdUntil(subscriptions, zoneOf(guildId), now),
    growth,
    clock,
    learn: acronyms.record,
    log,
    ...steps,
  });
  const parser = createFeedParser({ clock });
  const { scheduler, moves, websub } = createPolling({
    parse: parser.parse,
    store,
    guilds,
    roster,
    fetcher,
    publicUrl: settings.publicUrl,
    recent,
    tell,
    clock,
    log,
    cron: settings.pollCron,
    limits: {
      minMs: settings.pollMinSeconds * 1_000,
      maxMs: settings.pollMaxSeconds * 1_000,
      concurrency: settings.pollConcurrency,
      perHost: settings.pollPerHost,
    },
    onPolled(record, before) {
      void owners.feedPolled(record, before, roster.readersOf(record.url));
    },
    onSurge(feed, surge) {
      void notices.tellOperator(`surge:${feedKey(feed.url)}`, surgeNotice(feed, surge, escapeText));
    },
    ...steps,
  });

  const app: App = {
    guilds,
    roster,
    scheduler,
    recent,
    outbox,
    delivery,
    match: matching,
    acronyms,
    moves,
    replacements,
    starterFeeds,
    fetch: fetcher.fetch,
    discover,
    zoneOf,
    ...createMemories(clock),
    clock,
    startedAt: clock.now(),
  };

  await roster.load();
  await guilds.load();
  await recent.load();
  await delivery.load();
  await growth.load();
  const health = await startHealthServer({
    port: settings.healthPort,
    status: () => statusOf(app, client.isReady(), store.state()),
    routes: websub === null ? {} : { websub: createWebSubCallback(websub, log) },
    log,
  });

  serve(client, {
    commands,
    app,
    onReady() {
      delivery.start();
      growth.start();
    },
    log,
  });

  const stopping = new AbortController();
  const failed = Promise.race([
    stayConnected(client, { token, signal: stopping.signal, clock, log }),
    store.lost,
  ]);
  failed.catch(() => {});
  await websub?.start();
  await scheduler.start();
  backups.start();
  const unwatchClock = watchClock({
    clock,
    onJump(byMs) {
      log.warn('clock-jumped', { byMs });
      forgetLimits(client.rest);
    },
  });

  return {
    failed,
    async stop() {
      stopping.abort();
      unwatchClock();
      log.info('stopping');
      // What waits for an article is told without it.
      await Promise.all([
        articles.close(),
        websub?.stop(),
        scheduler.stop(),
        delivery.stop(),
        growth.stop(),
        backups.stop(),
      ]);
      await client.destroy();
      await health.close();
      await fetcher.close();
      await parser.close();
      await store.close();
      log.info('stopped');
    },
  };
}
