import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Entry } from '../support/feed-server.ts';
import { type Desk, openDesk, until } from './desk.ts';

const old: Entry = { title: 'Kim Jong Un inspects a factory', guid: 'old', link: 'https://news.example/old' };
const arrival: Entry = {
  title: 'Kim Jong Un arrives in Beijing for the parade',
  guid: 'arrival',
  link: 'https://news.example/arrival',
  description:
    'The armoured train of Kim Jong Un reached the Chinese capital on Tuesday. He is to attend a military parade. It is his first trip abroad in two years.',
};

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const alerts = () => desk.sim.messages(desk.sim.channel('alerts').id);
const inAlerts = () => ({ channelId: desk.sim.channel('alerts').id });

/** Waits until the news server was asked once more, twice: what was there before has then been read. */
async function nextPolls(path: string): Promise<void> {
  const before = desk.news.hits(path);
  await until('two more polls', () => desk.news.hits(path) >= before + 2);
}

describe('the main job', () => {
  it('posts exactly one message for a new item, and still one after a restart', async () => {
    desk.news.feed('/feed', 'Sample Wire', [old]);
    const bot = await desk.startBot();
    const added = await desk.sim.command('feed add', { url: `${desk.news.url}/feed` }, inAlerts());
    expect(added.content).toContain('Sample Wire');
    const watched = await desk.sim.command('watch add', { keyword: 'Kim Jong Un' }, inAlerts());
    expect(watched.ephemeral).toBe(true);
    expect(watched.content).toContain('Kim Jong Un inspects a factory');
    expect(alerts()).toHaveLength(0);

    desk.news.feed('/feed', 'Sample Wire', [arrival, old]);
    const [message] = await desk.sim.waitForMessages(desk.sim.channel('alerts').id, 1, 60_000);
    const shown = JSON.stringify(message);
    expect(shown).toContain('Kim Jong Un arrives in Beijing for the parade');
    expect(shown).toContain('https://news.example/arrival');
    expect(shown).toContain('**Kim Jong Un**');
    expect(shown).toContain('Sample Wire');

    await nextPolls('/feed');
    expect(await bot.stop()).toBe(0);
    await desk.startBot();
    await nextPolls('/feed');
    expect(alerts()).toHaveLength(1);
    expect(desk.sim.unknownRequests).toEqual([]);
  });

  it('tells the same item once, however it comes back', async () => {
    desk.news.feed('/feed', 'Sample Wire', [old]);
    desk.news.feed('/asia', 'Sample Asia', [old]);
    await desk.startBot();
    for (const path of ['/feed', '/asia']) {
      await desk.sim.command('feed add', { url: desk.news.url + path }, inAlerts());
    }
    await desk.sim.command('watch add', { keyword: 'Kim Jong Un' }, inAlerts());

    const copies: readonly (readonly Entry[])[] = [
      [arrival, old],
      [{ ...arrival, pubDate: 'Tue, 02 Sep 2025 10:00:00 GMT' }, old],
      [{ ...arrival, title: 'Kim Jong Un arrives in Beijing for military parade' }, old],
      [{ ...arrival, link: 'http://www.news.example/arrival?utm_source=rss#top' }, old],
      [
        { ...arrival, guid: 'arrival-again' },
        { ...old, guid: 'old-again' },
      ],
      [old, arrival],
    ];
    for (const entries of copies) {
      desk.news.feed('/feed', 'Sample Wire', entries);
      await nextPolls('/feed');
    }
    desk.news.feed('/asia', 'Sample Asia', [
      {
        ...arrival,
        title: `🚨 ${arrival.title} - Sample Asia`,
        guid: 'asia-1',
        link: 'https://asia.example/1',
      },
      old,
    ]);
    await nextPolls('/asia');
    expect(alerts()).toHaveLength(1);
  });

  it('misses no item that is undated, back-dated or shares its address', async () => {
    desk.news.feed('/feed', 'Sample Wire', [old]);
    await desk.startBot();
    await desk.sim.command('feed add', { url: `${desk.news.url}/feed` }, inAlerts());
    await desk.sim.command('watch add', { keyword: 'SCO' }, inAlerts());
    desk.news.feed('/feed', 'Sample Wire', [
      { title: 'SCO leaders gather in Tianjin', guid: 'a', link: 'https://news.example/live' },
      { title: 'Modi lands for talks with the SCO hosts', guid: 'b', link: 'https://news.example/live' },
      old,
      {
        title: 'Shanghai Cooperation Organisation admits Laos as a partner',
        guid: 'c',
        link: 'https://news.example/laos',
        pubDate: 'Wed, 01 Jan 2020 00:00:00 GMT',
      },
    ]);
    await desk.sim.waitForMessages(desk.sim.channel('alerts').id, 3, 60_000);
    await nextPolls('/feed');
    expect(alerts()).toHaveLength(3);
  });

  it('lets no broken feed stop another, and says what is wrong with it', async () => {
    desk.news.feed('/good', 'Sample Wire', [old]);
    desk.news.feed('/bad', 'Sample Asia', [old]);
    await desk.startBot();
    for (const path of ['/good', '/bad']) {
      await desk.sim.command('feed add', { url: desk.news.url + path }, inAlerts());
    }
    await desk.sim.command('watch add', { keyword: 'Kim Jong Un' }, inAlerts());
    desk.news.page('/bad', 'out of order', 'text/plain', 500);
    await nextPolls('/bad');
    desk.news.feed('/good', 'Sample Wire', [arrival, old]);
    await desk.sim.waitForMessages(desk.sim.channel('alerts').id, 1, 60_000);
    const status = await desk.sim.command('status', {}, inAlerts());
    expect(status.content).toMatch(/⚠️ \*\*Sample Asia\*\* failed \d+ times? in a row: .*500/);
  });
});
