import { expect, it } from 'vitest';
import { createArticles } from '../../src/articles/articles.ts';
import { systemClock } from '../../src/clock.ts';
import type { Item } from '../../src/feeds/item.ts';
import { startServer } from '../feeds/server.ts';
import { arrival, newsPage } from './pages.ts';

const itemOf = (url: string, feed: string): Item => ({
  id: '1',
  url,
  title: arrival.title,
  text: '',
  publishedAt: null,
  author: null,
  lang: 'en',
  image: null,
  feed: { url: feed, title: 'Sample Wire' },
});

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** A private site, another one that leads to it, and a reader that may read private sites for feeds of theirs. */
async function openSites(seconds: number) {
  const asked: string[] = [];
  const site = await startServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/robots.txt') response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'text/html' }).end(newsPage(arrival));
  });
  const articles = createArticles({
    seconds,
    allowPrivateHosts: ['127.0.0.1'],
    exceptFeeds: new Set(),
    clock: systemClock,
    log: silent,
  });
  return {
    asked,
    origin: site.origin,
    read: articles.read,
    async [Symbol.asyncDispose]() {
      await articles.close();
      await site[Symbol.asyncDispose]();
    },
  };
}

it('articles on a private host are read for feeds of that host', async () => {
  await using sites = await openSites(20);
  expect(await sites.read(itemOf(`${sites.origin}/kim`, `${sites.origin}/feed`))).not.toBeNull();
});

it.each(['https://feeds.example/wire', 'http://127.0.0.2/feed'])(
  'articles on a private host are not read for a feed elsewhere: %s',
  async (feed) => {
    await using sites = await openSites(20);
    expect(await sites.read(itemOf(`${sites.origin}/kim`, feed))).toBeNull();
    expect(sites.asked).toEqual([]);
  },
);

it('articles on a private host are not read through a redirect of a feed elsewhere', async () => {
  await using sites = await openSites(20);
  await using evil = await startServer((request, response) => {
    if (request.url === '/robots.txt') response.writeHead(404).end();
    else response.writeHead(302, { location: `${sites.origin}/kim` }).end();
  });
  const origin = evil.origin.replace('127.0.0.1', 'localhost');
  expect(await sites.read(itemOf(`${origin}/kim`, `${origin}/feed`))).toBeNull();
  expect(sites.asked).toEqual([]);
});

it('no article is read where that is turned off', async () => {
  await using sites = await openSites(0);
  expect(await sites.read(itemOf(`${sites.origin}/kim`, `${sites.origin}/feed`))).toBeNull();
  expect(sites.asked).toEqual([]);
});
