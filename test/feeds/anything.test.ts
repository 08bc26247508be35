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
