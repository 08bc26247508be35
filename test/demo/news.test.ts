import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseFeed } from '../../src/feeds/parse.ts';
import { type NewsServer, startNewsServer } from './news.ts';

const now = Date.parse('2026-01-02T03:04:05Z');

describe('the news server of the demo', () => {
  let news: NewsServer;

  beforeEach(async () => {
    news = await startNewsServer({ clock: { now: () => now } });
  });

  afterEach(() => news.close());

  async function read(name: string) {
    const response = await fetch(`${news.url}/feeds/${name}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    return parseFeed({ bytes, contentType: response.headers.get('content-type'), url: response.url });
  }

  const titles = async (name: string) => (await read(name)).items.map(({ title }) => title);

  it('serves feeds of every format, each with the title that it is listed under', async () => {
    const parsed = await Promise.all(news.feeds.map(({ name }) => read(name)));
    expect(parsed.map(({ title }) => title)).toEqual(news.feeds.map(({ title }) => title));
    expect(new Set(parsed.map(({ format }) => format))).toEqual(new Set(['rss', 'atom', 'json']));
    expect(parsed.every(({ items }) => items.length > 0)).toBe(true);
  });

  it('holds the news back until it is released, oldest first and dated now', async () => {
    expect(await titles('world-wire')).not.toContain(
      'SCO summit in Tianjin ends with a decision on a development bank',
    );
    expect(news.release(1)).toEqual([
      {
        feed: 'Sample World Wire',
        title: 'SCO summit in Tianjin ends with a decision on a development bank',
      },
    ]);
    const [newest] = (await read('world-wire')).items;
    expect(newest).toMatchObject({
      title: 'SCO summit in Tianjin ends with a decision on a development bank',
      publishedAt: '2026-01-02T03:04:05.000Z',
    });
  });

  it('has nothing left once all is released', () => {
    const held = news.held;
    expect(news.release()).toHaveLength(held);
    expect(news.held).toBe(0);
  });

  it.each(['world-wire', 'diplomacy-notes', 'science-desk'])(
    'publishes an entry of one’s own in %s',
    async (name) => {
      news.publish(name, {
        title: 'Fish & <chips>',
        url: `${news.url}/articles/own`,
        html: '<p>One & two</p>',
      });
      const [newest] = (await read(name)).items;
      expect(newest).toMatchObject({
        title: 'Fish & <chips>',
        url: `${news.url}/articles/own`,
        text: 'One & two',
        publishedAt: '2026-01-02T03:04:05.000Z',
      });
    },
  );

  it('says which feeds there are where one is not', () => {
    expect(() => news.publish('nowhere', { title: '', url: '', html: '' })).toThrow(/use asia-desk, /);
  });

  it('answers 304 to who has the document already, and 200 again after news', async () => {
    const url = `${news.url}/feeds/world-wire`;
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    const again = () => fetch(url, { headers: { 'if-none-match': etag } });
    expect((await again()).status).toBe(304);
    news.release();
    expect((await again()).status).toBe(200);
  });

  it('has the page and the picture of every entry', async () => {
    news.release();
    const parsed = await Promise.all(news.feeds.map(({ name }) => read(name)));
    const items = parsed.flatMap((feed) => feed.items);
    expect(items.length).toBeGreaterThanOrEqual(20);
    const addresses = items.flatMap(({ url, image }) => [url, image].filter((address) => address !== null));
    const statuses = await Promise.all(addresses.map(async (address) => (await fetch(address)).status));
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  it('resolves read() once every feed was asked for', async () => {
    const order: string[] = [];
    const reading = news.read().then(() => order.push('read'));
    for (const { name } of news.feeds) {
      await read(name);
      order.push(name);
    }
    await reading;
    expect(order.slice(0, news.feeds.length - 1)).not.toContain('read');
  });
});
