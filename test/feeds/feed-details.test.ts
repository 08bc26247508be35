import { describe, expect, it } from 'vitest';
import { atom, parse, parseItem, rss } from './parsing.ts';

describe('the feed itself', () => {
  it.each([
    ['<rss version="2.0"><channel></channel></rss>', 'example.org'],
    ['<rss version="2.0"><channel><title> </title></channel></rss>', 'example.org'],
    [
      '<rss version="2.0"><channel><title>A &amp;amp; B\n &lt;b&gt;C&lt;/b&gt;</title></channel></rss>',
      'A & B C',
    ],
    [
      '<rss version="2.0"><channel><image><title>Logo</title></image><title>News</title></channel></rss>',
      'News',
    ],
    [
      '<feed xmlns="http://www.w3.org/2005/Atom"><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">World <em>news</em> today</div></title></feed>',
      'World news today',
    ],
  ])('has a title: %s', async (document, title) => {
    expect((await parse(document)).title).toBe(title);
  });

  it.each([
    [rss('<language>en-us</language>'), 'en-US'],
    [rss('<dc:language>de_AT</dc:language>'), 'de-AT'],
    [rss('<language>not a language</language>'), null],
    [rss('', 'xml:lang="fr"'), 'fr'],
    [atom('', 'xml:lang="zh-hans-cn"'), 'zh-Hans-CN'],
    [JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', language: 'ko', items: [] }), 'ko'],
  ])('says its language: %s', async (document, lang) => {
    expect((await parse(document)).lang).toBe(lang);
  });

  it('finds the site beside the links that lead elsewhere', async () => {
    const document = rss('').replace(
      '<link>https://example.org/</link>',
      '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="https://example.org/feed.xml"/><link>/news/</link>',
    );
    expect((await parse(document)).siteUrl).toBe('https://example.org/news/');
  });
});

describe('languages of entries', () => {
  it.each([
    [atom('<entry xml:lang="de"><title>A</title></entry>', 'xml:lang="en"'), 'de'],
    [atom('<entry><title>A</title></entry>', 'xml:lang="en"'), 'en'],
    [rss('<language>en</language><item><title>A</title><dc:language>ru</dc:language></item>'), 'ru'],
  ])('%s', async (document, lang) => {
    expect((await parseItem(document)).lang).toBe(lang);
  });
});

describe('authors', () => {
  const creator = 'xmlns:dc="http://purl.org/dc/elements/1.1/"';
  it.each([
    [rss('<item><title>A</title><author>ann@example.org (Ann Lee)</author></item>'), 'Ann Lee'],
    [rss('<item><title>A</title><dc:creator>Ann Lee</dc:creator></item>', creator), 'Ann Lee'],
    [
      rss('<item><title>A</title><d:creator>Ann Lee</d:creator></item>', creator.replace(':dc', ':d')),
      'Ann Lee',
    ],
    [
      atom('<entry><title>A</title><author><name>Ann Lee</name><email>a@b</email></author></entry>'),
      'Ann Lee',
    ],
    [atom('<author><name>Ann Lee</name></author><entry><title>A</title></entry>'), 'Ann Lee'],
    [
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        items: [{ id: '1', title: 'A', authors: [{ url: 'x' }, { name: 'Ann Lee' }] }],
      }),
      'Ann Lee',
    ],
    [
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1',
        author: { name: 'Ann Lee' },
        items: [{ id: '1', title: 'A' }],
      }),
      'Ann Lee',
    ],
  ])('%s', async (document, author) => {
    expect((await parseItem(document)).author).toBe(author);
  });
});

describe('JSON Feed as it is found', () => {
  const json = (items: unknown): string =>
    JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: null, items });

  it('passes over fields of the wrong kind and entries that are none', async () => {
    const { items, title } = await parse(
      json([null, 7, 'x', { id: {}, title: 12, url: [], content_text: 'Text.', authors: 'Ann' }]),
    );
    expect(title).toBe('example.org');
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ title: 'Text.', text: 'Text.', url: null });
  });

  it('keeps the paragraphs of plain text, and what looks like markup in it', async () => {
    const item = await parseItem(json([{ id: '1', content_text: 'One <b>\nline.\n\nAT&amp;T' }]));
    expect(item.text).toBe('One <b> line.\n\nAT&amp;T');
  });
});
