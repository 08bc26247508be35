import { describe, expect, it } from 'vitest';
import type { Listener } from '../../src/alerts/audience.ts';
import { createSummaries, extractStory } from '../../src/alerts/summaries.ts';
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

const listener = (channelId: string, ...keywords: string[]): Listener =>
  listenerOf(text, channelId, keywords);

function listenerOf(whole: string, channelId: string, keywords: readonly string[]): Listener {
  const hits = keywords.map((keyword) => {
    const start = whole.indexOf(keyword);
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
    readArticle: async () => null,
    writeSummary: async () => null,
    audience: { listenersFor: () => [] },
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

const article = `${text} Seoul called a meeting of its security council. Beijing is to host a parade.`;
const told = async (keyword: string, inArticle: readonly Listener[]) => {
  const summariesFor = createSummaries({
    summarise,
    readArticle: async () => article,
    writeSummary: async () => null,
    audience: { listenersFor: ({ text: searched }) => (searched === article ? [...inArticle] : []) },
  });
  const teaser = { ...item, text: `${keyword} is in the news.` };
  const summaries = await summariesFor(teaser, [listenerOf(teaser.text, 'a', [keyword])]);
  return summaries
    .get('a')
    ?.map((span) => (span.strong ? `*${span.text}*` : span.text))
    .join('');
};

it('tells the article behind a teaser, with what is watched strong in it', async () => {
  expect(await told('Seoul', [listenerOf(article, 'a', ['Seoul', 'Tokyo'])])).toBe(
    'The train left Pyongyang. *Seoul* watches closely. Seoul called a meeting of its security council.',
  );
});

it('tells the teaser where the article says no more', async () => {
  const summariesFor = createSummaries({
    summarise,
    readArticle: async () => 'Photo: the train of the leader at the station.',
    writeSummary: async () => null,
    audience: { listenersFor: () => [] },
  });
  const summaries = await summariesFor(item, [listener('a', 'Moscow')]);
  expect(summaries.get('a')).toContainEqual({ text: 'Moscow', strong: true });
});

it('tells the teaser where the article does not name what it names', async () => {
  expect(await told('Taipei', [listenerOf(article, 'a', ['Seoul'])])).toBe('*Taipei* is in the news.');
  expect(await told('Taipei', [])).toBe('*Taipei* is in the news.');
});

describe('a summary that a model writes', () => {
  const written = 'Seoul is watching a train that left Pyongyang.';
  const toldTo = async (keyword: string, summary: string | null) => {
    const summariesFor = createSummaries({
      summarise,
      readArticle: async () => null,
      writeSummary: async () => summary,
      audience: {
        listenersFor: ({ text: searched }) =>
          searched.includes(keyword) ? [listenerOf(searched, 'a', [keyword])] : [],
      },
    });
    const summaries = await summariesFor(item, [listener('a', keyword)]);
    return summaries
      .get('a')
      ?.map((span) => (span.strong ? `*${span.text}*` : span.text))
      .join('');
  };

  it('is told to those whose words it names', async () => {
    expect(await toldTo('Seoul', written)).toBe('*Seoul* is watching a train that left Pyongyang.');
  });

  it('is not told to those whose words it does not name', async () => {
    expect(await toldTo('Moscow', written)).toContain('*Moscow* is silent.');
  });

  it('is replaced by sentences of the text where there is none', async () => {
    expect(await toldTo('Seoul', null)).toContain('*Seoul* watches closely.');
  });
});

it('a story of several items is told by the most complete one, with its own matches strong', () => {
  const teaser = { ...item, text: 'Seoul watches closely.' };
  const reports = [
    { item: teaser, hits: listenerOf(teaser.text, 'a', ['Seoul']).hits },
    { item, hits: listener('a', 'Seoul').hits },
  ];
  const told = extractStory(reports);
  expect(told.map((span) => span.text).join('')).toContain('The train left Pyongyang.');
  expect(told).toContainEqual({ text: 'Seoul', strong: true });
  expect(extractStory([])).toEqual([]);
});
