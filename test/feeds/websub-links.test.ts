import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HubLinks, readHubLinks } from '../../src/feeds/websub-links.ts';

const hub = 'https://hub.example/';
const self = 'https://news.example/feed';
const read = (body: string, link: string | null = null): HubLinks =>
  readHubLinks({
    status: 'fetched',
    url: 'https://news.example/path/feed.xml',
    contentType: null,
    link,
    bytes: Buffer.from(body),
    validators: { etag: null, lastModified: null },
  });
const rss = (inside: string): string =>
  `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>${inside}<item><atom:link rel="hub" href="https://item.example/"/></item></channel></rss>`;

describe('the hubs of a feed', () => {
  it.each<[where: string, body: string, link: string | null, links: HubLinks]>([
    ['the header', '', `<${hub}>; rel="hub", <${self}>; rel="self"`, { hubs: [hub], self }],
    ['the header, unquoted', '', `<${hub}>;rel=hub;title=a,<${self}>;rel=self`, { hubs: [hub], self }],
    ['one link for both', '', `<${self}>; rel="self hub"`, { hubs: [self], self }],
    [
      'RSS',
      rss(`<atom:link rel="hub" href="${hub}"/><atom:link href='${self}' rel='self'/>`),
      null,
      { hubs: [hub], self },
    ],
    [
      'Atom',
      `<feed xmlns="http://www.w3.org/2005/Atom"><link rel="hub" href="${hub}"/><link rel="alternate" href="/"/><link rel="self" href="${self}"/><entry><link rel="self" href="/x"/></entry></feed>`,
      null,
      { hubs: [hub], self },
    ],
    [
      'JSON Feed',
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        feed_url: self,
        hubs: [{ type: 'WebSub', url: hub }],
        items: [],
      }),
      null,
      { hubs: [hub], self },
    ],
    [
      'relative links and entities',
      rss('<atom:link rel="hub" href="/hub?a=1&amp;b=2"/>'),
      null,
      { hubs: ['https://news.example/hub?a=1&b=2'], self: null },
    ],
    [
      'the header before the document',
      rss(`<atom:link rel="hub" href="${hub}"/>`),
      `<https://first.example/>; rel="hub"`,
      { hubs: ['https://first.example/', hub], self: null },
    ],
    [
      'no hub',
      rss('<link>https://news.example/</link>'),
      '<https://n.example/>; rel="next"',
      { hubs: [], self: null },
    ],
    [
      'no web address',
      rss('<atom:link rel="hub" href="javascript:alert(1)"/>'),
      null,
      { hubs: [], self: null },
    ],
  ])('are read from %s', (_where, body, link, links) => {
    expect(read(body, link)).toEqual(links);
  });

  it('are three at most', () => {
    const many = Array.from({ length: 9 }, (_, n) => `<https://hub${n}.example/>; rel="hub"`).join(', ');
    expect(read('', many).hubs).toHaveLength(3);
  });

  it('are looked for in anything without a fault', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.string({ maxLength: 300 }), (body, link) => {
        const { hubs } = read(`<rss><atom:link ${body}`, link);
        for (const url of hubs) expect(url).toMatch(/^https?:/);
      }),
    );
  });
});
