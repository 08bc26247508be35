import { describe, expect, it } from 'vitest';
import { htmlToText } from '../../src/feeds/html.ts';
import { atom, failureOf, parse, parseItem, rss } from './parsing.ts';

// None of these is timed: where the protection is missing, they run for minutes or out of memory.

const fill = (unit: string, length: number): string => unit.repeat(Math.floor(length / unit.length));

describe('documents made to exhaust the reader', { timeout: 60_000 }, () => {
  it('does not expand nested entities', async () => {
    const letters = 'abcdefghij'.split('');
    const entities = letters.map(
      (letter, index) =>
        `<!ENTITY ${letter} "${index === 0 ? 'lol' : `&${letters[index - 1]};`.repeat(10)}">`,
    );
    const document = `<!DOCTYPE rss [${entities.join('')}]>${rss('<item><title>&j;</title></item>').replace(/<\?.*?\?>/, '')}`;
    expect((await parseItem(document)).title.length).toBeLessThan(1_000);
  });

  it('does not repeat a long entity without end', async () => {
    const entity = `<!ENTITY a "${'x'.repeat(199)}">`;
    const body = rss(`<item><title>T</title><description>${fill('&a;', 3_000_000)}</description></item>`);
    const { text } = await parseItem(`<!DOCTYPE rss [${entity}]>${body.replace(/<\?.*?\?>/, '')}`);
    expect(text.length).toBeLessThanOrEqual(500_000);
  });

  it('keeps what came before 10,000 nested elements', async () => {
    const deep = `${'<div>'.repeat(10_000)}x${'</div>'.repeat(10_000)}`;
    const good = '<item><title>Good</title></item>';
    const { items } = await parse(rss(`${good}<item><description>${deep}</description></item>`));
    expect(items.map(({ title }) => title)).toEqual(['Good']);
  });

  it('reads 10,000 nested tags of HTML', async () => {
    const deep = `${'<div>'.repeat(10_000)}Deep &amp; down${'</div>'.repeat(10_000)}`;
    expect((await parseItem(rss(`<item><description><![CDATA[${deep}]]></description></item>`))).text).toBe(
      'Deep & down',
    );
  });

  it('gives up on nothing but opening tags', async () => {
    expect((await failureOf(`<rss version="2.0"><channel><item>${fill('<x>', 5_000_000)}`)).kind).toBe(
      'malformed',
    );
  });

  it('stops at the first of a million faults', async () => {
    for (const fault of ['& ', '</b>', '<b>', '&x;', '< ']) {
      const document = `<rss version="2.0"><channel><item><title>T</title></item>${fill(fault, 2_000_000)}`;
      expect((await parse(document)).items).toHaveLength(1);
    }
  });

  it('reads 5,000 of 100,000 items, the first', async () => {
    const items = Array.from(
      { length: 100_000 },
      (_, index) => `<item><guid>${index}</guid><title>T</title></item>`,
    );
    const feed = await parse(rss(items.join('')));
    expect(feed.items).toHaveLength(5_000);
    const json = Array.from({ length: 100_000 }, (_, id) => ({ id, title: 'T' }));
    const document = JSON.stringify({ version: 'https://jsonfeed.org/version/1', items: json });
    expect((await parse(document)).items).toHaveLength(5_000);
  });

  it('reads an item of 9 MB', async () => {
    const { text } = await parseItem(
      rss(`<item><description>${fill('word ', 9_000_000)}</description></item>`),
    );
    expect(text.length).toBeGreaterThan(400_000);
  });

  it.each([
    ['50 MB of items', () => rss(fill('<item><guid>1</guid><title>T</title></item>', 50_000_000)), 1],
    [
      '50 MB of items that have to be mended',
      () => rss(fill('<item><title>A & B</title></item>', 50_000_000)),
      1,
    ],
    ['20 MB of comments', () => rss(`${fill('<!-- a -->', 20_000_000)}<item><title>T</title></item>`), 1],
    ['10 MB of one attribute', () => rss(`<item a="${fill('b ', 10_000_000)}"><title>T</title></item>`), 1],
    ['10 MB of ampersands', () => rss(`<item><title>T</title></item>${fill('&', 10_000_000)}`), 1],
    [
      '50 MB of a JSON Feed',
      () =>
        `{"version":"https://jsonfeed.org/version/1","items":[${fill('{"id":"1","title":"T"},', 50_000_000)}{}]}`,
      1,
    ],
    [
      'an item of 20 MB',
      () => rss(`<item><title>T</title><description>${fill('word ', 20_000_000)}</description></item>`),
      1,
    ],
    [
      'an item of 20 MB of HTML',
      () =>
        rss(
          `<item><title>T</title><description><![CDATA[${fill('<p>word <b>b</b> &amp; </p>', 20_000_000)}]]></description></item>`,
        ),
      1,
    ],
    [
      'an item of 5 MB that has to be mended',
      () => rss(`<item><title>T</title><description>${fill('a & b ', 5_000_000)}</description></item>`),
      1,
    ],
    [
      'an item of 1 MB of XHTML',
      () =>
        atom(
          `<entry><title>T</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${fill('<p>word <b>b</b></p>', 1_000_000)}</div></content></entry>`,
        ),
      1,
    ],
    [
      'an entity that is declared 300,000 times',
      () =>
        `<!DOCTYPE rss [${fill('<!ENTITY a "b">', 5_000_000)}]>${rss('<item><title>T</title></item>').replace(/<\?.*?\?>/, '')}`,
      1,
    ],
    [
      '100,000 names of elements',
      () =>
        rss(
          `<item><title>T</title></item>${Array.from({ length: 100_000 }, (_, at) => `<n${at}><b/></n${at}>`).join('')}`,
        ),
      1,
    ],
    [
      '100,000 attributes',
      () =>
        rss(
          '<item><title>T</title></item>',
          Array.from({ length: 100_000 }, (_, at) => `xmlns:a${at}="b"`).join(' '),
        ),
      1,
    ],
  ])('reads %s', async (_, make, items) => {
    const feed = await parse(make());
    expect(feed.items).toHaveLength(items);
    expect(JSON.stringify(feed.items).length).toBeLessThan(1_000_000);
  });

  it.each([
    [
      'an item of 300,000 links',
      () => rss(`<item><title>T</title>${fill('<link>https://example.org/</link>', 9_000_000)}</item>`),
    ],
    ['nothing but beginnings of attributes', () => rss(fill('<x a="', 9_999_990))],
    ['nothing but namespaces', () => rss(fill('<x xmlns:a="b">', 5_000_000))],
  ])('says that it can’t read %s', async (_, make) => {
    expect((await failureOf(make())).kind).toBe('malformed');
  });

  it('is not slowed by tags that never end', async () => {
    for (const tag of ['<p ', '<br', '<!--', '<a href="', '<script>', '<![CDATA[', '&lt;b ']) {
      const body = fill(tag, 1_000_000);
      const good = '<item><title>Good</title></item>';
      const { items } = await parse(rss(`${good}<item><title>${body}</title></item>`));
      expect(items[0]?.title).toBe('Good');
      expect(htmlToText(body).length).toBeLessThanOrEqual(body.length);
    }
  });

  it('is not slowed by closing tags that close nothing', () => {
    expect(htmlToText(fill('<a>', 200_000) + fill('</b>', 200_000))).toBe('');
  });

  it('is not slowed by long fields', async () => {
    const long = {
      author: `${fill('a@', 200_000)}(`,
      pubDate: fill('1 ', 200_000),
      link: `https://example.org/${fill('%25', 200_000)}`,
      guid: fill('g', 200_000),
      title: fill('\u200D', 200_000),
    };
    const inner = Object.entries(long).map(([name, value]) => `<${name}>${value}</${name}>`);
    const { items } = await parse(
      rss(`<item>${inner.join('')}<description>Text</description></item>`.repeat(10)),
    );
    expect(items[0]).toMatchObject({ url: null, publishedAt: null, title: 'Text' });
  });

  it('survives JSON that is nested without end', async () => {
    const nested = `${fill('[', 1_000_000)}${fill(']', 1_000_000)}`;
    expect((await failureOf(nested)).kind).toBe('not-a-feed');
    const document = `{"version":"https://jsonfeed.org/version/1","items":[${nested}]}`;
    expect((await parse(document)).items).toEqual([]);
  });

  it('takes no properties from the names of elements', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '_', '$'];
    const inner = names.map((name) => `<${name.replace('$', 'x$')}>v</${name.replace('$', 'x$')}>`).join('');
    expect((await parseItem(rss(`<item>${inner}<title>T</title></item>`))).title).toBe('T');
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('v');
  });
});
