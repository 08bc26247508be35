import fc from 'fast-check';
import { generateAtomFeed, generateJsonFeed, generateRssFeed } from 'feedsmith';
import { describe, expect, it } from 'vitest';
import type { Item } from '../../src/feeds/item.ts';
import { atom, parse } from './parsing.ts';

/** An item but for what follows from the others, and its guid. */
type Written = Omit<Item, 'id' | 'feed'> & { readonly guid: string };

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const paragraphsOf = (text: string): string[] => (text === '' ? [] : text.split('\n\n'));
const html = (text: string): string =>
  paragraphsOf(text)
    .map((one) => `<p>${escapeHtml(one)}</p>`)
    .join('\n');

/** Words that only look like markup a bit: what is really some can't be told from it in a title. */
const word = fc.oneof(
  { weight: 9, arbitrary: fc.stringMatching(/^[\p{L}\p{N}.,:;!?'"’“”—–$€%()-]{1,12}$/u) },
  fc.constantFrom('&', 'AT&T', '<', '3<4', '>', 'a>b', ']]>', '🚀', '👩‍🚀', '&c.', '%', '{"a":1}', '--'),
);
const line = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' '));
const address = fc.webUrl({ withQueryParameters: true }).map((url) => new URL(url).href);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 4 });
const item: fc.Arbitrary<Written> = fc.record({
  guid: fc.uuid(),
  title: line,
  url: maybe(address),
  text: fc.array(line, { maxLength: 4 }).map((paragraphs) => paragraphs.join('\n\n')),
  publishedAt: maybe(
    fc
      .date({ min: new Date('1990-01-01'), max: new Date('2025-09-10'), noInvalidDate: true })
      .map((date) => new Date(Math.floor(date.getTime() / 1_000) * 1_000).toISOString()),
  ),
  author: maybe(line),
  lang: maybe(fc.constantFrom('en', 'de-AT', 'zh-Hant-TW')),
  image: maybe(address),
});
const items = fc.uniqueArray(item, { selector: ({ guid }) => guid, maxLength: 5 });

const site = 'https://example.org/';
const present = <T>(value: T | null): T[] => (value === null ? [] : [value]);
const dateOf = ({ publishedAt }: Written) =>
  publishedAt === null ? {} : { published: new Date(publishedAt) };

/** Dublin Core, which RSS and Atom have in common. */
const dublinCore = ({ author, lang }: Written) => ({ creators: present(author), languages: present(lang) });

const writers: Readonly<Record<string, (written: readonly Written[]) => string>> = {
  RSS: (written) =>
    generateRssFeed({
      title: 'News',
      link: site,
      description: 'All of it',
      items: written.map((one) => ({
        title: escapeHtml(one.title),
        ...(one.url === null ? {} : { link: one.url }),
        guid: { value: one.guid, isPermaLink: false },
        ...(one.publishedAt === null ? {} : { pubDate: new Date(one.publishedAt) }),
        dc: dublinCore(one),
        content: { encoded: html(one.text) },
        enclosures: present(one.image).map((url) => ({ url, type: 'image/jpeg', length: 1 })),
      })),
    }),
  Atom: (written) =>
    generateAtomFeed({
      id: site,
      title: { value: 'News' },
      links: [{ href: site }],
      updated: new Date(0),
      entries: written.map((one) => ({
        id: one.guid,
        title: { value: escapeHtml(one.title), type: 'html' },
        links: [
          ...present(one.url).map((href) => ({ href })),
          ...present(one.image).map((href) => ({ href, rel: 'enclosure', type: 'image/jpeg' })),
        ],
        ...dateOf(one),
        authors: present(one.author).map((name) => ({ name })),
        dc: dublinCore({ ...one, author: null }),
        content: { value: html(one.text), type: 'html' },
      })),
    }),
  'JSON Feed': (written) =>
    JSON.stringify(
      generateJsonFeed({
        title: 'News',
        home_page_url: site,
        items: written.map((one) => ({
          id: one.guid,
          title: escapeHtml(one.title),
          content_html: html(one.text),
          authors: present(one.author).map((name) => ({ name })),
          ...(one.url === null ? {} : { url: one.url }),
          ...(one.publishedAt === null ? {} : { date_published: new Date(one.publishedAt) }),
          ...(one.lang === null ? {} : { language: one.lang }),
          ...(one.image === null ? {} : { image: one.image }),
        })),
      }),
    ),
};

/** No library writes XHTML into Atom. */
const asXhtml = (written: readonly Written[]): string =>
  atom(
    written
      .map(
        (one) =>
          `<entry><id>${one.guid}</id><title>${escapeHtml(one.title)}</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${html(one.text)}</div></content></entry>`,
      )
      .join(''),
  );

describe('any item', { timeout: 60_000 }, () => {
  it.each(Object.entries(writers))(
    'that an independent library writes as %s is read as it was',
    async (_, write) => {
      await fc.assert(
        fc.asyncProperty(items, async (written) => {
          const feed = await parse(write(written));
          expect(feed).toMatchObject({ title: 'News', siteUrl: site, fault: null });
          expect(feed.items).toEqual(
            written.map(({ guid: _guid, ...fields }) => ({
              ...fields,
              id: expect.stringMatching(/^[\w-]{22}$/),
              feed: { url: 'https://example.org/feed.xml', title: 'News' },
            })),
          );
        }),
        { numRuns: 300 },
      );
    },
  );

  it('has the same id in every format', async () => {
    await fc.assert(
      fc.asyncProperty(items, async (written) => {
        const read = await Promise.all(Object.values(writers).map(async (write) => parse(write(written))));
        const [first, ...others] = read.map((feed) => feed.items.map(({ id }) => id));
        for (const other of others) expect(other).toEqual(first);
      }),
      { numRuns: 100 },
    );
  });

  it('in XHTML is read as it was', async () => {
    await fc.assert(
      fc.asyncProperty(items, async (written) => {
        const { items: read, fault } = await parse(asXhtml(written));
        expect(fault).toBeNull();
        expect(read).toMatchObject(written.map(({ title, text }) => ({ title, text })));
      }),
      { numRuns: 200 },
    );
  });
});
