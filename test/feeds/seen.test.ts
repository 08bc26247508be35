import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Item } from '../../src/feeds/item.ts';
import { createSeen } from '../../src/feeds/seen.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';

const day = 24 * 3_600_000;
const feed = { url: 'https://news.example/feed', title: 'Sample Wire' };

function item(change: Partial<Item> & { id: string }): Item {
  return {
    url: `https://news.example/${change.id}`,
    title: `Report ${change.id} about things that happened there`,
    text: '',
    publishedAt: null,
    author: null,
    lang: null,
    image: null,
    feed,
    ...change,
  };
}

const opened: Store[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
});

/** A feed over days: each document is polled and remembered; resolves with the ids of what was fresh. */
async function reader() {
  let now = Date.parse('2025-09-03T00:00:00Z');
  const clock = { now: () => now };
  const store = await openStore('memory:', { clock });
  opened.push(store);
  return {
    pass(ms: number) {
      now += ms;
    },
    async poll(items: readonly Item[], { dies = false } = {}): Promise<string[]> {
      // A new one each time: nothing may depend on what a process remembers.
      const selection = await createSeen({ store, clock }).select(feed.url, items);
      if (!dies) await selection.commit();
      return selection.fresh.map(({ id }) => id);
    },
  };
}

const a = item({ id: 'a' });
const b = item({ id: 'b', title: 'Putin and Xi hold talks in the Chinese capital' });
const long =
  'The leaders of ten countries met in the city of Tianjin on Monday to sign a declaration about trade.';
const other =
  'A strong earthquake shook the east of Afghanistan at night and destroyed many villages in the hills.';

describe('the first document of a feed', () => {
  it('is where it starts from: nothing is news', async () => {
    const { poll } = await reader();
    expect(await poll([a, b])).toEqual([]);
  });

  it('may be empty: what comes after it is news', async () => {
    const { poll } = await reader();
    await poll([]);
    expect(await poll([a])).toEqual(['a']);
  });
});

describe('what stood in the feed before is not news', () => {
  it.each<[string, Item]>([
    ['with another date', { ...a, publishedAt: '2025-09-03T10:00:00.000Z' }],
    ['with an edited title', { ...a, title: 'Something else entirely is said here now' }],
    ['with another text', { ...a, text: long }],
    ['with a new id', { ...a, id: 'a-again' }],
    [
      'with a new id and an edited title',
      { ...a, id: 'a#1', title: 'New report a about things that happened there' },
    ],
    ['with a new id and tracking in its address', { ...a, id: 'a2', url: `${a.url}?utm_source=rss#top` }],
    ['with a new id under http and www', { ...a, id: 'a3', url: 'http://www.news.example/a' }],
    [
      'under another address, with the same title and no text',
      { ...a, id: 'a4', url: 'https://news.example/x/a' },
    ],
  ])('%s', async (_, changed) => {
    const { poll } = await reader();
    await poll([a, b]);
    expect(await poll([changed, b])).toEqual([]);
  });

  it('when it left and comes back weeks later', async () => {
    const { poll, pass } = await reader();
    await poll([a, b]);
    await poll([b]);
    pass(30 * day);
    expect(await poll([b, a])).toEqual([]);
  });

  it('when it stays in the feed for longer than anything is remembered', async () => {
    const { poll, pass } = await reader();
    await poll([a]);
    for (let week = 0; week < 20; week += 1) {
      pass(7 * day);
      expect(await poll([a])).toEqual([]);
    }
  });

  it('when it comes up at the end because an entry above was taken out', async () => {
    const dated = (id: string, publishedAt: string) =>
      item({ id, publishedAt, title: `Title of ${id} is long enough, ${id}` });
    const [new1, new2, new3] = [
      dated('n1', '2025-09-02T12:00:00.000Z'),
      dated('n2', '2025-09-02T11:00:00.000Z'),
      dated('n3', '2025-09-02T10:00:00.000Z'),
    ];
    const { poll } = await reader();
    await poll([new1, new2, new3]);
    expect(await poll([new1, new3, dated('old', '2025-09-01T00:00:00.000Z')])).toEqual([]);
  });
});

describe('what did not stand in the feed before is news', () => {
  it.each<[string, Item]>([
    ['undated', item({ id: 'n', title: 'Volcano erupts on an island' })],
    [
      'dated long ago',
      item({ id: 'n', title: 'Volcano erupts on an island', publishedAt: '2001-01-01T00:00:00.000Z' }),
    ],
    ['without an address', item({ id: 'n', title: 'Volcano erupts on an island', url: null })],
    [
      "at the site's home page",
      item({ id: 'n', title: 'Volcano erupts on an island', url: 'https://news.example/' }),
    ],
    [
      'under a known address, about something else',
      item({ id: 'n', title: 'Volcano erupts on an island', url: a.url }),
    ],
  ])('%s, wherever it stands', async (_, news) => {
    for (const place of [0, 1, 2]) {
      const { poll } = await reader();
      await poll([a, b]);
      expect(await poll([a, b].toSpliced(place, 0, news))).toEqual(['n']);
    }
  });

  it('beside an entry of the same address, as live blogs have them', async () => {
    const { poll } = await reader();
    const entry = (id: string) =>
      item({ id, title: `Live: the parade in Beijing, part ${id}`, url: 'https://news.example/live' });
    await poll([entry('1')]);
    expect(await poll([entry('3'), entry('2'), entry('1')])).toEqual(['3', '2']);
  });

  it('under a heading that is used every day', async () => {
    const { poll } = await reader();
    const briefing = (id: string, text: string) => item({ id, title: 'Morning briefing', text });
    await poll([briefing('1', long)]);
    expect(await poll([briefing('2', other), briefing('1', long)])).toEqual(['2']);
  });

  it('under a long heading that is used every day without a text', async () => {
    const { poll } = await reader();
    const daily = (id: string, publishedAt: string) =>
      item({ id, title: 'What you need to know this morning about the war', publishedAt });
    await poll([daily('1', '2025-09-01T06:00:00.000Z')]);
    expect(await poll([daily('2', '2025-09-02T06:00:00.000Z')])).toEqual(['2']);
  });

  it('again when the process died before it was remembered', async () => {
    const { poll } = await reader();
    await poll([a]);
    expect(await poll([b, a], { dies: true })).toEqual(['b']);
    expect(await poll([b, a])).toEqual(['b']);
    expect(await poll([b, a])).toEqual([]);
  });

  it('once where a document lists it twice', async () => {
    const { poll } = await reader();
    await poll([a]);
    expect(await poll([b, b, { ...b, id: 'b2', url: 'https://news.example/asia/b' }])).toEqual(['b']);
  });
});

describe('over any history', () => {
  const words = [
    'storm',
    'treaty',
    'summit',
    'ceasefire',
    'budget',
    'election',
    'volcano',
    'strike',
    'border',
    'train',
  ];
  const titleOf = (n: number) =>
    `${words[n % 10]} number ${n} reported near ${words[(n * 7 + 3) % 10]} and ${words[(n * 3 + 1) % 10]} today`;
  const poll = fc.record({
    /** How many new items appear, at which places, in which order the rest stands, and what is touched. */
    added: fc.nat(3),
    shuffled: fc.boolean(),
    touched: fc.boolean(),
    republished: fc.boolean(),
    dies: fc.boolean(),
    left: fc.nat(2),
  });

  it('each item is fresh once, and again only where the process died', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(poll, { maxLength: 12 }), async (polls) => {
        const { poll: read } = await reader();
        const make = (n: number): Item =>
          item({ id: `id-${n}`, title: titleOf(n), url: `https://news.example/${n}` });
        let next = 3;
        let standing = [2, 1, 0].map(make);
        await read(standing);
        const waiting = new Set<number>();
        let edition = 0;
        for (const { added, shuffled, touched, republished, dies, left } of polls) {
          edition += 1;
          for (let n = 0; n < added; n += 1) {
            waiting.add(next);
            standing.unshift(make(next++));
          }
          standing = standing.slice(0, Math.max(added, standing.length - left));
          if (shuffled) standing.reverse();
          if (touched)
            standing = standing.map((one) => ({
              ...one,
              publishedAt: `2025-09-03T00:00:${String(edition).padStart(2, '0')}.000Z`,
            }));
          if (republished) standing = standing.map((one) => ({ ...one, id: `${one.id}-${edition}` }));
          const numberOf = (id: string) => Number(id.split('-')[1]);
          const expected = standing.map(({ id }) => numberOf(id)).filter((n) => waiting.has(n));
          const fresh = (await read(standing, { dies })).map(numberOf);
          expect(new Set(fresh)).toEqual(new Set(expected));
          expect(fresh).toHaveLength(expected.length);
          // What left while it was not yet remembered can't be fresh any more.
          if (!dies) for (const n of expected) waiting.delete(n);
        }
      }),
      { numRuns: 150 },
    );
  });
});
