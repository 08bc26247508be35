import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Desk, openDesk, until } from '../e2e/desk.ts';
import { type BotProcess, temporaryFolder } from '../support/bot-process.ts';
import { freePort } from '../support/free-port.ts';
import { fillDisk, mountFailingDisk, mountSmallDisk } from '../support/small-disk.ts';

const smallDisk = mountSmallDisk(512);
const failingDisk = mountFailingDisk();
afterAll(() => {
  smallDisk?.remove();
  failingDisk?.remove();
});

let desk: Desk;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  [desk, folder] = await Promise.all([openDesk(), temporaryFolder()]);
});
afterEach(async () => {
  await desk.close();
  await folder.remove();
});

const entry = (n: number) => ({
  title: `SCO summit, report number ${n} from the city of Tianjin`,
  guid: `g${n}`,
  link: `https://news.example/${n}`,
});
const channelId = () => desk.sim.channel('alerts').id;
const shown = () =>
  desk.sim
    .messages(channelId())
    .map(({ components }) => /report number (\d+)/.exec(JSON.stringify(components))?.[1]);
const events = (bot: BotProcess, name: string) =>
  bot
    .output()
    .split('\n')
    .filter((line) => line.includes(`"event":"${name}"`));

async function startWatching(env: Readonly<Record<string, string>>, paths = ['/feed']): Promise<BotProcess> {
  const bot = await desk.startBot(env);
  for (const path of paths) {
    desk.news.feed(path, `Sample Wire ${path}`, [entry(0)]);
    await desk.sim.command('feed add', { url: desk.news.url + path }, { channelId: channelId() });
  }
  await desk.sim.command('watch add', { keyword: 'SCO' }, { channelId: channelId() });
  return bot;
}

async function twoMorePolls(path = '/feed'): Promise<void> {
  const polls = desk.news.hits(path);
  await until('two more polls', () => desk.news.hits(path) >= polls + 2);
}

describe('a disk', () => {
  it.skipIf(smallDisk === undefined)('that is full at the start ends the bot with one line', async () => {
    const place = smallDisk?.path ?? '';
    const env = { STORE_URL: `sqlite:${join(place, 'wirewatch.db')}` };
    fillDisk(join(place, 'filler'));
    const bot = desk.run(['src/cli.ts', 'start'], env);
    expect(await bot.exited).toBe(1);
    expect(bot.output()).toMatch(/^The store .*wirewatch\.db can't be .*: the disk is full: make room.*\n$/);
    expect(desk.sim.requests).toEqual([]);
    rmSync(join(place, 'filler'));
    expect(await (await desk.startBot(env)).stop()).toBe(0);
  });

  it.skipIf(failingDisk === undefined)(
    'that turns read-only under the running bot loses no alert',
    async () => {
      const port = await freePort();
      const env = {
        STORE_URL: `sqlite:${failingDisk?.path}/wirewatch.db`,
        HEALTH_PORT: `${port}`,
        BACKUP_HOURS: '0',
      };
      const bot = await startWatching(env);
      desk.news.feed('/feed', 'Sample Wire', [entry(1), entry(0)]);
      await desk.sim.waitForMessages(channelId(), 1, 60_000);
      await twoMorePolls();
      failingDisk?.fail();
      desk.news.feed('/feed', 'Sample Wire', [entry(2), entry(1), entry(0)]);
      await until('/healthz says so', async () => (await healthOf(port)).status === 503);
      await twoMorePolls();
      expect((await healthOf(port)).detail).toMatch(/^not ok since/);
      expect(events(bot, 'store-failing')).toHaveLength(1);
      expect((await desk.sim.command('help')).content).toContain('/watch add');
      await bot.stop();

      failingDisk?.repair();
      const next = await desk.startBot(env);
      await desk.sim.waitForMessages(channelId(), 2, 60_000);
      await twoMorePolls();
      expect(shown()).toEqual(['1', '2']);
      await next.stop();
    },
    180_000,
  );
});

describe('records that can’t be read', () => {
  it('in every namespace stop neither the start nor a poll nor an alert that waits', async () => {
    const path = join(folder.path, 'wirewatch.db');
    const env = { STORE_URL: `sqlite:${path}`, BACKUP_HOURS: '0' };
    const first = await startWatching(env, ['/feed', '/other']);
    desk.news.feed('/feed', 'Sample Wire', [entry(1), entry(0)]);
    await desk.sim.waitForMessages(channelId(), 1, 60_000);
    desk.sim.setPermissions(channelId(), desk.sim.guild.id, { deny: ['SendMessages'] });
    desk.news.feed('/feed', 'Sample Wire', [entry(2), entry(1), entry(0)]);
    await until('an alert waits', () => events(first, 'alert-not-posted').length > 0);
    await twoMorePolls();
    await first.stop();

    const database = new DatabaseSync(path);
    const waiting = database.prepare("SELECT key FROM records WHERE namespace = 'outbox'").all();
    expect(waiting).toHaveLength(1);
    const namespaces = database
      .prepare("SELECT DISTINCT namespace FROM records WHERE namespace <> 'lock'")
      .all()
      .map(({ namespace }) => String(namespace));
    expect(namespaces).toEqual(expect.arrayContaining(['delivered', 'feeds', 'guilds', 'items', 'outbox']));
    const spoil = database.prepare("INSERT INTO records VALUES (?, ?, 'spoilt', NULL)");
    for (const namespace of namespaces) spoil.run(namespace, randomUUID());
    spoil.run('delivered', String(waiting[0]?.key));
    // What is known of one feed's entries, of one feed and of its stories is spoilt as well.
    database
      .prepare("UPDATE records SET value = '{}' WHERE namespace = 'feeds' AND key LIKE '%/other'")
      .run();
    database.exec("UPDATE records SET value = '[7]' WHERE namespace = 'stories'");
    database.close();

    desk.sim.setPermissions(channelId(), desk.sim.guild.id, { allow: ['SendMessages'] });
    const second = await desk.startBot(env);
    await desk.sim.waitForMessages(channelId(), 2, 60_000);
    await twoMorePolls('/other');
    desk.news.feed('/feed', 'Sample Wire', [entry(3), entry(2), entry(1), entry(0)]);
    desk.news.feed('/other', 'Other Wire', [entry(4), entry(0)]);
    await desk.sim.waitForMessages(channelId(), 4, 60_000);
    await twoMorePolls();
    expect(shown()).toHaveLength(4);
    expect(new Set(shown())).toEqual(new Set(['1', '2', '3', '4']));
    const told = events(second, 'record-set-aside');
    for (const namespace of ['delivered', 'feeds', 'guilds', 'items', 'outbox'])
      expect(told.filter((line) => line.includes(`"keptAs":"${namespace}/`))).not.toEqual([]);
    expect(new Set(told.map((line) => JSON.parse(line).keptAs)).size).toBe(told.length);
    await second.stop();
  }, 180_000);
});

const answer = z.object({ parts: z.object({ store: z.object({ detail: z.string() }) }) });

async function healthOf(port: number): Promise<{ status: number; detail: string }> {
  const response = await fetch(`http://127.0.0.1:${port}/healthz`);
  return { status: response.status, detail: answer.parse(await response.json()).parts.store.detail };
}
