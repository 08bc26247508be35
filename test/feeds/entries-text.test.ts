import { describe, expect, it } from 'vitest';
import { atom, parseItem, rss } from './parsing.ts';

const item = (inner: string): string => rss(`<item>${inner}</item>`);
const entry = (inner: string): string => atom(`<entry>${inner}</entry>`);

describe('titles', () => {
  it.each([
    ['Plain', 'Plain'],
    ['  Two\n  lines\t here ', 'Two lines here'],
    ['A &amp; B', 'A & B'],
    ['A &amp;amp; B', 'A & B'],
    ['&lt;b&gt;Bold&lt;/b&gt; move', 'Bold move'],
    ['<![CDATA[<em>Bold</em> &amp; true]]>', 'Bold & true'],
    ['One&lt;br/&gt;two', 'One two'],
    ['Vec&lt;T&gt; is 3 &lt; 4', 'Vec<T> is 3 < 4'],
    ['&quot;Quoted&quot; &#8212; it&#8217;s', '"Quoted" — it’s'],
    ['Caf&eacute;&nbsp;&hellip;', 'Café …'],
    ['Kim\u200B Jong\u00AD Un\uFEFF', 'Kim Jong Un'],
    ['safe\u202Egpj.exe', 'safegpj.exe'],
    ['a\u200Db', 'ab'],
    ['می\u200Cخواهم', 'می\u200Cخواهم'],
    ['👩\u200D🚀 lands', '👩\u200D🚀 lands'],
    ['क्\u200Dष', 'क्\u200Dष'],
    ['金正恩抵达北京', '金正恩抵达北京'],
    ['<i>Raw</i> markup <b>inside</b> a title', 'Raw markup inside a title'],
    ['AT&T & more', 'AT&T & more'],
  ])('%s', async (title, expected) => {
    expect((await parseItem(item(`<title>${title}</title>`))).title).toBe(expected);
  });

  it.each([
    [entry('<title type="html">A &amp;lt;b&amp;gt;bold&amp;lt;/b&amp;gt; move</title>'), 'A bold move'],
    [
      entry('<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <b>bold</b> move</div></title>'),
      'A bold move',
    ],
    [
      entry(
        '<title type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml">A <x:b>bold</x:b> move</x:div></title>',
      ),
      'A bold move',
    ],
    [item('<media:title>From media</media:title>'), 'From media'],
    [item('<title></title><dc:title>From Dublin</dc:title>'), 'From Dublin'],
  ])('in other places: %s', async (document, expected) => {
    expect((await parseItem(document)).title).toBe(expected);
  });

  it('are not taken from the source an entry was copied from', async () => {
    const document = entry('<source><title>Elsewhere</title><id>x</id></source><title>Here</title>');
    expect((await parseItem(document)).title).toBe('Here');
  });

  it('are made of the first sentence where an entry has none', async () => {
    const made = async (text: string) => (await parseItem(item(`<description>${text}</description>`))).title;
    expect(await made('Mr. Kim arrived. He left.')).toBe('Mr. Kim arrived.');
    expect(await made('金正恩抵达北京。他离开了。')).toBe('金正恩抵达北京。');
    const long = await made('word '.repeat(100));
    expect(long.length).toBeLessThanOrEqual(120);
    expect(long).toMatch(/word…$/);
  });

  it('keep 10,000 characters', async () => {
    expect((await parseItem(item(`<title>${'x'.repeat(10_000)}</title>`))).title).toHaveLength(10_000);
  });
});

describe('texts', () => {
  const content = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"';

  it('are the longest body that the entry offers', async () => {
    const short = '<description>Short.</description>';
    const long = '<content:encoded><![CDATA[<p>Much longer text.</p>]]></content:encoded>';
    expect((await parseItem(rss(`<item>${short}${long}</item>`, content))).text).toBe('Much longer text.');
    const pictureOnly =
      '<content:encoded><![CDATA[<img src="https://example.org/a-long-address.jpg">]]></content:encoded>';
    expect((await parseItem(rss(`<item>${pictureOnly}${short}</item>`, content))).text).toBe('Short.');
  });

  it('are a picture’s description only where there is nothing else', async () => {
    const caption = '<media:description>A long caption of the picture.</media:description>';
    expect((await parseItem(item(`<description>Short.</description>${caption}`))).text).toBe('Short.');
    expect((await parseItem(item(caption))).text).toBe('A long caption of the picture.');
    const alt = `<media:content url="/a.jpg" medium="image">${caption}</media:content>`;
    expect((await parseItem(item(`<title>A</title>${alt}`))).text).toBe('');
  });

  it.each([
    [
      'content:encoded under another prefix',
      rss('<item><c:encoded>Body.</c:encoded></item>', content.replace(':content', ':c')),
      'Body.',
    ],
    ['content:encoded that nobody declared', item('<content:encoded>Body.</content:encoded>'), 'Body.'],
    [
      'RSS with raw markup',
      item('<description>One <b>bold</b> word.<p>Two.</p></description>'),
      'One bold word.\n\nTwo.',
    ],
    ['RSS escaped twice', item('<description>&amp;lt;p&amp;gt;One.&amp;lt;/p&amp;gt;</description>'), 'One.'],
    ['dc:description', item('<dc:description>Body.</dc:description>'), 'Body.'],
    [
      'media:description in a group',
      item('<media:group><media:description>Body.</media:description></media:group>'),
      'Body.',
    ],
    ['itunes:summary', item('<itunes:summary>Body.</itunes:summary>'), 'Body.'],
    [
      'Atom xhtml',
      entry(
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One <em>and</em> a half, 1 &lt; 2.</p><p>Two.</p></div></content>',
      ),
      'One and a half, 1 < 2.\n\nTwo.',
    ],
    [
      'Atom html',
      entry('<content type="html">&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</content>'),
      'One.\n\nTwo.',
    ],
    ['Atom text', entry('<summary>AT&amp;T grows.</summary>'), 'AT&T grows.'],
    ['CDATA in two parts', item('<description><![CDATA[a ]]]]><![CDATA[> b]]></description>'), 'a ]]> b'],
    ['plain text in paragraphs', item('<description>One\nline.\n\nTwo.</description>'), 'One line.\n\nTwo.'],
    ['entities', item('<description>&lt;p&gt;5&amp;nbsp;&amp;euro;&lt;/p&gt;</description>'), '5 €'],
  ])('%s', async (_, document, text) => {
    expect((await parseItem(document)).text).toBe(text);
  });
});
