import fc from 'fast-check';
import Parser from 'rss-parser';
import { describe, expect, it } from 'vitest';
import { lighten } from '../../src/feeds/light-document.ts';
import { textOf } from '../../src/feeds/xml-node.ts';
import { rss } from './parsing.ts';

const isRead = (name: string): boolean => name !== 'unread';

/** The texts that rss-parser finds in a document; its failures are all alike. */
async function read(xml: string, restore: (value: string) => string): Promise<unknown> {
  const parser = new Parser({ xml2js: { valueProcessors: [restore] } });
  // What is thrown while xml2js calls back would end up nowhere.
  Reflect.set(Reflect.get(Reflect.get(parser, 'xmlParser'), 'saxParser'), 'onerror', (error: Error) => {
    throw error;
  });
  try {
    const { items } = await parser.parseString(xml);
    return items.map(({ title, link, guid, creator }) => [title, link, guid, creator].map(textOf));
  } catch {
    return 'failed';
  }
}

const readWhole = (xml: string): Promise<unknown> => read(xml, (value) => value);

function readLight(xml: string): Promise<unknown> {
  const light = lighten(xml, xml.indexOf('<rss'), isRead);
  return read(light.xml, light.restore);
}

const long = (text: string): string => text.repeat(Math.ceil(60 / text.length));

describe('a light document', () => {
  it.each([
    ['long text', `<title>${long('word ')}</title>`],
    ['long text beside short', `<title>a<![CDATA[${long('b ]] ')}]]>c<![CDATA[d]]></title>`],
    ['entities', `<title>${long('&lt;p&gt; &amp;lt; &quot;&apos; &#8217; &#x2019; &amp;#38; ')}</title>`],
    ['entities that only the parser resolves', `<title>${long('&#128512; &#38;lt; &#x0A; ')}</title>`],
    ['white space', `<title>${long(' \n')}</title>`],
    ['a comment with tags', `<!-- ${long('<title> ')} --><title>A</title>`],
    ['an instruction with tags', `<?a ${long('<title> ')} ?><title>A</title>`],
    ['attributes with tags', `<guid isPermaLink="a > ${long("<'")}">A</guid>`],
    [
      'unread elements',
      '<unread>x</unread><title>A</title><unread a="1"/><unread b=\'2\'><![CDATA[y]]></unread>',
    ],
    ['unread elements with others in them', '<unread><title>B</title></unread><title>A</title>'],
    ['unread elements within text', '<title>a<unread>x</unread>b</title>'],
  ])('is read as the whole: %s', async (_, inner) => {
    const xml = rss(`<item>${inner}</item>`);
    const whole = await readWhole(xml);
    expect(whole).not.toBe('failed');
    expect(await readLight(xml)).toEqual(whole);
  });

  it.each([
    ['an ampersand', `<title>${long('a & b ')}</title>`],
    ['an unknown entity', `<title>${long('a &wrong; b ')}</title>`],
    ['an ampersand nobody reads', '<unread>a & b</unread>'],
    ['an attribute nobody reads', '<unread a=1>a</unread>'],
    ['an element nobody reads that is not closed', '<unread>a'],
    ['a text without an end', `<title><![CDATA[${long('a ')}`],
  ])('fails where the whole fails: %s', async (_, inner) => {
    const xml = rss(`<item>${inner}</item>`);
    expect(await readWhole(xml)).toBe('failed');
    expect(await readLight(xml)).toBe('failed');
  });

  it('keeps texts and unread elements from the parser', () => {
    const text = long('word ');
    const { xml } = lighten(rss(`<title>${text}</title><unread>x</unread>`), 0, isRead);
    expect(xml).not.toContain('word');
    expect(xml).not.toContain('unread');
  });

  it('is the whole where the marks of texts stand in it', () => {
    const xml = rss(`<title>${long('word ')}\u0001</title>`);
    expect(lighten(xml, 0, isRead).xml).toBe(xml);
  });

  it('is read as the whole, whatever is in it', { timeout: 60_000 }, async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<title>',
        '</title>',
        '<unread>',
        '</unread>',
        '<unread a="<">',
        '<unread/>',
        '<![CDATA[',
        ']]>',
        '<!--',
        '-->',
        '<?x',
        '?>',
        '&amp;',
        '&#8217;',
        '&#x2019;',
        '&#38;',
        '&x;',
        '&',
        '<',
        '>',
        '"',
        "'",
        long('word '),
        long('&lt;b&gt; '),
        long('"<'),
        '<item>',
        '</item>',
        '<link>',
        '</link>',
      ),
      fc.string({ unit: 'grapheme', maxLength: 80 }),
    );
    const well = fc
      .tuple(fc.constantFrom('title', 'link', 'unread', 'guid', 'author'), fc.array(piece, { maxLength: 4 }))
      .map(([name, pieces]) => `<${name}>${pieces.join('')}</${name}>`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(piece, well, well), { maxLength: 8 }), async (pieces) => {
        const xml = rss(`<item>${pieces.join('')}</item>`);
        expect(await readLight(xml)).toEqual(await readWhole(xml));
      }),
      { numRuns: 2_000 },
    );
  });
});
