import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../discord-sim/interaction-answer.ts';
import type { Entry } from '../support/feed-server.ts';
import { idOf, messageOf } from './answers.ts';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const inAlerts = () => ({ channelId: desk.sim.channel('alerts').id });
const command = (path: string, values: Record<string, string | number> = {}) =>
  desk.sim.command(path, values, inAlerts());

/** Presses the button with that label under an answer. */
function press(answer: Answer, label: string): Promise<Answer> {
  const message = messageOf(answer);
  return desk.sim.click(message, idOf(message, label), inAlerts());
}

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toUTCString();

/** Entries an hour apart, the newest first. */
const entries = (count: number, title: (n: number) => string, everyHours = 1): Entry[] =>
  Array.from({ length: count }, (_, n) => ({
    title: title(n),
    guid: `entry-${n}`,
    link: `https://news.example/${n}`,
    pubDate: hoursAgo(n * everyHours),
  }));

async function readFeed(list: readonly Entry[]): Promise<void> {
  desk.news.feed('/feed', 'Sample Wire', list);
  await desk.startBot();
  await command('feed add', { url: `${desk.news.url}/feed` });
}

describe('/search', () => {
  it('finds what was reported, page by page', async () => {
    await readFeed(entries(40, (n) => (n % 2 === 0 ? `Tariff talks, day ${n}` : `Football, day ${n}`), 0.5));
    const first = await command('search', { query: 'tariffs' });
    expect(first.ephemeral).toBe(true);
    expect(first.content).toMatch(
      /^20 reports on ``tariffs`` in the last 7 days in 1 feed, about \d+ a day:/,
    );
    expect(first.content).toContain('Tariff talks, day 0');
    expect(first.content).toContain('Page 1 of 2');
    expect(first.content).not.toContain('Football');

    const second = await press(first, 'Next');
    expect(second.message?.content).toContain('Tariff talks, day 38');
    const back = await press(second, 'Back');
    expect(back.message?.content).toContain('Tariff talks, day 0');
  });

  it('keeps to the days that were asked for', async () => {
    await readFeed(entries(5, (n) => `Tariff talks, day ${n}`, 24));
    const found = await command('search', { query: 'tariffs', days: 2 });
    expect(found.content).toMatch(/^2 reports on ``tariffs`` in the last 2 days/);
  });

  it('says so where nothing was reported, and where the query is faulty', async () => {
    await readFeed(entries(3, (n) => `Football, day ${n}`));
    const nothing = await command('search', { query: 'tariffs' });
    expect(nothing.content).toContain('Nothing that matches ``tariffs`` was reported');
    const faulty = await command('search', { query: '(tariffs' });
    expect(faulty.content).toContain('unclosed');
  });
});

describe('/trends', () => {
  it("draws what is watched, with the newest report of the peak and words for those who can't see it", async () => {
    await readFeed(entries(30, (n) => (n % 3 === 0 ? `Tariff talks, day ${n}` : `Football, day ${n}`), 4));
    await command('watch add', { keyword: 'tariffs' });
    await command('watch add', { keyword: 'football' });
    const drawn = await command('trends');
    expect(drawn.content).toMatch(/\*\*A\*\* ``football``: 20 reports\n- \[Football, day \d+\]/);
    expect(drawn.content).toMatch(/\*\*B\*\* ``tariffs``: 10 reports/);
    const [picture] = drawn.message?.attachments ?? [];
    expect(picture?.description).toMatch(
      /^Reports of the last 7 days. football: 20 reports, at most \d in one day; tariffs/,
    );
    const bytes = await (await fetch(picture?.url ?? '')).bytes();
    expect(Buffer.from(bytes.subarray(1, 4)).toString()).toBe('PNG');
  });

  it('draws a keyword that is not watched, and says so where nothing was reported', async () => {
    await readFeed(entries(5, (n) => `Football, day ${n}`));
    expect((await command('trends', { keyword: 'football', days: 1 })).content).toContain('5 reports');
    expect((await command('trends', { keyword: 'tariffs' })).content).toContain('Nothing of it was reported');
    expect((await command('trends')).content).toContain('Nothing is watched here yet');
  });
});

describe('/watch add', () => {
  it('tells how often a keyword would have come, with the newest', async () => {
    await readFeed(entries(8, (n) => `Tariff talks, day ${n}`, 12));
    const added = await command('watch add', { keyword: 'tariffs' });
    expect(added.content).toContain('8 matches in the last 7 days in 1 feed, about 2 a day.');
    expect(added.content).toContain('Tariff talks, day 2');
    expect(added.content).not.toContain('Tariff talks, day 3');
  });

  it('asks before it watches what would flood the channel, and offers what would not', async () => {
    const often = (n: number): Entry => ({
      title: n % 10 === 0 ? `Tariff talks, round ${n}` : `Markets, hour ${n}`,
      description: 'Traders wait for the tariffs.',
      guid: `entry-${n}`,
      link: `https://news.example/${n}`,
      pubDate: hoursAgo(n / 10),
    });
    await readFeed(Array.from({ length: 100 }, (_, n) => often(n)));
    const asked = await command('watch add', { keyword: 'tariffs' });
    expect(asked.content).toContain('Nothing is watched yet.');
    expect(asked.content).toMatch(/would find about 2\d\d a day/);
    expect((await command('watch list')).content).toContain('Nothing is watched here yet');

    const answered = await press(asked, 'In titles only (about 24 a day)');
    expect(answered.message?.content).toContain('Watching ``title:tariffs``');
    expect((await command('watch list')).content).toContain('title:tariffs');
  });
});

describe('Undo', () => {
  it('brings a removed keyword back, once', async () => {
    await readFeed(entries(1, () => 'Tariff talks'));
    await command('watch add', { keyword: 'Tariffs' });
    const removed = await command('watch remove', { keyword: 'tariffs' });
    expect((await command('watch list')).content).not.toContain('Tariffs');
    const undone = await press(removed, 'Undo');
    expect(undone.message?.content).toContain('``Tariffs`` is watched on **main** again.');
    expect((await command('watch list')).content).toContain('Tariffs');
  });

  it('brings an ended subscription back', async () => {
    await readFeed(entries(1, () => 'Tariff talks'));
    await command('watch add', { keyword: 'tariffs' });
    const ended = await command('unsubscribe');
    expect((await command('subscriptions')).content).toContain('No channel gets alerts yet');
    await press(ended, 'Undo');
    expect((await command('subscriptions')).content).toContain('**main**');
  });
});
