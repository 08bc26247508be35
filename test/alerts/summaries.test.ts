import { expect, it } from 'vitest';
import type { Listener } from '../../src/alerts/audience.ts';
import { createSummaries } from '../../src/alerts/summaries.ts';
import type { Item } from '../../src/feeds/item.ts';
import { summarise } from '../../src/summary/summarise.ts';

const text = 'The train left Pyongyang. Seoul watches closely. Tokyo does too. Moscow is silent.';
const item: Item = {
  id: '1',
  url: null,
  title: 'A journey',
  text,
  publishedAt: null,
  author: null,
  lang: 'en',
  image: null,
  feed: { url: 'https://news.example/feed', title: 'Sample Wire' },
};

function listener(channelId: string, ...keywords: string[]): Listener {
  const hits = keywords.map((keyword) => {
    const start = text.indexOf(keyword);
    const match = { keyword, text: keyword, field: 'text' as const, start, end: start + keyword.length };
    return { keyword, matches: [match] };
  });
  return { guildId: 'g', channelId, subscriptions: [], hits };
}

it('summarises an item once for all channels that found the same places in it', async () => {
  let calls = 0;
  const summariesFor = createSummaries({
    summarise: (...input) => {
      calls += 1;
      return summarise(...input);
    },
  });
  const summaries = await summariesFor(item, [
    listener('a', 'Seoul', 'Tokyo'),
    listener('b', 'Tokyo', 'Seoul'),
    listener('c', 'Moscow'),
  ]);
  expect(calls).toBe(2);
  const strong = (channel: string) =>
    summaries
      .get(channel)
      ?.filter((span) => span.strong)
      .map((span) => span.text);
  expect([strong('a'), strong('b'), strong('c')]).toEqual([
    ['Seoul', 'Tokyo'],
    ['Seoul', 'Tokyo'],
    ['Moscow'],
  ]);
});
