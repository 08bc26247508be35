import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FeedError } from '../../src/errors.ts';
import type { ParsedFeed } from '../../src/feeds/item.ts';
import { atom, parse, rss } from './parsing.ts';

const isAddress = (address: string | null): boolean => address === null || /^https?:\/\/./.test(address);
const isDate = (date: string | null): boolean => date === null || new Date(date).toISOString() === date;

/** What the rest of Wirewatch relies on, by the item that breaks it. */
function faultsOf({ title, items }: ParsedFeed): unknown[] {
  const faults = items.filter(
    (item) =>
      !/^[\w-]{22}$/.test(item.id) ||
      /\p{Cc}/u.test(item.title) ||
      item.title !== item.title.trim() ||
      /(?!\n)\p{Cc}/u.test(item.text) ||
      !isAddress(item.url) ||
      !isAddress(item.image) ||
      !isDate(item.publishedAt) ||
      (item.title === '' && item.text === '' && item.url === null),
  );
  const ids = new Set(items.map(({ id }) => id));
  return [...faults, ...(title === '' ? ['no title'] : []), ...(ids.size < items.length ? ['ids'] : [])];
}

/** Reads a document that may be anything. Resolves with what is wrong about the outcome: nothing. */
async function faults(document: string | Uint8Array, contentType: string | null = null): Promise<unknown[]> {
  try {
    return faultsOf(await parse(document, { contentType }));
  } catch (error) {
    const isClear = error instanceof FeedError && /^(?:not-a-feed|malformed)$/.test(error.kind);
    return isClear && !error.message.includes('\n') ? [] : [error];
  }
}

const markup = fc.constantFrom(
  ...'<item> </item> <title> </title> <link> </link> <link/> <guid> </guid> <description> </description> <entry> </entry> <content:encoded> </content:encoded> <![CDATA[ ]]> <!-- --> & &amp; &lt; &nbsp; &#0; &x; < > <b> </b> <p> <img src="a.jpg"> <media:content url="x"/> <pubDate> </pubDate> <author> <name> </name> </author> <content type="xhtml"> </content> </channel> </rss> </feed> http://a.b/ 2025-09-03 " \' <? ?> <!DOCTYPE ['.split(
    ' ',
  ),
);
const soup = fc
  .array(
    fc.oneof({ weight: 4, arbitrary: markup }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) }),
    {
      maxLength: 40,
    },
  )
  .map((pieces) => pieces.join(''));

describe('any document', { timeout: 60_000 }, () => {
  it('of random bytes gives a feed or a clear error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.string(), async (bytes, type) => {
        expect(await faults(bytes, type)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('of feed markup in any order gives a feed or a clear error', async () => {
    await fc.assert(
      fc.asyncProperty(soup, async (inner) => {
        for (const document of [rss(inner), atom(inner), inner]) expect(await faults(document)).toEqual([]);
      }),
      { numRuns: 700 },
    );
  });

  it('that is a damaged feed gives a feed or a clear error', async () => {
    const good = new TextEncoder().encode(
      rss(
        '<item><title>One &amp; two</title><link>https://example.org/1</link><description><![CDATA[<p>Text</p>]]></description></item>'.repeat(
          3,
        ),
      ),
    );
    const damage = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(good.length), async (changes, end) => {
        const bytes = good.slice(0, end);
        for (const [place, byte] of changes) if (place < end) bytes[place] = byte;
        expect(await faults(bytes)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('of JSON gives a feed or a clear error', async () => {
    const json = fc.oneof(
      fc.json(),
      fc
        .array(fc.jsonValue())
        .map((items) => JSON.stringify({ version: 'https://jsonfeed.org/version/1', items })),
      fc
        .array(
          fc.record({
            id: fc.jsonValue(),
            url: fc.jsonValue(),
            title: fc.jsonValue(),
            content_html: fc.jsonValue(),
            authors: fc.jsonValue(),
            attachments: fc.jsonValue(),
            date_published: fc.jsonValue(),
          }),
        )
        .map((items) => JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', items })),
    );
    await fc.assert(
      fc.asyncProperty(json, async (document) => {
        expect(await faults(document)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('any item', { timeout: 60_000 }, () => {
  const escapeXml = (text: string): string =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  const word = fc.stringMatching(/^[\p{L}\p{N}.,:;!?'’—-]{1,12}$/u);
  const line = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' '));
  const item = fc.record({
    guid: fc.uuid(),
    title: line,
    url: fc.webUrl({ withQueryParameters: true }).map((url) => new URL(url).href),
    text: fc.array(line, { minLength: 1, maxLength: 4 }).map((paragraphs) => paragraphs.join('\n\n')),
    publishedAt: fc
      .date({ min: new Date('1990-01-01'), max: new Date('2025-09-10'), noInvalidDate: true })
      .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000).toISOString()),
    author: line,
  });
  const html = (text: string): string =>
    text
      .split('\n\n')
      .map((one) => `<p>${escapeXml(one)}</p>`)
      .join('\n');

  it('is read as it was written, from every format', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(item, { selector: ({ guid }) => guid, maxLength: 4 }),
        async (items) => {
          const asRss = items.map(
            (one) =>
              `<item><title>${escapeXml(one.title)}</title><link>${escapeXml(one.url)}</link><guid isPermaLink="false">${one.guid}</guid><pubDate>${new Date(one.publishedAt).toUTCString()}</pubDate><dc:creator>${escapeXml(one.author)}</dc:creator><content:encoded><![CDATA[${html(one.text)}]]></content:encoded></item>`,
          );
          const asAtom = items.map(
            (one) =>
              `<entry><title>${escapeXml(one.title)}</title><link href="${escapeXml(one.url)}"/><id>${one.guid}</id><published>${one.publishedAt}</published><author><name>${escapeXml(one.author)}</name></author><content type="html">${escapeXml(html(one.text))}</content></entry>`,
          );
          const asXhtml = items.map(
            (one) =>
              `<entry><title>${escapeXml(one.title)}</title><link href="${escapeXml(one.url)}"/><id>${one.guid}</id><published>${one.publishedAt}</published><author><name>${escapeXml(one.author)}</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${html(one.text)}</div></content></entry>`,
          );
          const asJson = JSON.stringify({
            version: 'https://jsonfeed.org/version/1.1',
            items: items.map((one) => ({
              id: one.guid,
              title: one.title,
              url: one.url,
              content_text: one.text,
              date_published: one.publishedAt,
              authors: [{ name: one.author }],
            })),
          });
          const expected = items.map(({ title, url, text, publishedAt, author }) => ({
            title,
            url,
            text,
            publishedAt,
            author,
          }));
          const ids = new Set<string>();
          for (const document of [
            rss(asRss.join('')),
            atom(asAtom.join('')),
            atom(asXhtml.join('')),
            asJson,
          ]) {
            const { items: read } = await parse(document);
            expect(read).toMatchObject(expected);
            expect(read).toHaveLength(expected.length);
            ids.add(read.map(({ id }) => id).join());
          }
          expect(ids.size).toBe(1);
        },
      ),
      { numRuns: 200 },
    );
  });
});
