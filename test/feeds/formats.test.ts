import { describe, expect, it } from 'vitest';
import { atom, parse, parseItem, rss } from './parsing.ts';

const rdf = (version: string, items: string): string =>
  `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="${version}" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://example.org/"><title>News</title><link>https://example.org/</link></channel>${items}</rdf:RDF>`;

const story = {
  title: 'Leaders meet in Beijing',
  url: 'https://example.org/2025/beijing',
  text: 'They met on Wednesday.',
};
const dated = { ...story, publishedAt: '2025-09-03T02:00:00.000Z' };
const fields = `<title>${story.title}</title><link>${story.url}</link><description>${story.text}</description>`;

describe('every format becomes the same item', () => {
  it.each<[name: string, document: string, format: string, item: object]>([
    ['RSS 0.90', rdf('http://my.netscape.com/rdf/simple/0.9/', `<item>${fields}</item>`), 'rss', story],
    [
      'RSS 0.91 with its DOCTYPE',
      `<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>News</title><link>https://example.org/</link><item>${fields}</item></channel></rss>`,
      'rss',
      story,
    ],
    ['RSS 0.92', rss(`<item>${fields}</item>`).replace('"2.0"', '"0.92"'), 'rss', story],
    [
      'RSS 1.0',
      rdf(
        'http://purl.org/rss/1.0/',
        `<item rdf:about="${story.url}">${fields}<dc:date>2025-09-03T10:00:00+08:00</dc:date></item>`,
      ),
      'rss',
      dated,
    ],
    [
      'RSS 1.0 under prefixes',
      `<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://purl.org/rss/1.0/"><x:channel><x:title>News</x:title><x:link>https://example.org/</x:link></x:channel><x:item><x:title>${story.title}</x:title><x:link>${story.url}</x:link><x:description>${story.text}</x:description></x:item></r:RDF>`,
      'rss',
      story,
    ],
    [
      'RSS 1.0 without its default namespace',
      rdf('', `<item>${fields}</item>`).replace(' xmlns=""', ''),
      'rss',
      story,
    ],
    ['RSS 2.0', rss(`<item>${fields}<pubDate>Wed, 03 Sep 2025 02:00:00 GMT</pubDate></item>`), 'rss', dated],
    ['RSS without a version', rss(`<item>${fields}</item>`).replace(' version="2.0"', ''), 'rss', story],
    ['RSS of a version nobody made', rss(`<item>${fields}</item>`).replace('2.0', '3.14'), 'rss', story],
    [
      'RSS with a default namespace',
      rss(`<item>${fields}</item>`, 'xmlns="http://backend.userland.com/rss2"'),
      'rss',
      story,
    ],
    [
      'RSS in capitals',
      rss(`<ITEM>${fields}</ITEM>`).replaceAll('rss', 'RSS').replaceAll('channel', 'Channel'),
      'rss',
      story,
    ],
    [
      'RSS with its items beside the channel',
      rss('').replace('</channel>', `</channel><item>${fields}</item>`),
      'rss',
      story,
    ],
    [
      'RSS with two channels',
      rss('').replace('</channel>', `</channel><channel><item>${fields}</item></channel>`),
      'rss',
      story,
    ],
    [
      'a bare channel',
      `<channel><title>News</title><link>https://example.org/</link><item>${fields}</item></channel>`,
      'rss',
      story,
    ],
    [
      'Atom 1.0',
      atom(
        `<entry><title>${story.title}</title><link href="${story.url}"/><id>tag:example.org,2025:1</id><published>2025-09-03T02:00:00Z</published><updated>2025-09-04T02:00:00Z</updated><summary>${story.text}</summary></entry>`,
      ),
      'atom',
      dated,
    ],
    [
      'Atom 1.0 under a prefix',
      `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>News</a:title><a:link href="https://example.org/"/><a:entry><a:title>${story.title}</a:title><a:link href="${story.url}"/><a:updated>2025-09-03T02:00:00Z</a:updated><a:content>${story.text}</a:content></a:entry></a:feed>`,
      'atom',
      dated,
    ],
    [
      'Atom 0.3',
      `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>News</title><link rel="alternate" type="text/html" href="https://example.org/"/><entry><title>${story.title}</title><link rel="alternate" type="text/html" href="${story.url}"/><issued>2025-09-03T10:00:00+08:00</issued><modified>2025-09-04T02:00:00Z</modified><content type="text/html" mode="escaped">&lt;p&gt;${story.text}&lt;/p&gt;</content></entry></feed>`,
      'atom',
      dated,
    ],
    [
      'Atom 0.3 in base64',
      `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>News</title><link rel="alternate" href="https://example.org/"/><entry><title>${story.title}</title><link href="${story.url}"/><modified>2025-09-03T02:00:00Z</modified><content type="text/html" mode="base64">${Buffer.from(`<p>${story.text}</p>`).toString('base64')}</content></entry></feed>`,
      'atom',
      dated,
    ],
    [
      'Atom without a namespace',
      `<feed><title>News</title><link href="https://example.org/"/><entry><title>${story.title}</title><link href="${story.url}"/><summary>${story.text}</summary></entry></feed>`,
      'atom',
      story,
    ],
    [
      'JSON Feed 1.0',
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1',
        title: 'News',
        home_page_url: 'https://example.org/',
        items: [
          {
            id: '1',
            url: story.url,
            title: story.title,
            content_html: `<p>${story.text}</p>`,
            date_published: '2025-09-03T10:00:00+08:00',
          },
        ],
      }),
      'json',
      dated,
    ],
    [
      'JSON Feed 1.1',
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'News',
        home_page_url: 'https://example.org/',
        items: [
          {
            id: 1,
            external_url: story.url,
            title: story.title,
            content_text: story.text,
            date_modified: '2025-09-03T02:00:00Z',
          },
        ],
      }),
      'json',
      dated,
    ],
  ])('%s', async (_, document, format, item) => {
    const feed = await parse(document);
    expect(feed).toMatchObject({ format, title: 'News', siteUrl: 'https://example.org/' });
    expect(feed.items).toHaveLength(1);
    expect(feed.items[0]).toMatchObject(item);
  });

  it('gives null for what an entry does not say', async () => {
    const item = await parseItem(rss('<item><title>Only a title</title></item>'));
    expect(item).toMatchObject({
      url: null,
      text: '',
      publishedAt: null,
      author: null,
      lang: null,
      image: null,
    });
    expect(item.feed).toEqual({ url: 'https://example.org/feed.xml', title: 'News' });
  });

  it('keeps the order of the document', async () => {
    const { items } = await parse(rss('<item><title>B</title></item><item><title>A</title></item>'));
    expect(items.map(({ title }) => title)).toEqual(['B', 'A']);
  });

  it('reads a feed without items', async () => {
    expect((await parse(rss(''))).items).toEqual([]);
    expect((await parse(atom(''))).items).toEqual([]);
  });
});
