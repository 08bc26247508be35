import { afterEach, describe, expect, it } from 'vitest';
import { FeedError } from '../../src/errors.ts';
import { discoverAt } from '../../src/feeds/discover.ts';
import { createFetcher } from '../../src/feeds/fetch.ts';
import type { FeedRef } from '../../src/feeds/item.ts';
import { startServer, type TestServer } from './server.ts';

const feed = (title: string): string => `<rss version="2.0"><channel><title>${title}</title></channel></rss>`;
const fetcher = createFetcher({ allowPrivateHosts: ['127.0.0.1'] });

let server: TestServer | undefined;
afterEach(async () => {
  await server?.[Symbol.asyncDispose]();
});

/** A site of pages by path; a redirect where the page is `> path`. */
async function site(pages: Readonly<Record<string, string>>): Promise<string> {
  server = await startServer((request, response) => {
    const page = pages[request.url ?? ''];
    if (page === undefined) response.writeHead(404).end('<html>not here</html>');
    else if (page.startsWith('> ')) response.writeHead(301, { location: page.slice(2) }).end();
    else response.end(page);
  });
  return server.origin;
}

/** What is found, without the titles of entries. */
const find = async (url: string): Promise<FeedRef[]> =>
  (await discoverAt(url, fetcher.fetch)).map(({ newest: _newest, ...feed }) => feed);

describe('discovering feeds', () => {
  it('takes a feed as itself', async () => {
    const origin = await site({ '/feed': feed('News') });
    expect(await find(`${origin}/feed`)).toEqual([{ url: `${origin}/feed`, title: 'News' }]);
  });

  it('keeps the address to which a feed has moved for good', async () => {
    const origin = await site({ '/old': '> /new', '/new': feed('News') });
    expect(await find(`${origin}/old`)).toEqual([{ url: `${origin}/new`, title: 'News' }]);
  });

  it('finds the feeds that a page names, of every format, in its order', async () => {
    const origin = await site({
      '/page/': `<!doctype html><head>
        <link rel="stylesheet" href="/style.css">
        <link rel="alternate" hreflang="de" href="/de/">
        <link rel="alternate" type="application/rss+xml" title="One" href="one.xml">
        <LINK REL='alternate home' TYPE='application/atom+xml; charset=utf-8' HREF='/two.xml'>
        <link rel=alternate type=application/feed+json href=/three.json>
        <link rel="alternate" type="application/rss+xml" href="/gone.xml">
        <link rel="alternate" type="application/json+oembed" href="/oembed">`,
      '/page/one.xml': feed('First'),
      '/two.xml': '<feed xmlns="http://www.w3.org/2005/Atom"><title>Second</title></feed>',
      '/three.json': '{"version":"https://jsonfeed.org/version/1.1","title":"Third","items":[]}',
    });
    expect(await find(`${origin}/page/`)).toEqual([
      { url: `${origin}/page/one.xml`, title: 'First' },
      { url: `${origin}/two.xml`, title: 'Second' },
      { url: `${origin}/three.json`, title: 'Third' },
    ]);
  });

  it('reads links against the base of the page', async () => {
    const origin = await site({
      '/': '<html><head><base href="/deep/"><link rel="alternate" type="application/rss+xml" href="feed.xml"></head></html>',
      '/deep/feed.xml': feed('Deep'),
    });
    expect(await find(origin)).toEqual([{ url: `${origin}/deep/feed.xml`, title: 'Deep' }]);
  });

  it('puts the feed of comments last', async () => {
    const origin = await site({
      '/': '<link rel="alternate" type="application/rss+xml" title="Site » Comments Feed" href="/c"><link rel="alternate" type="application/rss+xml" title="Site » Feed" href="/f">',
      '/c': feed('Comments for Site'),
      '/f': feed('Site'),
    });
    expect((await find(`${origin}/`)).map(({ title }) => title)).toEqual(['Site', 'Comments for Site']);
  });

  it('names a feed once', async () => {
    const origin = await site({
      '/': '<link rel="alternate" type="application/rss+xml" href="/a"><link rel="alternate" type="application/rss+xml" href="/b"><link rel="alternate" type="application/rss+xml" href="/a">',
      '/a': '> /b',
      '/b': feed('Site'),
    });
    expect(await find(`${origin}/`)).toEqual([{ url: `${origin}/b`, title: 'Site' }]);
  });

  it.each(['/feed', '/rss', '/rss.xml', '/atom.xml', '/index.xml', '/feed.xml', '/feed.json'])(
    'tries %s on a site that names none',
    async (path) => {
      const origin = await site({ '/about': '<html>hello</html>', [path]: feed('Found') });
      expect(await find(`${origin}/about`)).toEqual([{ url: `${origin}${path}`, title: 'Found' }]);
    },
  );

  it('finds the feeds that a page only links to, but not those of other sites', async () => {
    const origin = await site({
      '/feeds.html':
        '<a href="/world.rss">World</a> <a href="/about">About</a> <a href="http://localhost:1/feed">Theirs</a>',
      '/world.rss': feed('World'),
    });
    expect(await find(`${origin}/feeds.html`)).toEqual([{ url: `${origin}/world.rss`, title: 'World' }]);
  });

  it('is not held up by a page that is nested without end', async () => {
    const origin = await site({
      '/deep': `<link rel="alternate" type="application/rss+xml" href="/f">${'<b>'.repeat(600_000)}`,
      '/f': feed('Shallow'),
    });
    expect(await find(`${origin}/deep`)).toEqual([{ url: `${origin}/f`, title: 'Shallow' }]);
  });

  it('finds the feed of an article whose page names none on the first page of its site', async () => {
    const origin = await site({
      '/2026/story': '<html>A story</html>',
      '/': '<link rel="alternate" type="application/rss+xml" href="/hidden-away">',
      '/hidden-away': feed('Site'),
      '/feed': feed('Another'),
    });
    expect(await find(`${origin}/2026/story`)).toEqual([{ url: `${origin}/hidden-away`, title: 'Site' }]);
  });

  it('finds the feed of a part of a site', async () => {
    const origin = await site({ '/blog/story': '<html>A story</html>', '/blog/atom.xml': feed('Blog') });
    expect(await find(`${origin}/blog/story`)).toEqual([{ url: `${origin}/blog/atom.xml`, title: 'Blog' }]);
  });

  it('finds the feeds of Mastodon, whatever the server is called', async () => {
    const origin = await site({
      '/@someone': '<html>needs a script</html>',
      '/@someone.rss': feed('Someone'),
      '/tags/news': '<html>needs a script</html>',
      '/tags/news.rss': feed('#news'),
    });
    expect(await find(`${origin}/@someone`)).toEqual([{ url: `${origin}/@someone.rss`, title: 'Someone' }]);
    expect(await find(`${origin}/tags/news`)).toEqual([{ url: `${origin}/tags/news.rss`, title: '#news' }]);
  });

  it('finds the feed of a page that refuses bots', async () => {
    server = await startServer((request, response) => {
      if (request.url === '/feed') response.end(feed('Open'));
      else response.writeHead(403).end('<html>Are you human?</html>');
    });
    const { origin } = server;
    expect(await find(`${origin}/`)).toEqual([{ url: `${origin}/feed`, title: 'Open' }]);
  });

  it('says of each feed what its newest entry is', async () => {
    const origin = await site({
      '/feed': feed('News').replace(
        '</channel>',
        '<item><title>Pinned</title><pubDate>Mon, 01 Sep 2025 10:00:00 GMT</pubDate></item><item><title>Newest</title><pubDate>Tue, 02 Sep 2025 10:00:00 GMT</pubDate></item></channel>',
      ),
      '/empty': feed('Empty'),
    });
    expect(await discoverAt(`${origin}/feed`, fetcher.fetch)).toMatchObject([{ newest: 'Newest' }]);
    expect(await discoverAt(`${origin}/empty`, fetcher.fetch)).toMatchObject([{ newest: null }]);
  });

  it('says what was tried where there is none', async () => {
    const origin = await site({
      '/': '<html><link rel="alternate" type="application/rss+xml" href="/named"></html>',
      '/feed': '<html>every path is this page</html>',
    });
    const failure = await find(`${origin}/`).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FeedError);
    expect(failure).toMatchObject({ kind: 'not-a-feed' });
    expect(String(failure)).toContain(`${origin}/named`);
    expect(String(failure)).toContain('/feed.json');
    expect(String(failure)).not.toContain('\n');
  });

  it('says that a feed is broken instead of looking for another', async () => {
    const origin = await site({ '/': '<rss><channel><title>x', '/feed': feed('Other') });
    await expect(find(`${origin}/`)).rejects.toMatchObject({ kind: 'malformed' });
  });

  it('passes on why the page itself can’t be read', async () => {
    const origin = await site({});
    await expect(find(`${origin}/`)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('does not follow a page to a private network', async () => {
    const origin = await site({
      '/': '<link rel="alternate" type="application/rss+xml" href="http://10.0.0.1/feed">',
    });
    await expect(find(`${origin}/`)).rejects.toMatchObject({ kind: 'not-a-feed' });
  });
});
