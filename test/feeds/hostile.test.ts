import { describe, expect, it } from 'vitest';
import { htmlToText } from '../../src/feeds/html.ts';
import { failureOf, parse, parseItem, rss } from './parsing.ts';

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
