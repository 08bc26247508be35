import { describe, expect, it } from 'vitest';
import type { Item } from '../../src/feeds/item.ts';
import {
  currentGap,
  firstArrivals,
  isSilent,
  itemsADay,
  usualGap,
  withArrivals,
} from '../../src/feeds/rhythm.ts';

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.parse('2025-09-03T00:00:00Z');

const item = (publishedAt: number | null): Item => ({
  id: String(publishedAt),
  url: null,
  title: 'A title',
  text: '',
  publishedAt: publishedAt === null ? null : new Date(publishedAt).toISOString(),
  author: null,
  lang: null,
  image: null,
  feed: { url: 'https://news.example/feed', title: 'Sample Wire' },
});
const every = (gap: number, count: number, last = now) =>
  Array.from({ length: count }, (_, n) => last - n * gap);

describe('when the entries of a feed came', () => {
  it('is at first what its dates say, of the newest ten', () => {
    const dates = every(hour, 15).reverse();
    expect(firstArrivals(dates.map(item), now)).toEqual(every(hour, 10));
  });

  it('is unknown of entries without a date, and never in the future', () => {
    expect(firstArrivals([item(null), item(now + hour), item(now - hour)], now)).toEqual([now, now - hour]);
  });

  it('is unknown where all dates say when the feed was asked for', () => {
    expect(firstArrivals([item(now), item(now - 1_000), item(now - 2_000)], now)).toEqual([]);
    expect(firstArrivals([item(now - day), item(now - day), item(now - day)], now)).toHaveLength(3);
  });

  it.each<[string, number | null, number]>([
    ['by its date, between two readings', now - hour, now - hour],
    ['at the last reading, where it is dated before that', now - 10 * day, now - 2 * hour],
    ['now, where it has no date', null, now],
    ['now, where its date lies ahead', now + day, now],
  ])('is, for a new one, %s', (_, publishedAt, expected) => {
    expect(withArrivals([now - day], [item(publishedAt)], { since: now - 2 * hour, now })).toEqual([
      expected,
      now - day,
    ]);
  });
});

describe('the rhythm of a feed', () => {
  it('is the mean of its ten latest gaps, the silence since included', () => {
    expect(currentGap(every(hour, 10, now - hour), now)).toBe(hour);
    expect(currentGap(every(hour, 10, now - 11 * hour), now)).toBe(2 * hour);
    expect(currentGap([], now)).toBeNull();
  });

  it('is usual without that silence, and known from five entries on', () => {
    expect(usualGap(every(hour, 10, now - day))).toBe(hour);
    expect(usualGap(every(hour, 4))).toBeNull();
  });

  it('gives the entries a day', () => {
    expect(itemsADay(every(hour, 10, now - hour), now)).toBe(24);
    expect(itemsADay([], now)).toBeNull();
  });
});

describe('a feed is silent', () => {
  it.each<[string, number[], boolean]>([
    ['after a week, where it brought something every hour', every(hour, 10, now - 7 * day - 1), true],
    ['but not over a long weekend', every(hour, 10, now - 4 * day), false],
    ['after ten times its gap, where that is longer', every(2 * day, 10, now - 21 * day), true],
    ['but not before', every(2 * day, 10, now - 19 * day), false],
    ['but not where too little is known of it', every(hour, 4, now - 300 * day), false],
    ['but not where nothing is', [], false],
  ])('%s', (_, arrivals, expected) => {
    expect(isSilent(arrivals, now)).toBe(expected);
  });
});
