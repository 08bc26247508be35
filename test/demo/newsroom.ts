import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { type DiscordSim, startDiscordSim } from '../discord-sim/sim.ts';
import { type BotProcess, startProcess, temporaryFolder } from '../support/bot-process.ts';
import { type NewsServer, startNewsServer } from './news.ts';
import { readAlert, type ShownAlert } from './read-alert.ts';

/** The local Discord, the news and the real bot between them. */
export interface Newsroom {
  readonly sim: DiscordSim;
  readonly news: NewsServer;
  readonly bot: BotProcess;
  /** Hears of every alert that is posted from now on. */
  onAlert(listener: (alert: ShownAlert, channel: string) => void): void;
  /** Ends the bot as `docker stop` does, then the rest, and leaves nothing behind. */
  close(): Promise<void>;
}

const pageDir = join(import.meta.dirname, '../discord-sim/page');

/** The guild of the demo; its first channel is the one that the page opens. */
const guild = {
  name: 'World News Desk',
  channels: [
    { name: 'alerts', topic: 'What Wirewatch found' },
    { name: 'general', topic: 'Talk about anything' },
    { name: 'asia', topic: 'Try /subscribe here' },
  ],
};

/** How often, in milliseconds, it is looked whether the bot is ready. */
const lookEveryMs = 50;
const readyWithinMs = 30_000;

/**
 * Starts everything and waits until the bot has published its commands and read every feed once.
 *
 * @throws Error in one line where the port is taken, or with the bot's log where it does not come up.
 */
export async function openNewsroom({
  port,
  signal,
}: {
  port: number;
  /** Gives up waiting. */
  signal: AbortSignal;
}): Promise<Newsroom> {
  const sim = await startDiscordSim({ port, pageDir, guilds: [guild] }).catch((error: unknown) => {
    throw isPortTaken(error)
      ? new Error(
          `Port ${port} is in use: stop what is running there, or choose another one with npm run demo -- --port N`,
        )
      : error;
  });
  const [news, folder] = await Promise.all([startNewsServer(), temporaryFolder()]);
  const feedsFile = join(folder.path, 'feeds.yaml');
  await writeFile(feedsFile, stringify({ feeds: news.feeds.map(({ title, url }) => ({ title, url })) }));
  const bot = startProcess(
    ['src/cli.ts', 'start'],
    {
      DISCORD_TOKEN: sim.token,
      DISCORD_API_URL: sim.apiUrl,
      STORE_URL: `sqlite:${join(folder.path, 'wirewatch.db')}`,
      FEEDS_FILE: feedsFile,
      ALLOW_PRIVATE_HOSTS: '127.0.0.1',
      POLL_MIN_SECONDS: '1',
      POLL_MAX_SECONDS: '1',
      HEALTH_PORT: '0',
      LOG_LEVEL: 'info',
      LOG_FORMAT: 'pretty',
    },
    folder.path,
  );

  async function close(): Promise<void> {
    await bot.stop();
    await Promise.all([sim.close(), news.close()]);
    await folder.remove();
  }

  try {
    await ready({ sim, news, bot }, signal);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    sim,
    news,
    bot,
    onAlert(listener) {
      sim.world.events.on('event', ({ t, d }) => {
        if (t !== 'MESSAGE_CREATE') return;
        const message = sim.messages(channelOf(d)).at(-1);
        const alert = message === undefined ? null : readAlert(message);
        if (alert !== null) listener(alert, sim.channel(channelOf(d)).name ?? '');
      });
    },
    close,
  };
}

function isPortTaken(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
}

function channelOf(message: unknown): string {
  return typeof message === 'object' && message !== null && 'channel_id' in message
    ? String(message.channel_id)
    : '';
}

async function ready(
  { sim, news, bot }: Pick<Newsroom, 'sim' | 'news' | 'bot'>,
  signal: AbortSignal,
): Promise<void> {
  let isRead = false;
  void news.read().then(() => {
    isRead = true;
  });
  let ended: number | null | undefined;
  void bot.exited.then((code) => {
    ended = code;
  });
  const deadline = Date.now() + readyWithinMs;
  while (!isRead || sim.world.commands.size === 0) {
    signal.throwIfAborted();
    if (ended !== undefined) throw new Error(`The bot ended with code ${ended}:\n${bot.output()}`);
    if (Date.now() > deadline) {
      throw new Error(`The bot was not ready within ${readyWithinMs / 1000} s. Its log:\n${bot.output()}`);
    }
    await sleep(lookEveryMs);
  }
}
