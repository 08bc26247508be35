import { describe, expect, it } from 'vitest';
import { atom, parse, parseItem, rss } from './parsing.ts';

const item = (inner: string): string => rss(`<item>${inner}</item>`);
const entry = (inner: string): string => atom(`<entry>${inner}</entry>`);

describe('addresses', () => {
  it.each([
    [
      'as they are',
      item('<link>https://example.org/a?utm_source=rss#b</link>'),
      'https://example.org/a?utm_source=rss#b',
    ],
    ['relative to the feed', item('<link>/a</link>'), 'https://example.org/a'],
    ['broken over lines', item('<link>\n  https://example.org/a\n  </link>'), 'https://example.org/a'],
    [
      'relative to xml:base of the root',
      rss('<item><link>a</link></item>', 'xml:base="https://base.example/x/"'),
      'https://base.example/x/a',
    ],
    [
      'relative to xml:base of the feed',
      atom('<entry><link href="a"/></entry>', 'xml:base="https://base.example/x/"'),
      'https://base.example/x/a',
    ],
    [
      'relative to nested xml:base',
      atom(
        '<entry xml:base="y/"><link xml:base="z/" href="a"/></entry>',
        'xml:base="https://base.example/x/"',
      ),
      'https://base.example/x/y/z/a',
    ],
    ['from a guid', item('<title>A</title><guid>https://example.org/a</guid>'), 'https://example.org/a'],
    [
      'not from a guid that is none',
      item('<title>A</title><guid isPermaLink="false">https://example.org/a</guid>'),
      null,
    ],
    [
      'link before guid',
      item('<guid>https://example.org/g</guid><link>https://example.org/a</link>'),
      'https://example.org/a',
    ],
    [
      'guid where the link is empty',
      item('<link></link><guid>https://example.org/a</guid>'),
      'https://example.org/a',
    ],
    ['atom:link in RSS', item('<atom:link href="https://example.org/a"/>'), 'https://example.org/a'],
    [
      'alternate among others',
      entry(
        '<link rel="enclosure" href="/m.mp3"/><link rel="self" href="/s"/><link rel="alternate" href="/a"/>',
      ),
      'https://example.org/a',
    ],
    [
      'a page before other alternates',
      entry('<link type="application/json" href="/j"/><link type="text/html" href="/a"/>'),
      'https://example.org/a',
    ],
    [
      'an Atom link without attributes',
      entry('<link/><link href="/a"/><title>A</title>'),
      'https://example.org/a',
    ],
    [
      'rdf:about',
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>T</title></channel><item rdf:about="https://example.org/a"><title>A</title></item></rdf:RDF>',
      'https://example.org/a',
    ],
    ['not from a guid that is no address', item('<title>A</title><guid>12345</guid>'), null],
    [
      'the original of a link that counts',
      item(
        '<link>http://feedproxy.google.com/~r/x</link><feedburner:origLink>https://example.org/a</feedburner:origLink>',
      ),
      'https://example.org/a',
    ],
    ['no scripts', item('<title>A</title><link>javascript:alert(1)</link>'), null],
    ['no files', item('<title>A</title><link>file:///etc/passwd</link>'), null],
    ['no name and password', item('<link>https://ann:secret@example.org/a</link>'), 'https://example.org/a'],
  ])('%s', async (_, document, url) => {
    expect((await parseItem(document)).url).toBe(url);
  });

  it('never inherit a password from the address of the feed', async () => {
    const feed = await parse(item('<link>/a</link>'), { url: 'https://ann:secret@example.org/feed' });
    expect(JSON.stringify(feed)).not.toContain('secret');
    expect(feed.items[0]?.url).toBe('https://example.org/a');
  });

  it('of a feed in a file are read as if it came from its site', async () => {
    const from = { url: 'file:///tmp/feed.xml' };
    const inner =
      '<item><title>A</title><link>/a</link><description><![CDATA[<img src="/i.jpg">]]></description></item>';
    const expected = { url: 'https://example.org/a', image: 'https://example.org/i.jpg' };
    expect(await parseItem(rss(inner), from)).toMatchObject(expected);
    expect(await parseItem(rss(`${inner}<x>&</x>`), from)).toMatchObject(expected);
    const siteless = rss(inner).replace('https://example.org/', '');
    expect(await parseItem(siteless, from)).toMatchObject({ url: null, image: null });
  });
});

describe('dates', () => {
  it.each([
    [item('<title>A</title><pubDate>Wed, 03 Sep 2025 02:00:00 GMT</pubDate>')],
    [item('<title>A</title><pubDate>Mon, 3 Sept 2025 02:00 UT</pubDate>')],
    [item('<title>A</title><pubDate>2025-09-03 02:00:00</pubDate>')],
    [item('<title>A</title><PubDate>Wed, 03 Sep 2025 02:00:00 GMT</PubDate>')],
    [item('<title>A</title><dc:date>2025-09-03T02:00Z</dc:date>')],
    [item('<title>A</title><dcterms:created>2025-09-03T02:00Z</dcterms:created>')],
    [item('<title>A</title><pubDate>rubbish</pubDate><dc:date>2025-09-03T02:00Z</dc:date>')],
    [
      entry(
        '<title>A</title><updated>2025-09-04T02:00:00Z</updated><published>2025-09-03T02:00:00Z</published>',
      ),
    ],
    [entry('<title>A</title><published>rubbish</published><updated>2025-09-03T02:00:00Z</updated>')],
  ])('%s', async (document) => {
    expect((await parseItem(document)).publishedAt).toBe('2025-09-03T02:00:00.000Z');
  });

  it.each(['Thu, 01 Jan 1970 00:00:00 GMT', '2099-01-01T00:00:00Z', '0001-01-01', 'today', ''])(
    'are null where they can’t be true: %j',
    async (date) => {
      expect((await parseItem(item(`<title>A</title><pubDate>${date}</pubDate>`))).publishedAt).toBeNull();
    },
  );
});

describe('pictures', () => {
  const big = 'https://example.org/big.jpg';
  it.each([
    [
      'the widest of media:content',
      item(
        `<title>A</title><media:content url="/small.jpg" width="100"/><media:content url="/big.jpg" width="900"/>`,
      ),
      big,
    ],
    [
      'media:group',
      item('<title>A</title><media:group><media:content url="/big.jpg" medium="image"/></media:group>'),
      big,
    ],
    ['media:thumbnail', item('<title>A</title><media:thumbnail url="/big.jpg"/>'), big],
    [
      'media under another prefix',
      rss(
        '<item><title>A</title><m:thumbnail url="/big.jpg"/></item>',
        'xmlns:m="http://search.yahoo.com/mrss/"',
      ),
      big,
    ],
    ['no films', item('<title>A</title><media:content url="/film.mp4" type="video/mp4"/>'), null],
    [
      'the picture of a film',
      item(
        '<title>A</title><media:content url="/film.mp4" medium="video"><media:thumbnail url="/big.jpg"/></media:content>',
      ),
      big,
    ],
    [
      'enclosures',
      item(
        '<title>A</title><enclosure url="/a.mp3" type="audio/mpeg"/><enclosure url="/big.jpg" type="image/jpeg"/>',
      ),
      big,
    ],
    [
      'Atom enclosures',
      entry('<title>A</title><link rel="enclosure" type="image/jpeg" href="/big.jpg"/>'),
      big,
    ],
    ['itunes:image', item('<title>A</title><itunes:image href="/big.jpg"/>'), big],
    [
      'the first of the text',
      item(
        '<title>A</title><description><![CDATA[<p>A</p><img src="/big.jpg"><img src="/b.jpg">]]></description>',
      ),
      big,
    ],
    [
      'no pixel that counts',
      item(
        '<title>A</title><description><![CDATA[<img src="/p.gif" width="1" height="1"><img src="/big.jpg">]]></description>',
      ),
      big,
    ],
    [
      'the lazy one',
      item(
        '<title>A</title><description><![CDATA[<img src="data:image/gif;base64,R0" data-src="/big.jpg">]]></description>',
      ),
      big,
    ],
    [
      'no data',
      item('<title>A</title><description><![CDATA[<img src="data:image/gif;base64,R0">]]></description>'),
      null,
    ],
    [
      'escaped twice',
      item('<title>A</title><media:thumbnail url="/big.jpg?a=1&amp;amp;b=2"/>'),
      `${big}?a=1&b=2`,
    ],
    [
      'relative to xml:base',
      atom(
        '<entry xml:base="https://example.org/x/"><title>A</title><content type="html">&lt;img src="../big.jpg"&gt;</content></entry>',
      ),
      big,
    ],
    [
      'JSON Feed',
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1',
        items: [{ id: '1', image: '/big.jpg', title: 'A' }],
      }),
      big,
    ],
    [
      'JSON Feed attachments',
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1',
        items: [
          {
            id: '1',
            title: 'A',
            attachments: [
              { url: '/a.mp3', mime_type: 'audio/mpeg' },
              { url: '/big.jpg', mime_type: 'image/jpeg' },
            ],
          },
        ],
      }),
      big,
    ],
  ])('%s', async (_, document, image) => {
    expect((await parseItem(document)).image).toBe(image);
  });
});
