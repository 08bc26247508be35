import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasTags, htmlToText, readAnyHtml, readHtml, readPlainText } from '../../src/feeds/html.ts';
import { readSimpleHtml } from '../../src/feeds/html-simple.ts';

describe('htmlToText', () => {
  it.each([
    ['<p>One.</p><p>Two.</p>', 'One.\n\nTwo.'],
    ['<p>One\n  <b>bold</b>\tword.</p>\n\n<p> Two. </p>', 'One bold word.\n\nTwo.'],
    ['One.<br>Two.<br/><br/>Three.', 'One.\nTwo.\n\nThree.'],
    ['<div>One.<div>Two.</div></div>Three.', 'One.\n\nTwo.\n\nThree.'],
    ['<h2>Head</h2>Text', 'Head\n\nText'],
    ['<p>List:</p><ul><li>a</li><li>b <i>c</i></li></ul><p>End</p>', 'List:\n\na\nb c\n\nEnd'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
    ['<a href="https://example.org/x">Read</a> this', 'Read this'],
    ['a<b>b</b>c <i> d</i>', 'abc d'],
    ['AT&amp;T &lt;3 &quot;x&quot; &#8212; &eacute;&nbsp;&hellip;', 'AT&T <3 "x" — é …'],
    ['<p>One</p><script>var a = "<p>no</p>";</script><style>p{}</style><p>Two</p>', 'One\n\nTwo'],
    ['<p>One</p><!-- <p>no</p> --><p>Two</p>', 'One\n\nTwo'],
    ['<figure><img src="a.jpg" alt="no"><figcaption>Photo: no</figcaption></figure><p>One</p>', 'One'],
    ['<p>One</p><iframe src="x">no</iframe><video>no</video><svg><text>no</text></svg>', 'One'],
    [
      '<p>One</p><table><tr><td><a href="f">Facebook</a></td><td><a href="t">Twitter</a></td></tr></table>',
      'One',
    ],
    [
      '<p>One</p><table><tr><td><table><tr><td><a href="f">Share</a></td></tr></table></td><td>Kept</td></tr></table>',
      'One\n\nKept',
    ],
    ['<p>One</p><div class="sharedaddy sd-block"><h3>Share this:</h3><ul><li>Mail</li></ul></div>', 'One'],
    ['<p>One</p><div class="feedflare"><a href="x">no</a></div>', 'One'],
    ['<p>One</p><p style="display: none">no</p><p hidden>no</p><p>Two</p>', 'One\n\nTwo'],
    ['<p>One<p>Two', 'One\n\nTwo'],
    ['<p>One</b></div></p>Two', 'One\n\nTwo'],
    ['5 < 6 and 7 > 3', '5 < 6 and 7 > 3'],
    ['<p>金正恩<br>抵达</p>', '金正恩\n抵达'],
    ['zero\u200Bwidth\u00ADsoft', 'zerowidthsoft'],
    ['<q>x</q><unknown>y</unknown>', 'xy'],
    ['', ''],
    ['<p> </p><br><br>', ''],
  ])('%s', (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it('gives text without control characters, with one blank line between paragraphs, whatever comes in', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '<p>',
        '</p>',
        '<br>',
        '<div>',
        '</div>',
        '<a href=x>',
        '</a>',
        '<table>',
        '</table>',
        '<td>',
        '<li>',
        '<script>',
        '</script>',
        '&nbsp;',
        '\n\n',
        ' ',
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = htmlToText(pieces.join(''));
        expect(text).toBe(text.trim());
        expect(text).not.toMatch(/\n{3}|[^\S\n]{2}| \n|\n |\r/);
        expect(text).not.toMatch(/(?!\n)\p{Cc}/u);
      }),
      { numRuns: 500 },
    );
  });
});

describe('readHtml', () => {
  it('finds the pictures that are shown', () => {
    const html =
      '<img src="a.jpg" width="600"><img src="p.gif" width=1 height=1><img class="wp-smiley" src="s.png"><img data-src="lazy.jpg" src=""><img srcset="b.jpg 1x, c.jpg 2x"><img>';
    expect(readHtml(html).images).toEqual([
      { src: 'a.jpg', width: 600 },
      { src: 'lazy.jpg', width: null },
      { src: 'b.jpg', width: null },
    ]);
  });
});

describe('readSimpleHtml', () => {
  it('reads articles as publishers write them', () => {
    const html =
      '<figure class="wp-block-image"><img loading="lazy" width="1024" src="/a.jpg?b=1&amp;c=2" alt="A > B"/><figcaption>Photo <b>by</b> us</figcaption></figure>\n<p>One &amp; <a href=\'/x\' target="_blank">two</a>.<br />Three</p><ul><li>a</li><li hidden>b</li></ul><hr/><div class="sharedaddy"><p>Share</p></div><h2>End</h2>';
    expect(readSimpleHtml(html)).toEqual({
      text: 'One & two.\nThree\n\na\n\nEnd',
      images: [{ src: '/a.jpg?b=1&c=2', width: 1024 }],
    });
    expect(readAnyHtml(html)).toEqual(readSimpleHtml(html));
  });

  it('reads what it reads at all as the long way does', { timeout: 60_000 }, () => {
    const name = fc.constantFrom(
      ...'p p p a b br em i img li li ul ol span strong div h2 h3 hr figure figcaption blockquote pre table td script'.split(
        ' ',
      ),
    );
    const attributes = fc
      .array(
        fc.constantFrom(
          ' class="x"',
          ' class="x sharedaddy"',
          ' hidden',
          ' style="display:none"',
          ' src="a&amp;b.jpg"',
          " src='c.jpg'",
          ' width="2"',
          ' width=5',
          ' HREF="x"',
          ' data-src="d.jpg"',
          '\n title=">"',
          ' /',
          '"',
        ),
        { maxLength: 3 },
      )
      .map((list) => list.join(''));
    const text = fc.oneof(
      fc.constantFrom(
        ' ',
        '\n',
        'word',
        'a  b',
        '&nbsp;',
        '&amp;lt;',
        '&hellip',
        '\u200B',
        '’',
        '<',
        '< ',
        '&',
      ),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    );
    const open = fc
      .tuple(name, attributes, fc.constantFrom('>', '/>', ' />', ' >'))
      .map((parts) => `<${parts.join('')}`);
    const close = name.map((of) => `</${of}>`);
    const { html } = fc.letrec<{ html: string }>((tie) => ({
      html: fc.oneof(
        { depthSize: 'small' },
        text,
        fc.array(tie('html'), { maxLength: 5 }).map((parts) => parts.join('')),
        fc
          .tuple(name, attributes, tie('html'))
          .map(([of, with_, inner]) => `<${of}${with_}>${inner}</${of}>`),
      ),
    }));
    const soup = fc
      .array(fc.oneof(text, open, close, html), { maxLength: 12 })
      .map((pieces) => pieces.join(''));
    let simple = 0;
    fc.assert(
      fc.property(fc.oneof(html, soup), (document) => {
        const read = readSimpleHtml(document);
        if (read === null) return;
        simple += 1;
        expect(read).toEqual(readAnyHtml(document));
      }),
      { numRuns: 20_000 },
    );
    expect(simple).toBeGreaterThan(2_000);
  });
});

describe('readPlainText', () => {
  it('keeps paragraphs and joins lines', () => {
    expect(readPlainText(' One\r\nline.\r\n \r\nTwo.\n\n\n\nThree. ')).toBe('One line.\n\nTwo.\n\nThree.');
  });
});

describe('hasTags', () => {
  it.each([
    ['<p>x', true],
    ['x<br/>', true],
    ['</div>', true],
    ['<!-- x -->', true],
    ['5 < 6 > 4', false],
    ['a <- b', false],
    ['Vec<T>', true],
    ['&lt;p&gt;', false],
  ])('%s: %j', (text, expected) => {
    expect(hasTags(text)).toBe(expected);
  });
});
