import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { arrival, newsPage } from '../articles/pages.ts';
import { startServer, type TestServer } from '../feeds/server.ts';
import type { Entry } from '../support/feed-server.ts';
import { type Desk, openDesk, until } from './desk.ts';

let desk: Desk;
let site: TestServer;
let asked: string[];
/** What the site does with a page that is asked for; hangs while it is null. */
let page: string | null;

beforeEach(async () => {
  asked = [];
  page = newsPage(arrival);
  [desk, site] = await Promise.all([
    openDesk(),
    startServer((request, response) => {
      asked.push(request.url ?? '');
      if (request.url === '/robots.txt') response.writeHead(404).end();
      else if (page !== null) response.writeHead(200, { 'content-type': 'text/html' }).end(page);
    }),
  ]);
});
afterEach(async () => {
  await Promise.all([desk.close(), site[Symbol.asyncDispose]()]);
});

const channel = () => desk.sim.channel('alerts').id;
const entry = (path: string, title: string): Entry => ({
  title,
  guid: path,
  link: site.origin + path,
  description: 'Kim Jong Un is in Beijing.',
});

/** Watches a feed, and then lets an entry that matches and one that does not come. */
async function publishTeasers(env: Readonly<Record<string, string>>) {
  const old = entry('/old', 'Something old');
  desk.news.feed('/feed', 'Sample Wire', [old]);
  const bot = await desk.startBot(env);
  await desk.sim.command('feed add', { url: `${desk.news.url}/feed` }, { channelId: channel() });
  await desk.sim.command('watch add', { keyword: 'Kim Jong Un' }, { channelId: channel() });
  const other = { ...entry('/other', 'A cake is baked'), description: 'It is sweet.' };
  desk.news.feed('/feed', 'Sample Wire', [entry('/kim', arrival.title), other, old]);
  return bot;
}

const oneMessage = async () => JSON.stringify(await desk.sim.waitForMessages(channel(), 1, 60_000));

describe('an alert about a teaser', () => {
  it('tells what the article says, and asks for no other article', async () => {
    await publishTeasers({ ARTICLE_SECONDS: '20' });
    expect(await oneMessage()).toContain('armoured train of **Kim Jong Un** reached the Chinese capital');
    expect(asked).toEqual(['/robots.txt', '/kim']);
  });

  it('tells the teaser where the site does not answer in time', async () => {
    page = null;
    await publishTeasers({ ARTICLE_SECONDS: '1' });
    expect(await oneMessage()).toContain('**Kim Jong Un** is in Beijing.');
    expect(asked).toContain('/kim');
  });

  it('tells the teaser where articles are turned off', async () => {
    await publishTeasers({ ARTICLE_SECONDS: '0' });
    expect(await oneMessage()).toContain('**Kim Jong Un** is in Beijing.');
    expect(asked).toEqual([]);
  });

  it('does not hold up an orderly stop, and comes after the next start', async () => {
    page = null;
    const bot = await publishTeasers({ ARTICLE_SECONDS: '60' });
    await until('the article is asked for', () => asked.includes('/kim'));
    expect(await bot.stop()).toBe(0);
    await desk.startBot({ ARTICLE_SECONDS: '1' });
    expect(await oneMessage()).toContain('**Kim Jong Un** is in Beijing.');
    expect(desk.sim.messages(channel())).toHaveLength(1);
  });

  it('comes once when the bot dies while it waits for the article', async () => {
    page = null;
    const bot = await publishTeasers({ ARTICLE_SECONDS: '60' });
    await until('the article is asked for', () => asked.includes('/kim'));
    await bot.kill();
    expect(desk.sim.messages(channel())).toHaveLength(0);
    page = newsPage(arrival);
    await desk.startBot({ ARTICLE_SECONDS: '20' });
    expect(await oneMessage()).toContain('armoured train');
    const polls = desk.news.hits('/feed');
    await until('two more polls', () => desk.news.hits('/feed') >= polls + 2);
    expect(desk.sim.messages(channel())).toHaveLength(1);
  });
});
