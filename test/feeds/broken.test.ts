import { describe, expect, it } from 'vitest';
import { atom, failureOf, parse, parseItem, rss } from './parsing.ts';

const item = '<item><title>Whole</title><link>https://example.org/1</link></item>';

describe('what is broken and can be read', () => {
  it.each([
    ['white space before the declaration', `\n\n  ${rss(item)}`],
    ['a byte order mark and white space', `\uFEFF\n${rss(item)}`],
    [
      'a comment and a style sheet before the root',
      rss(item).replace('?>', '?><!-- <html> --><?xml-stylesheet href="a"?>'),
    ],
    [
      'a warning of the server before the declaration',
      `<br />\n<b>Warning</b>: foo() in bar.php\n${rss(item)}`,
    ],
    ['something after the root', `${rss(item)}<script>count()</script>`],
    ['a bare ampersand', rss(item.replace('Whole', 'AT&T & Whole')), 'AT&T & Whole'],
    [
      'an ampersand in a link',
      rss(item.replace('/1', '/1?a=1&copy=2')),
      'Whole',
      'https://example.org/1?a=1&copy=2',
    ],
    ['entities of HTML', rss(item.replace('Whole', 'Caf&eacute; &ndash; &hellip;')), 'Café – …'],
    ['entities nobody knows', rss(item.replace('Whole', '&unknown; Whole')), '&unknown; Whole'],
    [
      'entities of its own',
      `<!DOCTYPE rss [<!ENTITY who "Ann &amp; Bob">]>${rss(item).replace('<?xml version="1.0"?>', '').replace('Whole', '&who; came')}`,
      'Ann & Bob came',
    ],
    ['control characters', rss(item.replace('Whole', 'Wh\u0000o\u0001l\u001Fe'))],
    ['numeric references to control characters', rss(item.replace('Whole', 'Wh&#1;&#31;ole'))],
    ['crossed elements', rss(item.replace('Whole', '<b>Who<i>le</b></i>'))],
    ['a title that is not closed', rss(item.replace('</title>', ''))],
    ['a link that is not closed', rss(item.replace('</link>', ''))],
    ['items that are not closed', rss(item.replace('</item>', '').repeat(2))],
    ['a channel that is not closed', rss(item).replace('</channel>', '')],
    ['a root that is not closed', rss(item).replace('</rss>', '')],
    ['an attribute without quotes', rss(item.replace('<link>', '<link type=text>'))],
    ['a document cut off in its second item', rss(item + item.replace('/1', '/2')).slice(0, -50)],
    ['a prefix nobody declared', rss(item.replace('<title>', '<foo:bar>x</foo:bar><title>'))],
    [
      'Atom dates that are none',
      atom('<entry><title>Whole</title><link href="https://example.org/1"/><updated>soon</updated></entry>'),
    ],
    [
      'an Atom link without an address',
      atom('<entry><link/><title>Whole</title><link href="https://example.org/1"/></entry>'),
    ],
    [
      'an Atom author that is text',
      atom('<entry><author>Ann</author><title>Whole</title><link href="https://example.org/1"/></entry>'),
    ],
  ])('%s', async (_, document, title = 'Whole', url = 'https://example.org/1') => {
    const read = await parseItem(document);
    expect(read.title).toBe(title);
    expect(read.url).toBe(url);
  });

  it.each([
    ['nothing wrong', rss(item), null],
    ['a bare ampersand', rss(item.replace('Whole', 'A & B')), 'ill-formed'],
    ['a bare ampersand where nobody reads', rss(`${item}<x>A & B</x>`), 'ill-formed'],
    ['something after the root, where nothing is to be mended', `${rss(item)}<script>count()</script>`, null],
    ['a root that is not closed', rss(item).replace('</rss>', ''), 'truncated'],
    ['an item that is cut off', rss(item + item).slice(0, -60), 'truncated'],
    ['markup that has to be read otherwise', rss(item.replace('Whole', '<b>Whole</b>')), null],
    ['such markup and a bare ampersand', rss(`${item.replace('Whole', '<b>Whole</b>')}&`), 'ill-formed'],
    ['two channels', rss(item).replace('</channel>', `</channel><channel>${item}</channel>`), null],
    ['capitals', `<RSS><CHANNEL>${item.toUpperCase()}</CHANNEL></RSS>`, null],
    [
      'entities of its own',
      `<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><item><title>&a;</title></item></channel></rss>`,
      null,
    ],
    [
      'more items than are read, mended',
      rss('<item><title>A & B</title></item>'.repeat(5_001)),
      'ill-formed',
    ],
  ])('says whether it was mended: %s', async (_, document, fault) => {
    expect((await parse(document)).fault).toBe(fault);
  });

  it('leaves out the last entry of a document that was cut off, because its parts can’t be trusted', async () => {
    const second = '<item><title>Half a tit';
    const { items } = await parse(rss(item + second).slice(0, rss(item + second).indexOf('Half') + 4));
    expect(items.map(({ title }) => title)).toEqual(['Whole']);
  });

  it('reads the other fields of an entry with an unclosed one', async () => {
    const read = await parseItem(
      rss(
        '<item><title>A & B<link>https://example.org/1</link><description>Text.</description><pubDate>2025-09-03</pubDate></item>',
      ),
    );
    expect(read).toMatchObject({
      title: 'A & B',
      url: 'https://example.org/1',
      text: 'Text.',
      publishedAt: '2025-09-03T00:00:00.000Z',
    });
  });

  it('gives a mended entry the id that it has when the feed is well-formed', async () => {
    const good = rss(
      '<item><title>A</title><guid isPermaLink="false">tag:1</guid></item><item><title>B &amp; C</title></item>',
    );
    const bad = good.replace('&amp;', '&');
    const ids = async (document: string) => (await parse(document)).items.map(({ id }) => id);
    expect(await ids(bad)).toEqual(await ids(good));
  });

  it('reads the same from a feed as from its mended form, whatever is in it', async () => {
    const good = atom(
      '<author><name>Ann</name></author><entry xml:lang="de"><title>A</title><link href="/a"/><id>1</id><published>2025-09-03T02:00:00Z</published><content type="html">&lt;p&gt;One &amp;amp; two.&lt;/p&gt;&lt;img src="/i.jpg"&gt;</content></entry><entry><title>B</title><link rel="enclosure" type="image/png" href="p.png"/><id>2</id><author><name>Bob</name></author><summary>S</summary></entry>',
      'xml:base="https://example.org/x/" xml:lang="en"',
    );
    const bad = good.replace('</feed>', '<x>&</x></feed>');
    expect(await parse(bad)).toEqual({ ...(await parse(good)), fault: 'ill-formed' });
  });
});

describe('what can’t be read', () => {
  it.each([
    ['nothing', '', 'not-a-feed', 'is empty'],
    ['white space', ' \n\t ', 'not-a-feed', 'is empty'],
    ['plain text', 'Hello, this is a page.', 'not-a-feed', 'is neither XML nor JSON'],
    [
      'a web page',
      '<!doctype html><html><head><title>x</title></head></html>',
      'not-a-feed',
      'is a web page',
    ],
    ['a web page without a doctype', '<html><body>x</body></html>', 'not-a-feed', 'is a web page'],
    [
      'XHTML',
      '<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "y"><html xmlns="http://www.w3.org/1999/xhtml"/>',
      'not-a-feed',
      'is a web page',
    ],
    [
      'a page that shows a feed',
      `<html><body><pre>${rss(item)}</pre></body></html>`,
      'not-a-feed',
      'is a web page',
    ],
    ['a site map', '<?xml version="1.0"?><urlset><url/></urlset>', 'not-a-feed', 'holds <urlset>'],
    ['OPML', '<opml version="2.0"><body/></opml>', 'not-a-feed', 'holds <opml>'],
    ['other JSON', '{"items":[]}', 'not-a-feed', 'is JSON, but no JSON Feed'],
    ['a JSON list', '[1,2]', 'not-a-feed', 'is JSON, but no JSON Feed'],
    ['broken JSON', '{"items":[}', 'not-a-feed', 'begins like JSON'],
    [
      'a broken JSON Feed',
      '{"version":"https://jsonfeed.org/version/1","items":[{]',
      'malformed',
      'begins like JSON',
    ],
    ['a picture', '\u0089PNG\r\n\u001A\n\u0000\u0000\u0000\rIHDR', 'not-a-feed', 'is neither XML nor JSON'],
    [
      'a feed cut off before its first entry',
      '<rss version="2.0"><channel><title>Ne',
      'malformed',
      'so broken',
    ],
    ['a feed without anything', '<rss version="2.0"></rss>', 'malformed', 'so broken'],
    [
      'RDF that is no feed',
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><Person/></rdf:RDF>',
      'malformed',
      'so broken',
    ],
  ])('%s', async (_, document, kind, words) => {
    const failure = await failureOf(document);
    expect(failure.kind).toBe(kind);
    expect(failure.message).toContain(words);
    expect(failure.message).toMatch(/^https:\/\/example\.org\/feed\.xml [^\n]+[.]$/);
  });

  it('keeps the parser’s own reason as the cause', async () => {
    expect((await failureOf('<rss version="2.0"><channel><title>&')).cause).toBeInstanceOf(Error);
  });
});
