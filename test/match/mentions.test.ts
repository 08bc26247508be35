import { setImmediate as breathe } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Item } from '../../src/feeds/item.ts';
import { countMentions } from '../../src/match/mentions.ts';

const hourMs = 3_600_000;
const until = Date.parse('2026-01-08T00:00:00Z');
const times = { since: until - 4 * hourMs, until, periodMs: hourMs, breathe };

const item = (hoursAgo: number | null, title: string): Item => ({
  id: `${title} ${hoursAgo}`,
  url: null,
  title,
  text: '',
  publishedAt: hoursAgo === null ? null : new Date(until - hoursAgo * hourMs).toISOString(),
  author: null,
  lang: null,
  image: null,
  feed: { url: 'https://a.example/', title: 'A' },
});

const wordsOf = ({ title }: Item) => title.split(' ');

describe('mentions', () => {
  it('are counted by the period they were published in', async () => {
    const items = [item(0.5, 'sco'), item(0.9, 'sco'), item(3.5, 'sco')];
    const [sco] = await countMentions(items, wordsOf, times);
    expect(sco).toEqual({
      keyword: 'sco',
      total: 3,
      counts: [1, 0, 0, 2],
      peak: { at: 3, item: items[0] },
    });
  });

  it('come with the most reported keyword first', async () => {
    const found = await countMentions([item(1, 'un sco'), item(2, 'sco')], wordsOf, times);
    expect(found.map(({ keyword, total }) => [keyword, total])).toEqual([
      ['sco', 2],
      ['un', 1],
    ]);
  });

  it('count a keyword once an item, and no item from before, after or without a date', async () => {
    const items = [item(-1, 'sco'), item(1, 'sco sco'), item(5, 'sco'), item(null, 'sco')];
    expect((await countMentions(items, wordsOf, times))[0]?.total).toBe(1);
  });
});
