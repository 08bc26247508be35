import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type BotProcess, temporaryFolder } from '../support/bot-process.ts';
import { freePort } from '../support/free-port.ts';
import { fillDisk, mountSmallDisk } from '../support/small-disk.ts';
import { type Desk, openDesk, until } from './desk.ts';

const disk = mountSmallDisk(1_536);
afterAll(() => disk?.remove());

let desk: Desk;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let port: number;
beforeEach(async () => {
  [desk, folder, port] = await Promise.all([openDesk(), temporaryFolder(), freePort()]);
});
afterEach(async () => {
  await desk.close();
  await folder.remove();
});

const answer = z.object({ parts: z.object({ store: z.object({ ok: z.boolean(), detail: z.string() }) }) });

async function health(): Promise<{ status: number; store: { ok: boolean; detail: string } }> {
  const response = await fetch(`http://127.0.0.1:${port}/healthz`);
  const { parts } = answer.parse(await response.json());
  return { status: response.status, store: parts.store };
}

const channelId = () => desk.sim.channel('alerts').id;
const entry = (n: number) => ({
  title: `SCO summit, report number ${n} from Tianjin`,
  guid: `g${n}`,
  link: `https://news.example/${n}`,
  // Long enough that a full disk shows.
  description: `Report ${n}. ${'The leaders met and talked for long. '.repeat(300)}`,
});
const events = (bot: BotProcess, name: string) =>
  bot
    .output()
    .split('\n')
    .filter((line) => line.includes(`"event":"${name}"`));

/** A bot on this store that has read one feed and watches for the word. */
async function startWatching(path: string): Promise<BotProcess> {
  desk.news.feed('/feed', 'Sample Wire', [entry(0)]);
  const bot = await desk.startBot({ STORE_URL: `sqlite:${path}`, HEALTH_PORT: `${port}`, BACKUP_HOURS: '0' });
  await desk.sim.command('feed add', { url: `${desk.news.url}/feed` }, { channelId: channelId() });
  await desk.sim.command('watch add', { keyword: 'SCO' }, { channelId: channelId() });
  expect(await health()).toMatchObject({ status: 200, store: { ok: true } });
  return bot;
}

/** News comes while the store is in trouble, which is then mended: what /healthz, the log and the channel showed. */
async function throughTrouble(bot: BotProcess, mend: () => void) {
  desk.news.feed('/feed', 'Sample Wire', [entry(2), entry(1), entry(0)]);
  await until('/healthz says so', async () => !(await health()).store.ok, 40_000);
  const during = await health();
  mend();
  await desk.sim.waitForMessages(channelId(), 2, 60_000);
  await until('/healthz is well again', async () => (await health()).status === 200, 60_000);
  const polls = desk.news.hits('/feed');
  await until('two more polls', () => desk.news.hits('/feed') >= polls + 2);
  return {
    during,
    alerts: desk.sim.messages(channelId()).length,
    failing: events(bot, 'store-failing'),
    mended: events(bot, 'store-mended').length,
    noise: ['poll-not-kept', 'outbox-unwritable', 'alert-not-posted'].flatMap((name) => events(bot, name)),
  };
}

/** All of it, told once. */
const outlived = (reason: RegExp) => ({
  during: { status: 503, store: { ok: false, detail: expect.stringMatching(reason) } },
  alerts: 2,
  failing: [expect.stringMatching(reason)],
  mended: 1,
  noise: [],
});

describe('a store in trouble', () => {
  it('that another program keeps locked is waited for, and nothing else is', async () => {
    const path = join(folder.path, 'wirewatch.db');
    const bot = await startWatching(path);
    const other = new DatabaseSync(path, { timeout: 5_000 });
    other.exec('BEGIN IMMEDIATE');
    const shown = await throughTrouble(bot, () => other.exec('ROLLBACK'));
    expect(shown).toEqual(outlived(/another program keeps it locked/));
    other.close();
  }, 180_000);

  it.skipIf(disk === undefined)(
    'on a full disk goes on when there is room',
    async () => {
      const place = disk?.path ?? '';
      const bot = await startWatching(join(place, 'wirewatch.db'));
      fillDisk(join(place, 'filler'));
      const shown = await throughTrouble(bot, () => rmSync(join(place, 'filler')));
      expect(shown).toEqual(outlived(/the disk is full: make room/));
      await bot.stop();
    },
    180_000,
  );

  it.skipIf(disk === undefined)('on a read-only disk is said at the start in one line', async () => {
    disk?.setReadOnly(true);
    const bot = desk.run(['src/cli.ts', 'start'], { STORE_URL: `sqlite:${disk?.path}/other.db` });
    expect(await bot.exited).toBe(1);
    disk?.setReadOnly(false);
    expect(bot.output()).toMatch(/^The store .*other\.db can't be opened: .*user may write there\.\n$/);
  });
});
