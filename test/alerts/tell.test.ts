import { expect, it } from 'vitest';
import { alertId } from '../../src/alerts/compose.ts';
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
    summariesFor: async () => new Map(),
    outbox: { add: async () => true, knows: async () => false },
    growth: { add: async () => {} },
    clock: { now: () => 0 },
    holdUntil: () => null,
    learn: () => Promise.reject(new Error('disk full')),
    log,
  });
  expect(await tell(item, new Set())).toBe(0);
  expect(logged).toEqual(['item-not-learned']);
});

it('summarises nothing for channels that know the story already, whose alerts grow', async () => {
  const asked: string[][] = [];
  const grown: string[][] = [];
  const listener = (channelId: string) => ({ guildId: 'g', channelId, subscriptions: [], hits: [] });
  const known = alertId('known', 's');
  const tell = createTeller({
    audience: { listenersFor: () => [listener('known'), listener('new')] },
    assignStory: async () => ({ storyId: 's' }),
    summariesFor: async (_item, listeners) => {
      asked.push(listeners.map(({ channelId }) => channelId));
      return new Map();
    },
    outbox: { add: async () => true, knows: async (id) => id === known },
    growth: { add: async (id, { feed }) => void grown.push([id, feed.title]) },
    clock: { now: () => 0 },
    holdUntil: () => null,
    learn: async () => {},
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
  expect(await tell(item, new Set())).toBe(1);
  expect(asked).toEqual([['new']]);
  expect(grown).toEqual([[known, 'Sample Wire']]);
});

it('tells an item that could not be summarised, and logs that it was not', async () => {
  const logged: unknown[] = [];
  const added: unknown[] = [];
  const tell = createTeller({
    audience: { listenersFor: () => [{ guildId: 'g', channelId: 'c', subscriptions: [], hits: [] }] },
    assignStory: async () => ({ storyId: 's' }),
    summariesFor: () => Promise.reject(new Error('a fault')),
    outbox: { add: async ({ summary }) => added.push(summary) > 0, knows: async () => false },
    growth: { add: async () => {} },
    clock: { now: () => 0 },
    holdUntil: () => null,
    learn: async () => {},
    log: { debug() {}, info() {}, warn() {}, error: (event: string) => void logged.push(event) },
  });
  expect(await tell(item, new Set())).toBe(1);
  expect({ added, logged }).toEqual({ added: [[]], logged: ['item-not-summarised'] });
});
