import { afterAll, describe, expect, it } from 'vitest';
import { createFeedParser } from '../../src/feeds/feed-parser.ts';
import { readCorpus } from './corpus.ts';
import { now, parse, rss } from './parsing.ts';

const clock = { now: () => now };
const sourceOf = (document: string | Uint8Array, contentType: string | null = null) => ({
  bytes: typeof document === 'string' ? new TextEncoder().encode(document) : document,
  contentType,
  url: 'https://example.org/feed.xml',
});
const large = rss('<item><title>A & B</title><description>Text.</description></item>'.repeat(50_000));

/** How often the event loop goes round while something is done. */
async function roundsDuring(work: Promise<unknown>): Promise<number> {
  let rounds = 0;
  let isDone = false;
  const turn = () => {
    rounds += 1;
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  await work;
  isDone = true;
  return rounds;
}

describe('createFeedParser', () => {
  const aside = createFeedParser({ clock, asideBytes: 0 });
  afterAll(() => aside.close());

  it('reads beside the main thread as on it', async () => {
    for (const { bytes, contentType } of await readCorpus()) {
      expect(await aside.parse(sourceOf(bytes, contentType))).toEqual(await parse(bytes, { contentType }));
    }
  });

  it('tells what is wrong as on the main thread', async () => {
    await expect(aside.parse(sourceOf('<html/>'))).rejects.toMatchObject({
      name: 'FeedError',
      kind: 'not-a-feed',
      message: expect.stringContaining('is a web page'),
    });
  });

  it('lets the main thread go on while a large document is read, and a small one not wait for it', async () => {
    const parser = createFeedParser({ clock });
    const reading = parser.parse(sourceOf(large));
    const first = await Promise.race([
      reading.then(() => 'large'),
      parser.parse(sourceOf(rss('<item><title>T</title></item>'))).then(() => 'small'),
    ]);
    expect(first).toBe('small');
    expect(await roundsDuring(reading)).toBeGreaterThan(3);
    await parser.close();
  });

  it('ends what takes too long, and reads the next', async () => {
    const parser = createFeedParser({ clock, limitMs: 1 });
    await expect(parser.parse(sourceOf(large))).rejects.toMatchObject({
      kind: 'malformed',
      message: expect.stringMatching(/^https:\/\/example\.org\/feed\.xml takes more time or memory .+\.$/),
    });
    await parser.close();
    const next = createFeedParser({ clock });
    expect((await next.parse(sourceOf(large))).items).toHaveLength(1);
    await next.close();
  });

  it('reads documents one after the other, in the order in which they came', async () => {
    const titles: string[] = [];
    await Promise.all(
      ['A', 'B', 'C'].map(async (title) => {
        const { items } = await aside.parse(sourceOf(rss(`<item><title>${title}</title></item>`)));
        titles.push(items[0]?.title ?? '');
      }),
    );
    expect(titles).toEqual(['A', 'B', 'C']);
  });
});
