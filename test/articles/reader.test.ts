import type { RequestListener } from 'node:http';
import { afterAll, describe, expect, it } from 'vitest';
import { createExtractor } from '../../src/articles/extractor.ts';
import { createArticleReader } from '../../src/articles/reader.ts';
import { createFetcher } from '../../src/feeds/fetch.ts';
import type { Item } from '../../src/feeds/item.ts';
import { startServer } from '../feeds/server.ts';
import { arrival, newsPage } from './pages.ts';

const extractor = createExtractor();
afterAll(() => extractor.close());

const teaser: Item = {
  id: '1',
  url: null,
  title: arrival.title,
  text: 'The train reached the capital on Tuesday.',
  publishedAt: null,
  author: null,
  lang: 'en',
  image: null,
  feed: { url: 'https://feeds.example/wire', title: 'Sample Wire' },
};

type Answer = string | { status?: number; headers?: Record<string, string>; body?: string };

/** A site of the given pages, and a reader of its articles. */
async function openSite(pages: Readonly<Record<string, Answer>>, { timeoutMs = 20_000, except = '' } = {}) {
  const asked: string[] = [];
  const listener: RequestListener = (request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const page = pages[path] ?? { status: 404 };
    const { status = 200, headers = {}, body = '' } = typeof page === 'string' ? { body: page } : page;
    if (body === 'never') return;
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body);
  };
  const server = await startServer(listener);
  const fetcher = createFetcher({ allowPrivateHosts: ['127.0.0.1'] });
  const clock = { time: 1_756_800_000_000, now: () => clock.time };
  const logged: unknown[] = [];
  const log = {
    debug: (_: string, fields = {}) => void logged.push(fields),
    info() {},
    warn() {},
    error() {},
  };
  const read = createArticleReader({
    fetch: fetcher.fetch,
    extractor,
    timeoutMs,
    exceptFeeds: new Set([except]),
    clock,
    log,
  });
  return {
    asked,
    clock,
    logged,
    origin: server.origin,
    read: (path: string, change: Partial<Item> = {}) =>
      read({ ...teaser, url: server.origin + path, ...change }),
    async [Symbol.asyncDispose]() {
      await fetcher.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

const page = newsPage(arrival);

describe('the article behind a teaser', () => {
  it('is read from its page, in paragraphs, without what stands around it', async () => {
    await using site = await openSite({ '/kim': page });
    expect(await site.read('/kim')).toBe(arrival.paragraphs.join('\n\n'));
    expect(site.asked).toEqual(['/robots.txt', '/kim']);
  });

  it('is not asked for where the feed tells enough', async () => {
    await using site = await openSite({ '/kim': page });
    expect(await site.read('/kim', { text: arrival.paragraphs.join('\n\n') })).toBeNull();
    expect(await site.read('/kim', { url: null })).toBeNull();
    expect(site.asked).toEqual([]);
  });

  it('is not asked for where the feed is excepted', async () => {
    await using site = await openSite({ '/kim': page }, { except: teaser.feed.url });
    expect(await site.read('/kim')).toBeNull();
    expect(site.asked).toEqual([]);
  });

  it('is not asked for where robots.txt asks not to, which is read once', async () => {
    await using site = await openSite({
      '/robots.txt': {
        headers: { 'content-type': 'text/plain' },
        body: 'User-agent: Wirewatch\nDisallow: /kim',
      },
      '/kim': page,
      '/other': page,
    });
    expect(await site.read('/kim')).toBeNull();
    expect(await site.read('/other')).not.toBeNull();
    expect(site.asked).toEqual(['/robots.txt', '/other']);
    site.clock.time += 25 * 3_600_000;
    await site.read('/other');
    expect(site.asked).toEqual(['/robots.txt', '/other', '/robots.txt', '/other']);
  });

  it('is not asked for where robots.txt can not be reached (RFC 9309, section 2.3.1.4)', async () => {
    await using site = await openSite({ '/robots.txt': { status: 503 }, '/kim': page });
    expect(await site.read('/kim')).toBeNull();
    expect(site.asked).toEqual(['/robots.txt']);
  });

  it('is not told where the address leads to a site whose robots.txt asks not to', async () => {
    await using other = await openSite({ '/robots.txt': 'User-agent: *\nDisallow: /', '/kim': page });
    await using site = await openSite({
      '/kim': { status: 302, headers: { location: `${other.origin}/kim` } },
    });
    expect(await site.read('/kim')).toBeNull();
    expect(other.asked).toContain('/robots.txt');
  });

  const wall = (sentence: string, head = '') =>
    newsPage({ title: arrival.title, paragraphs: [arrival.paragraphs[0] ?? '', sentence], head });
  it.each([
    ['a paywall in the text', 'but: paywall', wall('Subscribe to continue reading.')],
    ['a paywall in another language', 'but: paywall', wall('Dieser Artikel ist exklusiv für Abonnenten.')],
    [
      'a paywall that schema.org marks',
      'but: paywall',
      newsPage({
        ...arrival,
        head: '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>',
      }),
    ],
    [
      'a page that wants no snippets',
      'but: withheld',
      newsPage({ ...arrival, head: '<meta content="index, nosnippet" name="robots">' }),
    ],
    [
      'a consent page',
      'but: consent',
      wall('Before you continue to Sample Wire, we and our 812 partners use cookies.'),
    ],
    [
      'a challenge',
      'but: challenge',
      '<title>Just a moment...</title><body><h1>Checking your browser</h1><p>Enable JavaScript and cookies to continue</p></body>',
    ],
    [
      'another story',
      'something else',
      newsPage({
        title: 'Cake',
        paragraphs: Array.from(
          { length: 6 },
          () =>
            'Mix the flour with sugar and bake the cake for an hour until it is golden, then let it cool down slowly on a rack.',
        ),
      }),
    ],
    ['an empty page', 'no article', ''],
    ['a page without an article', 'no article', '<body><ul><li><a href="/a">A</a></li></ul></body>'],
    ['a page that is not found', '(404)', { status: 404, body: page }],
    ['a file that is no page', 'no web page', { headers: { 'content-type': 'application/pdf' }, body: page }],
    ['a way in a circle', 'in a circle', { status: 302, headers: { location: '/x' } }],
    [
      'a redirect to a consent page',
      'asks for consent',
      { status: 302, headers: { location: '/consent?back=x' } },
    ],
    [
      'a redirect to a private host',
      'private network',
      { status: 302, headers: { location: 'http://10.0.0.1/' } },
    ],
  ] satisfies [string, string, Answer][])('is not told where there is %s', async (_, reason, answer) => {
    await using site = await openSite({ '/x': answer, '/consent?back=x': page });
    expect(await site.read('/x')).toBeNull();
    expect(JSON.stringify(site.logged)).toContain(reason);
  });

  it.each(['/kim', '/robots.txt'])(
    'is given up in time where %s never answers, and its host is left alone',
    async (slow) => {
      await using site = await openSite(
        { '/kim': page, '/other': page, [slow]: 'never' },
        { timeoutMs: 300 },
      );
      expect(await site.read('/kim')).toBeNull();
      const asked = site.asked.length;
      expect(await site.read('/other')).toBeNull();
      expect(site.asked).toHaveLength(asked);
    },
  );

  it('is asked for again after the host has rested', async () => {
    const pages: Record<string, Answer> = { '/kim': { status: 500 } };
    await using site = await openSite(pages);
    expect(await site.read('/kim')).toBeNull();
    pages['/kim'] = page;
    site.clock.time += 14 * 60_000;
    expect(await site.read('/kim')).toBeNull();
    site.clock.time += 2 * 60_000;
    expect(await site.read('/kim')).not.toBeNull();
  });

  it('is asked for ten times a minute of one host, no more', async () => {
    await using site = await openSite({ '/kim': page });
    const read = await Promise.all(Array.from({ length: 12 }, () => site.read('/kim')));
    expect(read.filter((text) => text !== null)).toHaveLength(10);
    site.clock.time += 61_000;
    expect(await site.read('/kim')).not.toBeNull();
  });

  it('is not asked for where alerts have waited long enough for the host', async () => {
    const pages: Record<string, Answer> = { '/kim': page };
    await using site = await openSite(pages, { timeoutMs: 20_000 });
    const slow = site.read('/kim');
    site.clock.time += 40_000;
    expect(await slow).not.toBeNull();
    expect(await site.read('/kim')).toBeNull();
    site.clock.time += 61_000;
    expect(await site.read('/kim')).not.toBeNull();
  });

  it('is read although it is short, in a language that needs few characters', async () => {
    const title = '金正恩乘专列抵达北京出席阅兵式';
    const paragraphs = [
      '朝鲜领导人金正恩周二下午乘专列抵达北京，前一天他从平壤出发。',
      '他将与习近平和普京一起出席纪念第二次世界大战结束八十周年的阅兵式，这是三人首次共同公开露面。',
      '韩国表示密切关注此次访问。',
    ];
    await using site = await openSite({ '/kim': newsPage({ title, paragraphs }) });
    expect(await site.read('/kim', { title, text: '', lang: 'zh' })).toContain(
      paragraphs.slice(0, 2).join('\n\n'),
    );
  });

  it('is given up where the page takes too long to be read, and the next page is read', async () => {
    const endless = `<body>${'<div><p>text, and more, '.repeat(5_900)}`;
    await using site = await openSite({ '/endless': endless }, { timeoutMs: 400 });
    expect(await site.read('/endless')).toBeNull();
    expect(JSON.stringify(site.logged)).toContain('timeout');
    await using good = await openSite({ '/kim': page });
    expect(await good.read('/kim')).not.toBeNull();
  });

  it('is read in its own encoding', async () => {
    const body = newsPage({
      title: 'Ким Чен Ын прибыл в Пекин',
      paragraphs: Array.from(
        { length: 5 },
        (_, n) =>
          `Бронепоезд Ким Чен Ына прибыл в Пекин во вторник, сообщает агентство, это уже ${n}-е сообщение о поездке северокорейского лидера.`,
      ),
    });
    await using site = await openSite({ '/kim': body });
    const text = await site.read('/kim', { title: 'Ким Чен Ын прибыл в Пекин', text: '', lang: 'ru' });
    expect(text).toContain('Бронепоезд Ким Чен Ына прибыл в Пекин');
  });
});
