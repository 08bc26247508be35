import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DiscordSim, type DiscordSimOptions, startDiscordSim } from '../discord-sim/sim.ts';
import { type BotProcess, startProcess, temporaryFolder } from '../support/bot-process.ts';
import { type FeedServer, startFeedServer } from '../support/feed-server.ts';

/** A local Discord, a local news server and a place for the bot's store: everything around the bot. */
export interface Desk {
  readonly sim: DiscordSim;
  readonly news: FeedServer;
  /** Starts the real bot and waits until its commands are published. */
  startBot(env?: Readonly<Record<string, string>>): Promise<BotProcess>;
  /** Starts another entry point in the bot's surroundings, without waiting. */
  run(script: readonly string[], env?: Readonly<Record<string, string>>): BotProcess;
  close(): Promise<void>;
}

const patienceMs = 60_000;

/** Waits until something is so. @throws Error that says what was waited for. */
export async function until(what: string, check: () => boolean | Promise<boolean>, timeoutMs = patienceMs) {
  const deadline = Date.now() + timeoutMs;
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Sets up a desk with no starter feeds. */
export async function openDesk(options: DiscordSimOptions = {}): Promise<Desk> {
  const [sim, news, folder] = await Promise.all([
    startDiscordSim(options),
    startFeedServer(),
    temporaryFolder(),
  ]);
  const feedsFile = join(folder.path, 'feeds.yaml');
  await writeFile(feedsFile, 'feeds: []\n');
  const surroundings = {
    DISCORD_TOKEN: sim.token,
    DISCORD_API_URL: sim.apiUrl,
    STORE_URL: `sqlite:${join(folder.path, 'wirewatch.db')}`,
    POLL_MIN_SECONDS: '1',
    POLL_MAX_SECONDS: '2',
    ALLOW_PRIVATE_HOSTS: '127.0.0.1',
    FEEDS_FILE: feedsFile,
    HEALTH_PORT: '0',
    // The sites that the entries of most tests link to do not exist.
    ARTICLE_SECONDS: '0',
    // Each alert has a message of its own; test/e2e/burst.test.ts is about those that come together.
    BURST_ALERTS: '0',
    DIGEST_COUNT: '0',
    DIGEST_AGE_MINUTES: '0',
  };
  const running = new Set<BotProcess>();

  function run(script: readonly string[], env: Readonly<Record<string, string>> = {}): BotProcess {
    const started = startProcess(script, { ...surroundings, ...env }, folder.path);
    running.add(started);
    started.exited.then(
      () => running.delete(started),
      () => running.delete(started),
    );
    return started;
  }

  return {
    sim,
    news,
    run,
    async startBot(env) {
      const bot = run(['src/cli.ts', 'start'], env);
      const ready = until('the commands are published', () => bot.output().includes('commands-registered'));
      const early = bot.exited.then((code) => {
        throw new Error(`The bot ended with ${code}:\n${bot.output()}`);
      });
      await Promise.race([ready, early]);
      for (const late of [ready, early]) late.catch(() => {});
      return bot;
    },
    async close() {
      await Promise.all([...running].map((one) => one.kill()));
      await Promise.all([sim.close(), news.close()]);
      await folder.remove();
    },
  };
}
