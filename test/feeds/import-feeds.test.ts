import { describe, expect, it } from 'vitest';
import { FeedError } from '../../src/errors.ts';
import type { Fetch } from '../../src/feeds/document.ts';
import { type ImportProgress, importFeeds } from '../../src/feeds/import-feeds.ts';
import { faultLines, importSummary } from '../../src/feeds/import-report.ts';
import type { OpmlFile } from '../../src/feeds/opml.ts';
import { createRoster } from '../../src/feeds/roster.ts';
import { addFeed, guildLimits, removeFeed } from '../../src/store/guild-changes.ts';
import { createGuilds, type Guild } from '../../src/store/guilds.ts';
import { openStore } from '../../src/store/open.ts';

const clock = { now: () => 0 };
const starters = [{ url: 'https://start.example/feed', title: 'Starter' }];

const serve: Fetch = async (url, _validators, signal) => {
  signal?.throwIfAborted();
  const { pathname } = new URL(url);
  if (pathname === '/404') throw new FeedError('not-found', `${url} does not exist.`);
  if (pathname === '/503') throw new FeedError('server', `${url} has trouble.`);
  return {
    status: 'fetched',
    url,
    ...(pathname === '/moved' ? { address: 'https://a.example/feed' } : {}),
    contentType: null,
    bytes: Buffer.from(
      pathname === '/page' ? '<html></html>' : `<rss><channel><title>${pathname}</title></channel></rss>`,
    ),
    validators: { etag: null, lastModified: null },
  };
};

const file = (...urls: readonly string[]): OpmlFile => ({
  entries: urls.map((url, n) => ({ line: n + 1, url, title: `Feed ${n + 1}`, tags: ['World'] })),
  faults: [],
});

async function importInto(
  opml: OpmlFile,
  {
    prepare = (guild) => guild,
    fetch = serve,
    signal = new AbortController().signal,
  }: {
    prepare?: (guild: Guild) => Guild;
    fetch?: Fetch;
    signal?: AbortSignal;
  } = {},
) {
  const store = await openStore('memory:', { clock });
  const guilds = createGuilds({ store });
  const roster = createRoster({ guilds, starters, store });
  await guilds.update('g', prepare);
  const steps: ImportProgress[] = [];
  const report = await importFeeds(
    opml,
    { guildId: 'g', userId: 'u', onProgress: (step) => steps.push(step), signal },
    { guilds, feedsOf: (id) => roster.feedsOf(guilds.get(id)), starters, fetch, clock },
  );
  const guild = guilds.get('g');
  await store.close();
  return { report, guild, steps };
}

describe('importing feeds', () => {
  it('takes what can be read, with its own title, its folders and who imported it', async () => {
    const { report, guild, steps } = await importInto(file('https://a.example/feed'));
    expect(guild.feeds).toEqual([
      { url: 'https://a.example/feed', title: '/feed', tags: ['World'], addedBy: 'u', addedAt: 0 },
    ]);
    expect(report).toMatchObject({ total: 1, added: 1, faults: [] });
    expect(steps).toEqual([{ total: 1, checked: 1, added: 1 }]);
  });

  it('leaves out what is read already, however it is spelled or where it has moved', async () => {
    const { report, guild } = await importInto(
      file(
        'https://a.example/feed',
        'http://www.a.example/feed/',
        'https://a.example/moved',
        'https://start.example/feed',
      ),
    );
    expect(guild.feeds.map(({ url }) => url)).toEqual(['https://a.example/feed']);
    expect(report).toMatchObject({ total: 4, added: 1, known: 3 });
  });

  it('brings a starter feed back that was removed', async () => {
    const { report, guild } = await importInto(file('https://start.example/feed'), {
      prepare: (before) => removeFeed(before, 'https://start.example/feed'),
    });
    expect(guild.removedStarterFeeds).toEqual([]);
    expect(report.added).toBe(1);
  });

  it('takes a feed whose server has trouble, and leaves out what is none', async () => {
    const { report, guild } = await importInto(
      file('https://a.example/page', 'https://a.example/503', 'https://a.example/404'),
    );
    expect(guild.feeds.map(({ url, title }) => [url, title])).toEqual([['https://a.example/503', 'Feed 2']]);
    expect(report).toMatchObject({ added: 1, late: 1 });
    expect(faultLines(report)).toEqual([
      expect.stringMatching(/^line 1: .*web page/),
      expect.stringMatching(/^line 3: .*does not exist/),
    ]);
  });

  it('stops at the limit of a guild and says so', async () => {
    const feeds = Array.from({ length: guildLimits.feeds - 2 }, (_, n) => ({
      url: `https://b.example/${n}`,
      title: 'B',
      tags: [],
      addedBy: 'u',
      addedAt: 0,
    }));
    const urls = Array.from({ length: 5 }, (_, n) => `https://a.example/${n}`);
    const { report, guild } = await importInto(file(...urls), {
      prepare: (guild) => ({ ...guild, feeds }),
    });
    expect(guild.feeds).toHaveLength(guildLimits.feeds);
    expect(report).toMatchObject({ added: 2, overLimit: 3 });
    expect(importSummary(report).join('\n')).toContain('5,000 feeds of its own: 3. Remove some first.');
  });

  it('keeps what it has taken when its time is over, and goes on from there the next time', async () => {
    const over = new AbortController();
    const urls = Array.from({ length: 100 }, (_, n) => `https://${n}.example/feed`);
    const fetch: Fetch = async (url, validators, signal) => {
      if (url === urls[60]) over.abort();
      return serve(url, validators, signal);
    };
    const first = await importInto(file(...urls), { fetch, signal: over.signal });
    expect(first.report.added).toBeGreaterThan(50);
    expect(first.report.added + first.report.notReached).toBe(100);
    const second = await importInto(file(...urls), {
      prepare: (guild) => first.guild.feeds.reduce((grown, feed) => addFeed(grown, feed, []), guild),
    });
    expect(second.report).toMatchObject({ known: first.report.added, added: first.report.notReached });
  });
});
