import { expect, it } from 'vitest';
import { createTeller } from '../../src/alerts/tell.ts';
import type { Item } from '../../src/feeds/item.ts';

const item: Item = {
  id: '1',
  url: null,
  title: 'Leaders meet in Tianjin',
  text: '',
  publishedAt: null,
  author: null,
  lang: null,
  image: null,
  feed: { url: 'https://news.example/feed', title: 'Sample Wire' },
};

it('tells an item whose acronyms could not be kept, and logs that they were not', async () => {
  const logged: unknown[] = [];
  const log = { debug() {}, info() {}, warn() {}, error: (event: string) => void logged.push(event) };
  const tell = createTeller({
    audience: { listenersFor: () => [] },
    assignStory: async () => ({ storyId: 's' }),
    summarise: () => ({ text: '', sentences: [] }),
    outbox: { add: async () => true },
    clock: { now: () => 0 },
    learn: () => Promise.reject(new Error('disk full')),
    log,
  });
  expect(await tell(item, new Set())).toBe(0);
  expect(logged).toEqual(['item-not-learned']);
});
