import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Item } from '../../src/feeds/item.ts';
import { createSeen } from '../../src/feeds/seen.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';

const hour = 3_600_000;
const day = 24 * hour;
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
  const select = async (items: readonly Item[], { dies = false, gapMs = null }: Reading = {}) => {
    // A new one each time: nothing may depend on what a process remembers.
    const selection = await createSeen({ store, clock }).select(feed.url, items, { gapMs });
    if (!dies) await selection.commit();
    return selection;
  };
  return {
    store,
    clock,
    now: clock.now,
    pass(ms: number) {
      now += ms;
    },
    select,
    items: async (items: readonly Item[], reading?: Reading) => (await select(items, reading)).fresh,
    poll: async (items: readonly Item[], reading?: Reading) =>
      (await select(items, reading)).fresh.map(({ id }) => id),
  };
}

interface Reading {
  readonly dies?: boolean;
  readonly gapMs?: number | null;
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

  it('but not an edition of an entry that stands beside it with the same text', async () => {
    const { poll } = await reader();
    const edition = (id: string, title: string) =>
      item({ id, title, text: long, url: 'https://news.example/7' });
    await poll([edition('7#0', 'Kim arrives in Beijing by train')]);
    expect(
      await poll([
        edition('7#1', 'Kim arrives in Beijing by train for parade'),
        edition('7#0', 'Kim arrives in Beijing by train'),
      ]),
    ).toEqual([]);
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

describe('what is told apart and what is not', () => {
  const at = (id: string, url: string, change: Partial<Item>) => item({ id, url, ...change });
  const page = 'https://news.example/story-of-the-day';
  const kim = 'Kim Jong Un’s train leaves for Beijing';

  it.each<[string, Item, Item]>([
    [
      'a new edition in the id with a headline written anew',
      at('k#0', page, { title: kim }),
      at('k#1', page, { title: 'Kim Jong Un arrives in Beijing ahead of parade' }),
    ],
    [
      'a new edition in the id with another headline over the same text',
      at('k#0', page, { title: kim, text: long }),
      at('k#1', page, { title: 'Leaders gather', text: `${long} They left on Tuesday.` }),
    ],
    [
      'a teaser that became the whole text',
      at('1', 'https://news.example/1', { title: kim, text: long.slice(0, 60) }),
      at('2', 'https://news.example/2', { title: kim, text: `${long} ${other}` }),
    ],
    [
      'a short headline with the same text on the same day in another section',
      at('1', 'https://news.example/asia/1', { title: 'Quake hits', text: other }),
      at('2', 'https://news.example/world/1', { title: 'Quake hits', text: other }),
    ],
    [
      'an emoji and a label before the headline',
      at('1', 'https://news.example/1', { title: kim }),
      at('2', 'https://news.example/2', { title: `🔴 LIVE: ${kim}` }),
    ],
    [
      'the outlet behind the headline',
      at('1', 'https://news.example/1', { title: kim }),
      at('2', 'https://news.example/2', { title: `${kim} | Sample Wire` }),
    ],
    [
      'a toll that rises, in a new edition',
      at('1#0', page, { title: 'At least 800 killed in Afghanistan earthquake' }),
      at('1#1', page, { title: 'At least 1,400 killed in Afghanistan earthquake' }),
    ],
    [
      'an outlet of any name behind the headline',
      at('1', 'https://news.example/1', { title: kim }),
      at('2', 'https://news.example/2', { title: `${kim} - Haaretz` }),
    ],
    [
      'other quotes, accents and hyphens',
      at('1', 'https://news.example/1', { title: '“Erdoğan” meets Kim Jong-un in Beijing' }),
      at('2', 'https://news.example/2', { title: "'Erdogan' meets Kim Jong Un in Beijing" }),
    ],
    [
      'no text at the site’s home page, under a telling headline',
      at('1', 'https://news.example/', { title: kim }),
      at('2', 'https://www.news.example/index.html', { title: kim }),
    ],
  ])('is not news: %s', async (_, before, after) => {
    const { poll } = await reader();
    await poll([before, b]);
    expect(await poll([after, b])).toEqual([]);
  });

  it.each<[string, Item, Item]>([
    [
      'a service notice of the same form with other numbers',
      at('1', 'https://news.example/1', {
        title: 'Service change',
        text: 'Line 4 does not run between North and South until 5 pm today.',
      }),
      at('2', 'https://news.example/2', {
        title: 'Service change',
        text: 'Line 7 does not run between North and South until 5 pm today.',
      }),
    ],
    [
      'the same short heading and formula a day later',
      at('1', 'https://news.example/1', {
        title: 'Morning briefing',
        text: 'Here is what you need to know to start the day.',
        publishedAt: '2025-09-01T06:00:00.000Z',
      }),
      at('2', 'https://news.example/2', {
        title: 'Morning briefing',
        text: 'Here is what you need to know to start the day.',
        publishedAt: '2025-09-02T06:00:00.000Z',
      }),
    ],
    [
      'a short heading over another text under one address',
      at('1', page, { title: 'Service change', text: long }),
      at('2', page, { title: 'Service change', text: other }),
    ],
    [
      'a short heading without a text',
      at('1', 'https://news.example/1', { title: 'Quake' }),
      at('2', 'https://news.example/2', { title: 'Quake' }),
    ],
    [
      'another article under the address of the day',
      at('1', page, { title: kim, text: long }),
      at('2', page, { title: 'Villages destroyed', text: other }),
    ],
    [
      'another headline at the site’s home page',
      at('1', 'https://news.example/en/', { title: kim }),
      at('2', 'https://news.example/en', { title: 'Kim Jong Un’s train leaves Beijing' }),
    ],
    [
      'the same long headline over another text',
      at('1', 'https://news.example/1', { title: 'What we know about the attack so far', text: long }),
      at('2', 'https://news.example/2', { title: 'What we know about the attack so far', text: other }),
    ],
    [
      'a report of one form with other numbers, under the same long title',
      at('1', 'https://news.example/1', {
        title: 'M 4.5 - South Sandwich Islands region',
        text: '2025-09-03 01:02:03 UTC 55.1°S 27.2°W Depth 10.0 km (6.2 mi)',
      }),
      at('2', 'https://news.example/2', {
        title: 'M 4.5 - South Sandwich Islands region',
        text: '2025-09-03 05:06:07 UTC 55.1°S 27.2°W Depth 10.0 km (6.2 mi)',
      }),
    ],
    [
      'the same warning for another place',
      at('1', 'https://news.example/1', { title: 'Severe weather warning issued for tonight - Scotland' }),
      at('2', 'https://news.example/2', { title: 'Severe weather warning issued for tonight - Wales' }),
    ],
    [
      'the next part of a series, at the address of the series',
      at('1', page, { title: 'Ukraine war: what happened on day 1,290', text: long }),
      at('2', page, { title: 'Ukraine war: what happened on day 1,291', text: long }),
    ],
  ])('is news: %s', async (_, before, after) => {
    const { poll } = await reader();
    await poll([before, b]);
    expect(await poll([after, b])).toEqual([after.id]);
  });

  it('knows an entry by its last headline, not its first', async () => {
    const { poll } = await reader();
    await poll([at('1', page, { title: kim })]);
    await poll([at('1', page, { title: 'Leaders sign declaration on trade and borders' })]);
    expect(await poll([at('2', page, { title: 'Leaders sign a declaration on trade and borders' })])).toEqual(
      [],
    );
  });

  it('knows an entry through edition after edition, each with a headline that is like the last one only', async () => {
    const { poll } = await reader();
    await poll([at('1#0', page, { title: 'Kim Jong Un leaves Pyongyang by train' })]);
    for (const [edition, title] of [
      'Kim Jong Un leaves by train for Beijing',
      'Kim travels by train to Beijing for parade',
      'Kim travels to Beijing, watches parade beside Xi',
    ].entries()) {
      expect(await poll([at(`1#${edition + 1}`, page, { title })])).toEqual([]);
    }
  });

  it('keeps the entries of a page apart when the older ones have left it', async () => {
    const { poll } = await reader();
    const post = (id: string, title: string) => at(id, page, { title });
    await poll([post('2', 'Xi welcomes guests at the gate'), post('1', 'Soldiers march past the gate')]);
    expect(await poll([post('3', 'Soldiers march past the square')])).toEqual(['3']);
  });

  it('does not flood when a feed speaks again after longer than anything is remembered', async () => {
    const { poll, pass } = await reader();
    await poll([a, b]);
    pass(200 * day);
    expect(await poll([item({ id: 'n', title: 'Volcano erupts on an island' }), a, b])).toEqual(['n']);
    expect(await poll([a, b])).toEqual([]);
  });

  it('does not flood when a page of very many short entries gets new ids', async () => {
    const { poll } = await reader();
    const changelog = (edition: string) =>
      Array.from({ length: 300 }, (_, n) => at(`${n}${edition}`, page, { title: `v1.${n} fixes` }));
    await poll(changelog('a'));
    expect(await poll(changelog('b'))).toEqual([]);
    expect(await poll([at('new', page, { title: 'v2.0 features' }), ...changelog('c')])).toEqual(['new']);
  });

  it('knows posts without a title and address by their text', async () => {
    const { poll } = await reader();
    const post = (id: string, text: string) => item({ id, title: '', url: null, text });
    await poll([post('1', long)]);
    expect(await poll([post('2', long), post('3', other)])).toEqual(['3']);
  });

  it('remembers what left the feed for 45 days from then on', async () => {
    const { poll, pass } = await reader();
    await poll([a, b]);
    pass(20 * day);
    await poll([a, b]);
    await poll([b]);
    pass(44 * day);
    expect(await poll([b, a])).toEqual([]);
  });

  it('tells an item of the end of a document that is late, not old', async () => {
    const dated = (id: string, publishedAt: string) =>
      item({ id, publishedAt, title: `Title of ${id} is long enough, ${id}` });
    const [first, second, third] = [
      dated('n1', '2025-09-02T12:00:00.000Z'),
      dated('n2', '2025-09-02T11:00:00.000Z'),
      dated('n3', '2025-09-02T10:00:00.000Z'),
    ];
    const late = dated('late', '2025-09-01T00:00:00.000Z');
    const undated = item({ id: 'undated', title: 'A title that is long enough' });
    for (const [document, news] of [
      [[first, second, third, late], 'late'],
      [[first, late, third], 'late'],
      [[first, second, late], 'late'],
      [[first, third, undated], 'undated'],
    ] as const) {
      const { poll } = await reader();
      await poll([first, second, third]);
      expect(await poll(document)).toEqual([news]);
    }
  });

  it('tells thousands of entries with one address and heading apart by their texts', async () => {
    const { poll } = await reader();
    const notice = (n: number) =>
      item({
        id: `n${n}`,
        title: 'Service change',
        url: page,
        text: Array.from({ length: 12 }, (_, at) => `place${(n * 31 + at * 977) % 9973}`).join(' '),
      });
    const notices = Array.from({ length: 2_000 }, (_, n) => notice(n));
    await poll(notices.slice(0, 1_000));
    expect(await poll(notices)).toHaveLength(1_000);
  });

  it('asks the store a few times only, however long the document', async () => {
    const store = await openStore('memory:', { clock: { now: () => 0 } });
    opened.push(store);
    let calls = 0;
    const counting: Store = {
      ...store,
      records: (namespace, schema) => {
        const records = store.records(namespace, schema);
        return new Proxy(records, {
          get(target, name, receiver) {
            calls += 1;
            return Reflect.get(target, name, receiver);
          },
        });
      },
    };
    const seen = createSeen({ store: counting, clock: { now: () => 0 } });
    const documentOf = (from: number) =>
      Array.from({ length: 300 }, (_, n) =>
        item({ id: `i${from + n}`, title: `Report number ${from + n} of many` }),
      );
    const callsOf = async (items: Item[]) => {
      calls = 0;
      await (await seen.select(feed.url, items)).commit();
      return calls;
    };
    expect(await callsOf(documentOf(0))).toBeLessThanOrEqual(7);
    expect(await callsOf(documentOf(0))).toBe(2);
    expect(await callsOf(documentOf(200))).toBeLessThanOrEqual(7);
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
        const { items: read, pass, now } = await reader();
        const make = (n: number): Item =>
          item({
            id: `id-${n}`,
            title: titleOf(n),
            url: `https://news.example/${n}`,
            publishedAt: new Date(now()).toISOString(),
          });
        let next = 3;
        let standing = [2, 1, 0].map(make);
        await read(standing);
        const waiting = new Set<number>();
        let edition = 0;
        for (const { added, shuffled, touched, republished, dies, left } of polls) {
          edition += 1;
          pass(hour);
          for (let n = 0; n < added; n += 1) {
            waiting.add(next);
            standing.unshift(make(next++));
          }
          standing = standing.slice(0, Math.max(added, standing.length - left));
          if (shuffled) standing.reverse();
          if (touched)
            standing = standing.map((one) => ({
              ...one,
              publishedAt: new Date(Date.parse(one.publishedAt ?? '') + 1_000).toISOString(),
            }));
          if (republished) standing = standing.map((one) => ({ ...one, id: `${one.id}-${edition}` }));
          // A feed whose ids change too often is known by its entries' addresses.
          const numberOf = ({ url }: Item) => Number(url?.split('/').at(-1));
          const expected = standing.map(numberOf).filter((n) => waiting.has(n));
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
