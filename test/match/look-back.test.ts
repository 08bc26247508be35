import { setImmediate as breathe } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Item } from '../../src/feeds/item.ts';
import { lookBack } from '../../src/match/look-back.ts';

const hourMs = 3_600_000;
const now = Date.parse('2026-01-08T00:00:00Z');
const since = now - 7 * 24 * hourMs;

const item = (feed: string, hoursAgo: number | null, title = 'Tariffs'): Item => ({
  id: `${feed} ${hoursAgo}`,
  url: null,
  title,
  text: '',
  publishedAt: hoursAgo === null ? null : new Date(now - hoursAgo * hourMs).toISOString(),
  author: null,
  lang: null,
  image: null,
  feed: { url: `https://${feed}.example/`, title: feed },
});

const look = (items: readonly Item[]) =>
  lookBack(items, ({ title }) => title === 'Tariffs', { now, since, shown: 2, breathe });

describe('looking back', () => {
  it('counts all that match and shows the newest', async () => {
    const items = [item('a', 1), item('a', 2, 'Football'), item('a', 3), item('a', 4)];
    const { found, newest } = await look(items);
    expect(found).toBe(3);
    expect(newest).toEqual([items[0], items[2]]);
  });

  it('leaves out what is older, and counts what has no date', async () => {
    expect((await look([item('a', 7 * 24 + 1), item('a', null)])).found).toBe(1);
  });

  it('goes by the pace of each feed, however far back its entries reach', async () => {
    const busy = Array.from({ length: 12 }, (_, n) => item('busy', n + 1));
    const quiet = [item('quiet', 24), item('quiet', 96, 'Football')];
    expect((await look([...busy, ...quiet])).perDay).toBeCloseTo(12 * 2 + 1 / 4);
  });

  it('takes one fresh entry for no flood', async () => {
    expect((await look([item('a', 0)])).perDay).toBe(4);
  });
});
