import fc from 'fast-check';
import { generateOpml, parseOpml as parseWithFeedsmith } from 'feedsmith';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { parseOpml, type TaggedFeed, writeOpml } from '../../src/feeds/opml.ts';

const read = (text: string) => parseOpml(Buffer.from(text));
const body = (outlines: string): string => `<opml version="2.0"><body>\n${outlines}\n</body></opml>`;
const feedsOf = (text: string): TaggedFeed[] => read(text).entries.map(({ line: _line, ...feed }) => feed);

describe('reading OPML', () => {
  it.each<[what: string, outline: string, feed: Partial<TaggedFeed>]>([
    [
      'the title before the text',
      '<outline text="a" title="Title" xmlUrl="https://a.example/f"/>',
      { title: 'Title' },
    ],
    ['the text', '<outline text="Text" xmlUrl="https://a.example/f"/>', { title: 'Text' }],
    ['the host where nothing is named', '<outline xmlUrl="https://a.example/f"/>', { title: 'a.example' }],
    ['names in any case', '<OUTLINE TEXT="T" XMLURL="https://a.example/f"/>', { url: 'https://a.example/f' }],
    ['url of type rss', '<outline type="rss" text="T" url="https://a.example/f"/>', { title: 'T' }],
    ['feed:', '<outline xmlUrl="feed://a.example/f"/>', { url: 'http://a.example/f' }],
    ['feed:https:', '<outline xmlUrl="feed:https://a.example/f"/>', { url: 'https://a.example/f' }],
    [
      'a bare ampersand',
      '<outline xmlUrl="https://a.example/f?a=1&b=2"/>',
      { url: 'https://a.example/f?a=1&b=2' },
    ],
    ['entities', '<outline text="A &amp; B &#233;" xmlUrl="https://a.example/f"/>', { title: 'A & B é' }],
    ['credentials', '<outline xmlUrl="https://me:it@a.example/f"/>', { url: 'https://me:it@a.example/f' }],
    [
      'folders',
      '<outline text="World"><outline text="Asia"><outline text="A" xmlUrl="https://a.example/f"/></outline></outline>',
      { tags: ['World', 'Asia'] },
    ],
    [
      'categories',
      '<outline text="World"><outline xmlUrl="https://a.example/f" category="/World/Asia,Sport"/></outline>',
      { tags: ['World', 'Asia', 'Sport'] },
    ],
    [
      'a file that is cut off',
      '<outline text="World"><outline xmlUrl="https://a.example/f"/',
      { tags: ['World'] },
    ],
  ])('reads %s', (_what, outline, feed) => {
    expect(feedsOf(body(outline))).toMatchObject([feed]);
  });

  it('says of each line that holds no address what is wrong with it', () => {
    const { entries, faults } = read(
      body(
        '<outline type="rss" text="Nowhere"/>\n<outline text="Empty folder"/>\n<outline text="F"\n  xmlUrl="ftp://a.example/f"/>',
      ),
    );
    expect(entries).toEqual([]);
    expect(faults).toEqual([
      { line: 2, says: '"Nowhere" has no xmlUrl.' },
      { line: 4, says: 'ftp://a.example/f is no web address.' },
    ]);
  });

  it('reads the encoding that the file declares', () => {
    const text = `<?xml version="1.0" encoding="windows-1251"?>${body('<outline text="\u0001" xmlUrl="https://a.example/f"/>')}`;
    const bytes = Buffer.from(text.replace('\u0001', '\u00cd\u00ee\u00e2\u00ee\u00f1\u00f2\u00e8'), 'latin1');
    expect(parseOpml(bytes).entries[0]?.title).toBe('Новости');
  });

  it.each(['', 'milk, bread', '<html><body>page</body></html>', '{"feeds":[]}', '<rss><channel/></rss>'])(
    'refuses %j, which is no OPML',
    (text) => {
      expect(() => read(text)).toThrow(UserError);
    },
  );

  it('stops at 1,000 nested folders, and reads any bytes', () => {
    const feed = '<outline xmlUrl="https://a.example/f"/>';
    const { entries, faults } = read(body(feed + '<outline text="x">'.repeat(200_000) + feed));
    expect(entries).toHaveLength(1);
    expect(faults).toMatchObject([{ line: 2, says: expect.stringContaining('too deep') }]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        try {
          parseOpml(Buffer.concat([Buffer.from('<opml><outline '), bytes]));
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
        }
      }),
    );
  });
});

const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .map((text) => text.replaceAll(/[\p{C}\p{Z}\s]+/gu, '').normalize())
  .filter((text) => text !== '');
const aFeed = fc.record({
  url: fc.webUrl({ withQueryParameters: true }).map((url) => new URL(url).href),
  title: word,
  tags: fc.uniqueArray(word, { maxLength: 3 }),
});

describe('writing OPML', () => {
  it('gives what is read again as the same feeds with the same tags', () => {
    fc.assert(
      fc.property(fc.uniqueArray(aFeed, { selector: ({ url }) => url }), (feeds) => {
        const again = feedsOf(writeOpml('Feeds', feeds, 0) || '');
        const byUrl = (a: TaggedFeed, b: TaggedFeed) => (a.url < b.url ? -1 : 1);
        expect(again.toSorted(byUrl)).toEqual(feeds.toSorted(byUrl));
      }),
    );
  });

  it('writes what another library reads, and reads what it writes', () => {
    const feeds: TaggedFeed[] = [
      { url: 'https://a.example/f?a=1&b=2', title: 'A "quoted" <title>', tags: ['World', 'Asia'] },
      { url: 'https://b.example/f', title: 'B', tags: [] },
    ];
    const theirs = parseWithFeedsmith(writeOpml('Feeds', feeds, 0));
    expect(theirs.body?.outlines).toMatchObject([
      { text: 'B', xmlUrl: 'https://b.example/f', type: 'rss' },
      {
        text: 'World',
        outlines: [{ text: 'Asia', outlines: [{ text: feeds[0]?.title, xmlUrl: feeds[0]?.url }] }],
      },
    ]);
    const written = generateOpml({
      head: { title: 'Feeds' },
      body: {
        outlines: [
          { text: 'World', outlines: [{ type: 'rss', text: 'A & B', xmlUrl: 'https://a.example/f' }] },
        ],
      },
    });
    expect(feedsOf(String(written))).toEqual([
      { url: 'https://a.example/f', title: 'A & B', tags: ['World'] },
    ]);
  });

  it('keeps names and passwords out of the file', () => {
    const text = writeOpml('Feeds', [{ url: 'https://me:secret@a.example/f', title: 'A', tags: [] }], 0);
    expect(text).toContain('xmlUrl="https://a.example/f"');
    expect(text).not.toContain('secret');
  });
});
