import { describe, expect, it } from 'vitest';
import { FeedError } from '../../src/errors.ts';
import { discoverAt } from '../../src/feeds/discover.ts';
import { addressTyped, siteFeeds } from '../../src/feeds/discover-sites.ts';
import type { Fetch } from '../../src/feeds/document.ts';

const channel = 'UC0123456789abcdefghij_-';
const videos = 'https://www.youtube.com/feeds/videos.xml';
const repository = 'https://github.com/owner/a.repo';

describe('the feeds of sites that are known by name', () => {
  it.each<[page: string, feeds: string[]]>([
    [`https://www.youtube.com/channel/${channel}`, [`${videos}?channel_id=${channel}`]],
    [`https://m.youtube.com/channel/${channel}/videos?view=0`, [`${videos}?channel_id=${channel}`]],
    ['https://www.youtube.com/playlist?list=PLabc_-1', [`${videos}?playlist_id=PLabc_-1`]],
    ['https://www.youtube.com/watch?v=x1&list=PLabc&index=2', [`${videos}?playlist_id=PLabc`]],
    ['https://www.youtube.com/user/somebody', [`${videos}?user=somebody`]],
    ['https://www.youtube.com/watch?v=x1', []],
    ['https://www.youtube.com/@somebody', []],
    ['https://www.reddit.com/r/worldnews', ['https://www.reddit.com/r/worldnews/.rss']],
    ['https://old.reddit.com/r/worldnews+europe/', ['https://www.reddit.com/r/worldnews+europe/.rss']],
    [
      'https://www.reddit.com/r/worldnews/top/?t=week',
      ['https://www.reddit.com/r/worldnews/top/.rss?t=week'],
    ],
    [
      'https://www.reddit.com/r/news/search/?q=quake&sort=new',
      ['https://www.reddit.com/r/news/search.rss?q=quake&sort=new'],
    ],
    [
      'https://www.reddit.com/r/news/comments/1abc/a_title/',
      ['https://www.reddit.com/r/news/.rss', 'https://www.reddit.com/r/news/comments/1abc/.rss'],
    ],
    ['https://www.reddit.com/user/some-one/', ['https://www.reddit.com/user/some-one/.rss']],
    ['https://reddit.com/u/some_one', ['https://www.reddit.com/user/some_one/.rss']],
    ['https://www.reddit.com/user/some/m/news', ['https://www.reddit.com/user/some/m/news/.rss']],
    [repository, ['releases', 'tags', 'commits'].map((what) => `${repository}/${what}.atom`)],
    [`${repository}.git`, ['releases', 'tags', 'commits'].map((what) => `${repository}/${what}.atom`)],
    [`${repository}/issues/4`, ['releases', 'tags', 'commits'].map((what) => `${repository}/${what}.atom`)],
    [`${repository}/releases`, [`${repository}/releases.atom`]],
    [`${repository}/releases/tag/v1.0`, [`${repository}/releases.atom`]],
    [`${repository}/tags`, [`${repository}/tags.atom`]],
    [`${repository}/commits/main/`, [`${repository}/commits/main.atom`]],
    [`${repository}/tree/feature/x`, [`${repository}/commits/feature/x.atom`]],
    [`${repository}/blob/main/docs/a.md?plain=1`, [`${repository}/commits/main/docs/a.md.atom`]],
    ['https://github.com/owner', ['https://github.com/owner.atom']],
    [
      'https://news.google.com/search?q=kim%20jong%20un&hl=en-GB&gl=GB&ceid=GB:en',
      ['https://news.google.com/rss/search?q=kim%20jong%20un&hl=en-GB&gl=GB&ceid=GB:en'],
    ],
    [
      'https://news.google.com/topics/CAAqJggKIiBDQkFTRWdvSUwyMHZNRGx1YlY4U0FtVnVHZ0pWVXlnQVAB?hl=en-US',
      [
        'https://news.google.com/rss/topics/CAAqJggKIiBDQkFTRWdvSUwyMHZNRGx1YlY4U0FtVnVHZ0pWVXlnQVAB?hl=en-US',
      ],
    ],
    [
      'https://news.google.com/home?hl=de&gl=DE&ceid=DE:de',
      ['https://news.google.com/rss?hl=de&gl=DE&ceid=DE:de'],
    ],
    ['https://news.google.com', ['https://news.google.com/rss']],
    ['https://youtube.com.example/channel/UC0123456789abcdefghij_-', []],
    ['https://news.example/r/worldnews', []],
    ['not an address', []],
  ])('of %s', (page, feeds) => {
    expect(siteFeeds(page, true)).toEqual(feeds);
  });

  it('are found without asking for the page', async () => {
    const asked: string[] = [];
    const fetch: Fetch = async (url) => {
      asked.push(url);
      if (!url.endsWith('/tags.atom')) throw new FeedError('not-found', 'not there');
      return {
        status: 'fetched',
        url,
        contentType: null,
        bytes: Buffer.from('<feed xmlns="http://www.w3.org/2005/Atom"><title>Tags</title></feed>'),
        validators: { etag: null, lastModified: null },
      };
    };
    expect(await discoverAt(repository, fetch)).toMatchObject([
      { url: `${repository}/tags.atom`, title: 'Tags' },
    ]);
    expect(asked).not.toContain(repository);
  });

  it('are found by the address that a page calls its own', async () => {
    const pages: Readonly<Record<string, string>> = {
      'https://www.youtube.com/@somebody': `<link rel="canonical" href="https://www.youtube.com/channel/${channel}">`,
      [`${videos}?channel_id=${channel}`]:
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Me</title></feed>',
    };
    const fetch: Fetch = async (url) => {
      const page = pages[url];
      if (page === undefined) throw new FeedError('not-found', 'not there');
      const validators = { etag: null, lastModified: null };
      return { status: 'fetched', url, contentType: null, bytes: Buffer.from(page), validators };
    };
    expect(await discoverAt('https://www.youtube.com/@somebody', fetch)).toMatchObject([{ title: 'Me' }]);
  });
});

describe('the feeds of software that runs on any host', () => {
  it.each<[page: string, feeds: string[]]>([
    ['https://social.example/@someone', ['https://social.example/@someone.rss']],
    ['https://social.example/@someone/112233', ['https://social.example/@someone.rss']],
    ['https://social.example/@someone@other.example', ['https://other.example/@someone.rss']],
    ['https://social.example/tags/BreakingNews', ['https://social.example/tags/BreakingNews.rss']],
    ['https://social.example/about', []],
  ])('of %s', (page, feeds) => {
    expect(siteFeeds(page, false)).toEqual(feeds);
  });
});

describe('what is typed as an address', () => {
  it.each([
    ['news.example/feed', 'https://news.example/feed'],
    ['  http://news.example  ', 'http://news.example'],
    ['<https://news.example/a>', 'https://news.example/a'],
    ['localhost:8080/feed', 'https://localhost:8080/feed'],
    ['ftp://news.example', 'ftp://news.example'],
    ['feed:https://news.example/rss', 'https://news.example/rss'],
    ['feed://news.example/rss', 'http://news.example/rss'],
    ['@someone@social.example', 'https://social.example/@someone'],
    ['r/worldnews', 'https://www.reddit.com/r/worldnews/'],
    ['/u/some-one', 'https://www.reddit.com/u/some-one/'],
  ])('%s', (typed, address) => {
    expect(addressTyped(typed)).toBe(address);
  });
});
