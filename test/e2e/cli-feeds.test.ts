import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGuilds } from '../../src/store/guilds.ts';
import { openStore } from '../../src/store/open.ts';
import { startProcess, temporaryFolder } from '../support/bot-process.ts';
import { type FeedServer, startFeedServer } from '../support/feed-server.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let news: FeedServer;
beforeAll(async () => {
  [folder, news] = await Promise.all([temporaryFolder(), startFeedServer()]);
});
afterAll(async () => {
  await Promise.all([folder.remove(), news.close()]);
});

async function cli(...args: readonly string[]) {
  const feedsFile = join(folder.path, 'feeds.yaml');
  await writeFile(feedsFile, 'feeds: []\n');
  const run = startProcess(
    ['src/cli.ts', ...args],
    {
      ALLOW_PRIVATE_HOSTS: '127.0.0.1',
      FEEDS_FILE: feedsFile,
      STORE_URL: `sqlite:${join(folder.path, 'wirewatch.db')}`,
    },
    folder.path,
  );
  const code = await run.exited;
  return { code, output: run.output() };
}

const samples = join(import.meta.dirname, '../demo/feeds');

/** Feeds as their bytes, by a name: those of the demo, and one in another encoding. */
async function sampleFeeds(): Promise<[name: string, bytes: Buffer][]> {
  const names = (await readdir(samples)).filter((name) => /\.(?:xml|json)$/.test(name));
  const demo = names.map(
    async (name): Promise<[string, Buffer]> => [name, await readFile(join(samples, name))],
  );
  const cyrillic = Buffer.from(
    '<?xml version="1.0" encoding="windows-1251"?><rss version="2.0"><channel><title>T</title><item><title>\u00cd\u00ee\u00e2\u00ee\u00f1\u00f2\u00e8</title><link>https://news.example/1</link></item></channel></rss>',
    'latin1',
  );
  return [...(await Promise.all(demo)), ['windows-1251.xml', cyrillic]];
}

describe('cli parse', () => {
  it('prints the same for a file and for its address', async () => {
    for (const [name, bytes] of await sampleFeeds()) {
      const path = join(folder.path, name);
      await writeFile(path, bytes);
      news.page(`/${name}`, bytes, 'application/octet-stream');
      const ofFile = await cli('parse', path, '--json');
      const ofAddress = await cli('parse', `${news.url}/${name}`, '--json');
      expect(ofFile).toMatchObject({ code: 0, output: expect.stringMatching(/^\{"id":/) });
      expect(ofAddress).toEqual(ofFile);
    }
  });
});

describe('cli feeds', () => {
  it('finds the feeds of a page', async () => {
    news.page('/site', '<link rel="alternate" type="application/rss+xml" href="/wire">');
    news.feed('/wire', 'Sample Wire', [{ title: 'A summit ends', guid: '1' }]);
    const { code, output } = await cli('feeds', 'find', `${news.url}/site`, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(output)).toEqual({
      url: `${news.url}/wire`,
      title: 'Sample Wire',
      newest: 'A summit ends',
    });
  });

  it('imports and exports the feeds of a guild', async () => {
    const store = await openStore(`sqlite:${join(folder.path, 'wirewatch.db')}`, { clock: { now: () => 0 } });
    await createGuilds({ store }).update('123', (guild) => guild);
    await store.close();
    news.feed('/wire', 'Sample Wire', []);
    const path = join(folder.path, 'subscriptions.opml');
    await writeFile(
      path,
      `<opml version="2.0"><body><outline text="World"><outline text="W" xmlUrl="${news.url}/wire"/></outline>\n<outline text="G" xmlUrl="${news.url}/gone"/></body></opml>`,
    );
    const imported = await cli('feeds', 'import', path);
    expect(imported.output).toContain('Imported 1 of 2 feeds');
    expect(imported.output).toMatch(/line 2: .*404/);
    const exported = await cli('feeds', 'export', '--guild', '123');
    expect(exported.output).toContain('<outline text="World" title="World">');
    expect(exported.output).toContain(`xmlUrl="${news.url}/wire"`);
  });

  it.each<[args: string[], says: RegExp]>([
    [['feeds', 'import', 'no-such-file.opml'], /can't be read/],
    [['feeds', 'export', '--guild', '9'], /no guild 9/],
    [['feeds', 'find', 'ftp://news.example'], /no web address/],
  ])('%j gives one clear line', async (args, says) => {
    const { code, output } = await cli(...args);
    expect(output.trim().split('\n')).toEqual([expect.stringMatching(says)]);
    expect(code).toBe(1);
  });
});
