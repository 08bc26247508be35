import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Item } from '../../src/feeds/item.ts';
import { createSeen } from '../../src/feeds/seen.ts';
import { createSeenMemory } from '../../src/feeds/seen-memory.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { day, hour, minute, start } from './polling.ts';

const url = 'https://news.example/feed';
const words = ['storm', 'treaty', 'summit', 'ceasefire', 'budget', 'election', 'volcano', 'strike', 'border'];

function entry(n: number, change: Partial<Item> = {}): Item {
  return {
    id: `g${n}`,
    url: `http://news.example/${n}`,
    title: `${words[n % 9]} number ${n} reported near the ${words[(n * 7 + 3) % 9]} of ${words[(n * 5) % 9]}`,
    text: '',
    publishedAt: null,
    author: null,
    lang: null,
    image: null,
    feed: { url, title: 'Sample Wire' },
    ...change,
  };
}
const iso = (at: number) => new Date(at).toISOString();
/** Twenty entries, the newest first, an hour apart, the newest at `last`. */
const page = (first: number, last: number | null, count = 20) =>
  Array.from({ length: count }, (_, n) =>
    entry(first - n, { publishedAt: last === null ? null : iso(last - n * hour) }),
  );

const opened: Store[] = [];
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
});

async function open() {
  let now = start;
  const clock = { now: () => now };
  const store = await openStore('memory:', { clock });
  opened.push(store);
  return {
    store,
    clock,
    pass(ms: number) {
      now += ms;
    },
    async poll(items: readonly Item[], gapMs: number | null = hour, from = url) {
      const selection = await createSeen({ store, clock }).select(from, items, { gapMs });
      await selection.commit();
      return { fresh: selection.fresh.map(({ title }) => title), surge: selection.surge };
    },
  };
}
const titles = (items: readonly Item[]) => items.map(({ title }) => title);

describe('most entries change at once and are no news', () => {
  it.each<[string, (item: Item, n: number) => Item]>([
    ['other ids', (item, n) => ({ ...item, id: `new-${n}` })],
    [
      'other ids, and https',
      (item, n) => ({ ...item, id: `new-${n}`, url: `https://www.news.example/${20 - n}` }),
    ],
    [
      'other ids and addresses',
      (item, n) => ({ ...item, id: `new-${n}`, url: `https://news.example/a/${n}` }),
    ],
  ])('under %s: they are known by address and title', async (_, change) => {
    const { poll, pass } = await open();
    const before = page(20, start);
    await poll(before);
    pass(10 * minute);
    expect(await poll(before.map(change))).toEqual({ fresh: [], surge: { kind: 'renamed', entries: 20 } });
    pass(10 * minute);
    const news = entry(21, { publishedAt: iso(start + 15 * minute) });
    expect((await poll([news, ...before.map(change)])).fresh).toEqual([news.title]);
  });

  it.each<[string, Item[]]>([
    ['another feed, dated before', page(120, start - day)],
    ['another feed, without dates', page(120, null)],
    [
      'another feed, dated at the request',
      page(120, null).map((item) => ({ ...item, publishedAt: iso(start + 10 * minute) })),
    ],
  ])('%s: they are not told, nor what comes back after it', async (_, other) => {
    const { poll, pass } = await open();
    const before = page(20, start);
    await poll(before);
    pass(10 * minute);
    expect(await poll(other)).toEqual({ fresh: [], surge: { kind: 'swept', entries: 20 } });
    pass(10 * minute);
    const news = entry(21, { publishedAt: iso(start + 15 * minute) });
    expect(await poll([news, ...before])).toEqual({ fresh: [news.title], surge: null });
  });

  it('but what is dated after all of before is told even then', async () => {
    const { poll, pass } = await open();
    await poll(page(20, start));
    pass(10 * minute);
    const news = entry(300, { publishedAt: iso(start + 5 * minute) });
    expect(await poll([news, ...page(120, start - day)])).toEqual({
      fresh: [news.title],
      surge: { kind: 'swept', entries: 20 },
    });
  });

  it('because the store lost what it knew of them', async () => {
    const { poll } = await open();
    expect(await poll(page(20, start))).toEqual({ fresh: [], surge: null });
  });
});

describe('a page that is new as a whole is told', () => {
  it.each<[string, Item[], number]>([
    ['after a day in which nobody looked', page(60, start + day), day],
    ['after a day, without dates', page(60, null), day],
    ['after minutes, where a cache stood still before', page(60, start + 20 * minute, 6), 25 * minute],
  ])('%s', async (_, items, passed) => {
    const { poll, pass } = await open();
    const before = page(20, items[0]?.publishedAt === null ? null : start - day);
    await poll(before);
    pass(passed);
    const dated = items.map((item, n) =>
      item.publishedAt === null ? item : { ...item, publishedAt: iso(start + passed - n * minute) },
    );
    expect(await poll(dated)).toEqual({ fresh: titles(dated), surge: null });
  });

  it('where a feed brings batches', async () => {
    const { poll, pass } = await open();
    await poll(page(20, null));
    pass(10 * minute);
    expect((await poll(page(60, null), 0)).fresh).toHaveLength(20);
  });

  it('where it is short, or follows a short one', async () => {
    const { poll, pass } = await open();
    await poll(page(4, null, 4));
    pass(minute);
    expect((await poll(page(20, null, 8))).fresh).toHaveLength(8);
    pass(minute);
    expect((await poll(page(60, null, 4))).fresh).toHaveLength(4);
  });

  it('whatever pauses and bursts it comes in, as long as its entries are dated when they come', async () => {
    const visit = fc.record({ pass: fc.integer({ min: 1, max: 3 * 24 * 60 }), brings: fc.nat(30) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(visit, { maxLength: 8 }),
        fc.integer({ min: 1, max: 25 }),
        async (visits, size) => {
          const { poll, pass, clock } = await open();
          let next = 1_000;
          let standing = page(20, start, size);
          await poll(standing);
          for (const { pass: minutes, brings } of visits) {
            const before = clock.now();
            pass(minutes * minute);
            const come = Array.from({ length: brings }, (_, n) =>
              entry(next++, { publishedAt: iso(before + ((n + 1) * minutes * minute) / brings) }),
            ).reverse();
            standing = [...come, ...standing].slice(0, Math.max(size, brings));
            expect((await poll(standing)).fresh).toEqual(titles(come));
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a feed that gives its entries other ids at every request', () => {
  it.each<[string, (n: number, round: number) => string]>([
    ['under the same addresses', (n) => `https://news.example/${n}`],
    ['under other addresses too', (n, round) => `https://news.example/articles/${round}x${n}`],
  ])('%s, is read without them, and remembers no more for it', async (_, address) => {
    const { poll, pass, store, clock } = await open();
    const kinds: (string | undefined)[] = [];
    const told: string[] = [];
    const news: string[] = [];
    let standing = page(20, start);
    let known = 0;
    for (let round = 0; round < 12; round += 1) {
      const items = standing.map((item) => {
        const n = Number(item.id.slice(1));
        return { ...item, id: `${round}-${n}`, url: address(n, round) };
      });
      const { fresh, surge } = await poll(items);
      told.push(...fresh);
      kinds.push(surge?.kind);
      const memory = await createSeenMemory({ store })(url);
      known = (await memory.byKey(items.map((item) => memory.keyed(item).heading ?? '')))
        .values()
        .reduce((sum, entries) => sum + entries.length, 0);
      pass(hour);
      const come = entry(21 + round, { publishedAt: iso(clock.now()) });
      if (round < 11) news.push(come.title);
      standing = [come, ...standing.slice(0, 19)];
    }
    expect(told).toEqual(news);
    expect(kinds.slice(0, 4)).toEqual([undefined, 'renamed', 'renamed', 'renamed']);
    expect(kinds.slice(4).every((kind) => kind === undefined)).toBe(true);
    expect(known).toBeLessThan(20 * 5);
  });
});

describe('a feed at another address goes on from what was known', () => {
  const moved = 'https://news.example/new-feed';

  it('of its last document and of what had left before', async () => {
    const { poll, pass, store, clock } = await open();
    await poll(page(20, start));
    pass(hour);
    await poll(page(30, start + hour));
    await createSeen({ store, clock }).inherit(url, moved);
    pass(hour);
    const news = entry(31, { publishedAt: iso(start + 2 * hour) });
    const returned = entry(2, { publishedAt: iso(start - 18 * hour) });
    expect((await poll([news, ...page(30, start + hour), returned], hour, moved)).fresh).toEqual([
      news.title,
    ]);
  });

  it('and is told what comes, also where the old address is still read', async () => {
    const { poll, pass, store, clock } = await open();
    await poll(page(20, start));
    await createSeen({ store, clock }).inherit(url, moved);
    pass(hour);
    const next = page(21, start + hour);
    expect((await poll(next)).fresh).toHaveLength(1);
    expect((await poll(next, hour, moved)).fresh).toHaveLength(1);
    expect((await poll(next, hour, moved)).fresh).toEqual([]);
  });
});
