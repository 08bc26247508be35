import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Item } from '../../src/feeds/item.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { createMemoryStoryBook, createStoryBook } from '../../src/stories/story-book.ts';

const clock = { now: () => Date.parse('2025-09-03T00:00:00Z') };

function item(feed: string, id: string, change: Partial<Item>): Item {
  return {
    id,
    url: `https://${feed}.example/${id}`,
    title: `Item ${id} of ${feed}`,
    text: '',
    publishedAt: null,
    author: null,
    lang: null,
    image: null,
    feed: { url: `https://${feed}.example/feed`, title: feed },
    ...change,
  };
}

/** Which stories the items belong to, as small numbers in order of appearance. */
async function storiesOf(items: readonly Item[]): Promise<number[]> {
  const { assign } = createMemoryStoryBook();
  const numbers = new Map<string, number>();
  const stories: number[] = [];
  for (const one of items) {
    const { storyId } = await assign(one);
    numbers.set(storyId, numbers.get(storyId) ?? numbers.size + 1);
    stories.push(numbers.get(storyId) ?? 0);
  }
  return stories;
}

const kim = 'Kim Jong Un arrives in Beijing for parade';
const heading = 'What you need to know this morning about the war';
const trade =
  'The leaders of ten countries met in the city of Tianjin on Monday to sign a declaration about trade.';
const quake =
  'A strong earthquake shook the east of Afghanistan at night and destroyed many villages in the hills.';
const live = 'https://wire.example/live/parade';
const quakeAt = (time: string) => ({
  title: 'M 4.5 - South Sandwich Islands region',
  text: `2025-09-03 ${time} UTC 55.1°S 27.2°W Depth 10.0 km (6.2 mi)`,
});
const monday = '2025-09-01T06:00:00.000Z';
const tuesday = '2025-09-02T06:00:00.000Z';

describe('the stories of', () => {
  it.each<[string, Item[], number[]]>([
    [
      'one article in three feeds, the third by its headline',
      [
        item('wire', '1', { title: kim }),
        item('asia', '1', {
          title: 'North Korean leader in China',
          url: 'https://wire.example/1?utm_source=x',
        }),
        item('world', '1', { title: `${kim} - Sample Wire` }),
      ],
      [1, 1, 1],
    ],
    [
      'items of two feeds with one id',
      [item('wire', '7', { title: kim }), item('asia', '7', { title: 'Xi receives Putin in Beijing' })],
      [1, 2],
    ],
    [
      'a heading of every day in two sections on two days',
      [
        item('wire', 'mon', { title: heading, publishedAt: monday }),
        item('asia', 'mon', { title: heading, publishedAt: monday }),
        item('wire', 'tue', { title: heading, publishedAt: tuesday }),
        item('asia', 'tue', { title: heading, publishedAt: tuesday }),
      ],
      [1, 1, 2, 2],
    ],
    [
      'a heading of every day over other texts',
      [
        item('wire', 'mon', { title: heading, publishedAt: monday, text: trade }),
        item('asia', 'tue', { title: heading, publishedAt: tuesday, text: quake }),
      ],
      [1, 2],
    ],
    [
      'a live page in two feeds',
      [
        item('wire', '1', { title: 'Xi welcomes his guests at the gate', url: live }),
        item('wire', '2', { title: 'Soldiers march past the square', url: live }),
        item('asia', '1', { title: 'Soldiers march past the square', url: live }),
        item('asia', '2', { title: 'Xi welcomes his guests at the gate', url: live }),
        item('asia', '3', { title: 'Missiles roll through the avenue', url: live }),
      ],
      [1, 2, 2, 1, 3],
    ],
    [
      'a live page with headlines that are alike',
      [
        item('wire', '1', { title: 'Soldiers march past the gate', url: live }),
        item('wire', '2', { title: 'Soldiers march past the square', url: live }),
        item('asia', '1', { title: 'Soldiers march past the gate', url: live }),
      ],
      [1, 2, 1],
    ],
    [
      'a front page that many link to',
      [
        item('wire', '1', { title: kim, url: 'https://wire.example/en/' }),
        item('asia', '1', { title: 'Xi receives Putin in Beijing', url: 'https://wire.example/en' }),
      ],
      [1, 2],
    ],
    [
      'an address with quite different headlines and texts',
      [
        item('wire', '1', { title: 'Leaders sign declaration', url: live, text: trade }),
        item('asia', '1', { title: 'Villages destroyed', url: live, text: quake }),
      ],
      [1, 2],
    ],
    [
      'an article that a link list names in other words, without a text',
      [
        item('wire', '1', { title: kim, text: trade }),
        item('links', '9', {
          title: 'Guess who took the train',
          url: 'http://www.wire.example/1',
          text: 'Comments',
        }),
      ],
      [1, 1],
    ],
    [
      'a short headline in two feeds',
      [
        item('wire', '1', { title: 'Quake hits', text: quake }),
        item('asia', '1', { title: 'Quake hits', text: quake }),
        item('world', '1', { title: 'Quake hits', text: trade }),
        item('links', '1', { title: 'Quake hits' }),
      ],
      [1, 1, 2, 3],
    ],
    [
      'service notices of one form',
      [
        item('wire', '1', {
          title: 'Service change',
          text: 'Line 4 does not run between North and South today.',
        }),
        item('asia', '1', {
          title: 'Service change',
          text: 'Line 7 does not run between North and South today.',
        }),
      ],
      [1, 2],
    ],
    [
      'the same headline more than three days apart',
      [
        item('wire', '1', { title: kim, publishedAt: '2025-09-01T00:00:00.000Z' }),
        item('asia', '1', { title: kim, publishedAt: '2025-09-03T23:59:00.000Z' }),
        item('world', '1', { title: kim, publishedAt: '2025-09-07T00:00:00.000Z' }),
      ],
      [1, 1, 2],
    ],
    [
      'a headline of few and one of many characters in Chinese',
      [
        item('wire', '1', { title: '金正恩访华' }),
        item('asia', '1', { title: '金正恩访华' }),
        item('wire', '2', { title: '金正恩乘专列抵达北京参加阅兵式' }),
        item('asia', '2', { title: '金正恩乘专列抵达北京参加阅兵式' }),
      ],
      [1, 2, 3, 3],
    ],
    [
      'two earthquakes with one headline in two feeds',
      [
        item('wire', 'a', { ...quakeAt('01:02:03'), url: 'https://origin.example/a' }),
        item('asia', 'b', { ...quakeAt('05:06:07'), url: 'https://origin.example/b' }),
        item('asia', 'a', { ...quakeAt('01:02:03'), url: 'https://origin.example/a' }),
        item('wire', 'b', { ...quakeAt('05:06:07'), url: 'https://origin.example/b' }),
      ],
      [1, 2, 1, 2],
    ],
    [
      'one warning for two places',
      [
        item('wire', '1', { title: 'Severe weather warning issued for tonight - Scotland' }),
        item('asia', '1', { title: 'Severe weather warning issued for tonight - Wales' }),
      ],
      [1, 2],
    ],
    [
      'two parts of a series under one address',
      [
        item('wire', '1', { title: 'What happened in the war on day 1,290', url: live }),
        item('asia', '1', { title: 'What happened in the war on day 1,291', url: live }),
      ],
      [1, 2],
    ],
    [
      'a headline with the names of outlets that nobody knows',
      [
        item('wire', '1', { title: `${kim} - Haaretz` }),
        item('asia', '1', { title: kim }),
        item('world', '1', { title: `${kim} - Reuters` }),
      ],
      [1, 1, 1],
    ],
    [
      'items without title and text',
      [item('wire', '1', { title: '', url: null }), item('asia', '1', { title: '', url: null })],
      [1, 2],
    ],
    [
      'an address that is none',
      [
        item('wire', '1', { title: kim, url: 'http://[' }),
        item('asia', '1', { title: 'Xi in Beijing', url: 'http://[' }),
      ],
      [1, 2],
    ],
  ])('%s', async (_, items, stories) => {
    expect(await storiesOf(items)).toEqual(stories);
  });
});

describe('a story book', () => {
  /** Articles with headlines that share words, in copies by several feeds. */
  const copies = fc.array(
    fc.record({ article: fc.nat(6), feed: fc.nat(3), by: fc.constantFrom('address', 'title', 'both') }),
    { maxLength: 40 },
  );
  const copyOf = ({ article, feed, by }: { article: number; feed: number; by: string }): Item =>
    item(`feed${feed}${by}`, `${article}`, {
      url: by === 'title' ? `https://feed${feed}.example/${article}` : `https://origin.example/${article}`,
      title:
        by === 'address'
          ? `Feed ${feed} says ${'abcdefg'.charAt(article)}${feed}x in its own words`
          : `Government of place${article} announces new talks about trade`,
    });

  it('gives every copy one story, distinct articles distinct ones, in any order', async () => {
    await fc.assert(
      fc.asyncProperty(copies, async (all) => {
        const { assign } = createMemoryStoryBook();
        // The first of an article carries both its address and its headline, so that each copy can be known.
        const first = [0, 1, 2, 3, 4, 5, 6].map((article) => ({ article, feed: 9, by: 'both' }));
        const stories = new Map<string, Set<number>>();
        const articles = new Map<number, Set<string>>();
        for (const one of [...first, ...all]) {
          const { storyId } = await assign(copyOf(one));
          if (one.by === 'address') continue;
          stories.set(storyId, (stories.get(storyId) ?? new Set()).add(one.article));
          articles.set(one.article, (articles.get(one.article) ?? new Set()).add(storyId));
        }
        for (const told of stories.values()) expect(told.size).toBe(1);
        for (const ids of articles.values()) expect(ids.size).toBe(1);
      }),
    );
  });

  it('gives the same answer for the same item, also after a restart and whatever came between', async () => {
    await fc.assert(
      fc.asyncProperty(copies, async (all) => {
        const store = await openStore('memory:', { clock });
        const answers = new Map<string, string>();
        for (const one of all) {
          const asked = copyOf(one);
          const key = `${asked.feed.url} ${asked.id}`;
          const { storyId, isNew } = await createStoryBook({ store }).assign(asked);
          expect(storyId).toBe(answers.get(key) ?? storyId);
          expect(isNew && answers.has(key)).toBe(false);
          answers.set(key, storyId);
        }
        await store.close();
      }),
      { numRuns: 50 },
    );
  });

  it('answers the same in memory as over the store', async () => {
    await fc.assert(
      fc.asyncProperty(copies, async (all) => {
        const store = await openStore('memory:', { clock });
        const [kept, passing] = [createStoryBook({ store }), createMemoryStoryBook()];
        for (const one of all.map(copyOf)) expect(await passing.assign(one)).toEqual(await kept.assign(one));
        await store.close();
      }),
      { numRuns: 50 },
    );
  });

  it('starts a story with the id that it would have had, when a crash lost the first attempt', async () => {
    const store = await openStore('memory:', { clock });
    const failing: Store = {
      ...store,
      records: (namespace, schema) => ({
        ...store.records(namespace, schema),
        setMany: () => Promise.reject(new Error('the process dies here')),
      }),
    };
    const whole = await createMemoryStoryBook().assign(item('wire', '1', { title: kim }));
    await expect(
      createStoryBook({ store: failing }).assign(item('wire', '1', { title: kim })),
    ).rejects.toThrow('the process dies here');
    expect(await createStoryBook({ store }).assign(item('wire', '1', { title: kim }))).toEqual(whole);
    await store.close();
  });

  it('in memory forgets what was used the longest ago', async () => {
    const { assign } = createMemoryStoryBook({ capacity: 30 });
    const first = await assign(item('wire', 'a', { title: kim }));
    const numbered = (n: number) =>
      item('wire', `n${n}`, { title: `Report number ${n} about many other things` });
    for (let n = 0; n < 5; n += 1) await assign(numbered(n));
    expect(await assign(item('asia', 'a', { title: kim }))).toEqual({ ...first, isNew: false });
    for (let n = 5; n < 50; n += 1) await assign(numbered(n));
    expect((await assign(item('world', 'a', { title: kim }))).isNew).toBe(true);
  });
});
