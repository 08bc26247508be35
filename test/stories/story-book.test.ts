import { afterEach, describe, expect, it } from 'vitest';
import type { Item } from '../../src/feeds/item.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { createStoryBook } from '../../src/stories/story-book.ts';
import { bareTitle } from '../../src/stories/title-key.ts';

const feeds = {
  wire: { url: 'https://wire.example/feed', title: 'Sample Wire' },
  asia: { url: 'https://asia.example/feed', title: 'Sample Asia' },
};

function item(change: Partial<Item>): Item {
  return {
    id: 'a',
    url: 'https://wire.example/kim',
    title: 'Kim Jong Un arrives in Beijing for the parade',
    text: '',
    publishedAt: null,
    author: null,
    lang: null,
    image: null,
    feed: feeds.wire,
    ...change,
  };
}

const opened: Store[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
});

async function book() {
  let now = Date.parse('2025-09-03T00:00:00Z');
  const store = await openStore('memory:', { clock: { now: () => now } });
  opened.push(store);
  const assign = async (one: Item) => (await createStoryBook({ store }).assign(one)).storyId;
  return {
    assign,
    pass(ms: number) {
      now += ms;
    },
    async areOne(...items: Item[]) {
      const ids: string[] = [];
      for (const one of items) ids.push(await assign(one));
      return new Set(ids).size === 1;
    },
  };
}

const inAsia = (change: Partial<Item>) =>
  item({ id: 'b', feed: feeds.asia, url: 'https://asia.example/7', ...change });

describe('one story', () => {
  it.each<[string, Item]>([
    ['the same item again', item({})],
    [
      'the same address in another feed',
      inAsia({ url: item({}).url, title: 'North Korean leader in China' }),
    ],
    [
      'the same address with tracking',
      inAsia({ url: 'http://www.wire.example/kim?utm_medium=rss', title: 'Kim in China' }),
    ],
    ['the same headline in another feed', inAsia({})],
    ['the same headline with the outlet behind it', inAsia({ title: `${item({}).title} - Sample Asia` })],
    [
      'the same headline with an emoji and a label before it',
      inAsia({ title: `🚨 BREAKING: ${item({}).title}` }),
    ],
    ['the same headline in other capitals', inAsia({ title: item({}).title.toUpperCase() })],
  ])('is %s', async (_, copy) => {
    const { areOne } = await book();
    expect(await areOne(item({}), copy)).toBe(true);
  });

  it('is a short headline in two feeds where the text is the same', async () => {
    const { areOne } = await book();
    const text = 'A strong earthquake shook the east of Afghanistan on Sunday night.';
    expect(await areOne(item({ title: 'Quake hits', text }), inAsia({ title: 'Quake hits', text }))).toBe(
      true,
    );
  });
});

describe('two stories', () => {
  it.each<[string, Item, Item]>([
    [
      'two addresses and two headlines',
      item({}),
      inAsia({ title: 'Putin lands in the Chinese capital for talks' }),
    ],
    [
      'entries of one live page',
      item({}),
      item({ id: 'b', title: 'Xi receives his guests at the gate of the city' }),
    ],
    [
      'two items at a home page',
      item({ url: 'https://wire.example/' }),
      inAsia({ url: 'https://wire.example/', title: 'Putin lands in the Chinese capital for talks' }),
    ],
    [
      'a short headline over different texts',
      item({ title: 'Morning briefing', text: 'One.' }),
      inAsia({ title: 'Morning briefing', text: 'Two.' }),
    ],
    [
      'the same headline a week apart',
      item({ publishedAt: '2025-09-01T00:00:00.000Z' }),
      inAsia({ publishedAt: '2025-09-08T00:00:00.000Z' }),
    ],
  ])('are %s', async (_, first, second) => {
    const { areOne } = await book();
    expect(await areOne(first, second)).toBe(false);
  });

  it('are the same headline after more than 72 hours', async () => {
    const { assign, pass } = await book();
    const first = await assign(item({}));
    pass(73 * 3_600_000);
    expect(await assign(inAsia({}))).not.toBe(first);
  });
});

describe('bareTitle', () => {
  it.each([
    ['Kim arrives in Beijing - Reuters', 'Sample Wire', 'Kim arrives in Beijing'],
    ['Kim arrives in Beijing | nytimes.com', '', 'Kim arrives in Beijing'],
    ['Kim arrives in Beijing — sample wire', 'Sample Wire', 'Kim arrives in Beijing'],
    ['LIVE: Kim arrives in Beijing', '', 'Kim arrives in Beijing'],
    ['UPDATE 1-Kim arrives in Beijing', '', 'Kim arrives in Beijing'],
    ['金正恩抵达北京参加阅兵式 - 新华网', '', '金正恩抵达北京参加阅兵式'],
    ['Kim arrives - and stays for the whole week', '', 'Kim arrives - and stays for the whole week'],
    ['Live', '', 'Live'],
    ['Reuters - BBC', '', 'Reuters - BBC'],
  ])('makes of %j in %j the headline %j', (title, feedTitle, bare) => {
    expect(bareTitle(title, feedTitle)).toBe(bare);
  });
});
