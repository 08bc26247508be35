import { describe, expect, it } from 'vitest';
import { extractArticle } from '../../src/articles/extract.ts';
import { arrival } from './pages.ts';

const [first = '', second = '', third = '', fourth = ''] = arrival.paragraphs;
const whole = arrival.paragraphs.join('\n\n');
const around = (body: string) =>
  `<!doctype html><html><head><title>${arrival.title}</title><style>p{}</style></head><body>${body}<footer><p>All rights reserved.</p></footer></body></html>`;

describe('extractArticle', () => {
  it.each([
    ['paragraphs', `<article>${arrival.paragraphs.map((text) => `<p>${text}</p>`).join('')}</article>`],
    ['divisions', `<div id="story">${arrival.paragraphs.map((text) => `<div>${text}</div>`).join('')}</div>`],
    ['line breaks', `<div class="content">${arrival.paragraphs.join('<br><br>')}</div>`],
    [
      'sections',
      `<main>${arrival.paragraphs.map((text) => `<section><p>${text}</p></section>`).join('')}</main>`,
    ],
    [
      'custom elements',
      `<x-article>${arrival.paragraphs.map((text) => `<p>${text}</p>`).join('')}</x-article>`,
    ],
    [
      'pictures and advertisements in between',
      `<article><figure><img src="/a.jpg"><figcaption>The train. Photo: agency</figcaption></figure><p>${first}</p><div class="ad-slot"><iframe src="/ad"></iframe></div><p>${second}</p><aside class="related"><h3>Related</h3><a href="/x">Another story</a></aside><p>${third}</p><p>${fourth}</p></article>`,
    ],
    [
      'share buttons',
      `<article><div class="sharedaddy"><ul><li><a href="#">Share on X</a></li><li><a href="#">Email</a></li></ul></div>${arrival.paragraphs.map((text) => `<p>${text}</p>`).join('')}</article>`,
    ],
    [
      'scripts',
      `<script>document.write("<p>no</p>")</script><article>${arrival.paragraphs.map((text) => `<p>${text}<script>track()</script></p>`).join('')}<noscript><p>Turn on JavaScript</p></noscript></article>`,
    ],
    ['unclosed tags', `<article>${arrival.paragraphs.map((text) => `<p>${text}`).join('')}`],
    ['capital tags', `<ARTICLE>${arrival.paragraphs.map((text) => `<P>${text}</P>`).join('')}</ARTICLE>`],
  ])('reads an article in %s', (_, body) => {
    expect(extractArticle(around(body))).toEqual({ kind: 'article', text: whole });
  });

  it('keeps the text of links and resolves entities', () => {
    const linked = first.replace('Kim Jong Un', '<a href="/kim"><b>Kim&nbsp;Jong&#32;Un</b></a>');
    const body = `<article>${[linked, second, third, fourth].map((text) => `<p>${text}</p>`).join('')}</article>`;
    expect(extractArticle(around(body))).toMatchObject({ text: whole });
  });

  it('runs no script and loads nothing', () => {
    const body = `<script>globalThis.wasRun = true; throw new Error('run')</script><img src=x onerror="globalThis.wasRun = true"><article><p>${whole}</p></article>`;
    expect(extractArticle(around(body)).kind).toBe('article');
    expect('wasRun' in globalThis).toBe(false);
  });

  it('takes no more of a very long article than a summary needs', () => {
    const body = `<article>${`<p>${first}</p>`.repeat(2_000)}</article>`;
    const extract = extractArticle(around(body));
    expect(extract).toMatchObject({ kind: 'article' });
    expect(JSON.stringify(extract).length).toBeLessThan(50_000);
  });

  it.each([
    '',
    ' ',
    '<',
    '<!--',
    '<html>',
    '{"json":true}',
    '<svg><p>a</p></svg>',
    '\u0000',
    '<?xml version="1.0"?><rss/>',
  ])('finds nothing in %j', (html) => {
    expect(extractArticle(html)).toEqual({ kind: 'nothing' });
  });
});
