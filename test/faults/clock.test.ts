import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, openDesk, until } from '../e2e/desk.ts';
import { type BotProcess, temporaryFolder } from '../support/bot-process.ts';

const day = 86_400_000;
const preload = pathToFileURL(join(import.meta.dirname, '../support/moved-clock.ts')).href;

let desk: Desk;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  [desk, folder] = await Promise.all([openDesk({ heartbeatIntervalMs: 2_000 }), temporaryFolder()]);
});
afterEach(async () => {
  await desk.close();
  await folder.remove();
});

const channelId = () => desk.sim.channel('alerts').id;
const shown = () =>
  desk.sim
    .messages(channelId())
    .map(({ components }) => /report number (\d+)/.exec(JSON.stringify(components))?.[1]);
const upTo = (n: number) => Array.from({ length: n }, (_, at) => `${at + 1}`);

/** Shows the entries up to the n-th. */
function publish(n: number): void {
  const entries = ['0', ...upTo(n)].map((number) => ({
    title: `SCO summit, report number ${number} from the city of Tianjin`,
    guid: `g${number}`,
    link: `https://news.example/${number}`,
  }));
  desk.news.feed('/feed', 'Sample Wire', entries.toReversed());
}

async function startWatching(env: Readonly<Record<string, string>> = {}): Promise<BotProcess> {
  publish(0);
  const bot = await desk.startBot(env);
  await desk.sim.command('feed add', { url: `${desk.news.url}/feed` }, { channelId: channelId() });
  await desk.sim.command('watch add', { keyword: 'SCO' }, { channelId: channelId() });
  return bot;
}

async function twoMorePolls(): Promise<void> {
  const polls = desk.news.hits('/feed');
  await until('two more polls', () => desk.news.hits('/feed') >= polls + 2, 30_000);
}

describe('the machine’s clock', () => {
  it('may be set by a day, forward and back: polls and alerts go on, none is lost and none comes twice', async () => {
    const file = join(folder.path, 'offset');
    const setClock = (ms: number) => writeFile(file, `${ms}`);
    const env = { NODE_OPTIONS: `--import=${preload}`, MOVED_CLOCK: file };
    const bot = await startWatching(env);
    let last = 0;
    for (const offset of [day, 0, -day, day]) {
      await setClock(offset);
      // More than the requests that discord.js lets through before it would wait for the old time.
      last += 15;
      publish(last);
      await desk.sim.waitForMessages(channelId(), last, 60_000);
      await twoMorePolls();
    }
    expect(shown()).toEqual(upTo(last));
    expect(bot.output().match(/"event":"clock-jumped"/g)).toHaveLength(4);
    expect(bot.output()).not.toContain('missed execution');
    const second = desk.run(['src/cli.ts', 'start'], env);
    expect(await second.exited).toBe(1);
    expect(second.output()).toContain('is in use by another Wirewatch');
    expect(await bot.stop()).toBe(0);

    await setClock(0);
    await desk.startBot(env);
    last += 1;
    publish(last);
    await desk.sim.waitForMessages(channelId(), last, 60_000);
    await twoMorePolls();
    expect(shown()).toEqual(upTo(last));
  }, 300_000);
});

describe('an alert whose acknowledgement was lost', () => {
  it.each([
    ['ahead', day],
    ['behind', -day],
  ])(
    'is found again although the clock that dated it was %s by a day',
    async (_, offset) => {
      const file = join(folder.path, 'offset');
      await writeFile(file, `${offset}`);
      const env = { NODE_OPTIONS: `--import=${preload}`, MOVED_CLOCK: file };
      const bot = await startWatching(env);
      desk.sim.faults.add({
        method: 'POST',
        path: `/channels/${channelId()}/messages`,
        times: 1,
        respond: { afterHandling: 'reset' },
      });
      desk.sim.faults.add({
        method: 'POST',
        path: `/channels/${channelId()}/messages`,
        times: 1_000,
        respond: { status: 503 },
      });
      publish(1);
      await until('it is in doubt', () => bot.output().includes('alert-not-posted'));
      await bot.kill();
      desk.sim.faults.clear();
      // Discord no longer knows the nonce.
      desk.sim.world.nonces.clear();
      await writeFile(file, '0');
      await desk.startBot(env);
      await twoMorePolls();
      expect(shown()).toEqual(['1']);
    },
    180_000,
  );
});

describe('a bot that is suspended', () => {
  it('goes on where it was, and posts what came meanwhile once', async () => {
    const bot = await startWatching();
    publish(1);
    await desk.sim.waitForMessages(channelId(), 1, 60_000);
    bot.signal('SIGSTOP');
    publish(3);
    await sleep(6_000);
    expect(shown()).toEqual(['1']);
    desk.sim.gateway.drop();
    bot.signal('SIGCONT');
    await desk.sim.waitForMessages(channelId(), 3, 60_000);
    await twoMorePolls();
    expect(shown()).toEqual(upTo(3));
    await until('commands are answered', async () =>
      desk.sim.command('help').then(
        ({ content }) => content.includes('/watch add'),
        () => false,
      ),
    );
    expect(await bot.stop()).toBe(0);
  }, 180_000);
});
