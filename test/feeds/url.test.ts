import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trackingRules } from '../../src/feeds/tracking.ts';
import { absoluteUrl, canonicalUrl, placeOf, redactUrl } from '../../src/feeds/url.ts';

describe('canonicalUrl', () => {
  const canonical = 'https://example.org/2025/story';

  it.each([
    'https://example.org/2025/story',
    'http://example.org/2025/story',
    'https://www.example.org/2025/story',
    'HTTPS://WWW.EXAMPLE.ORG:443/2025/story/',
    'http://example.org:80/2025//story#comments',
    'https://example.org/2025/story?utm_source=rss&utm_medium=feed&UTM_Campaign=x',
    'https://example.org/2025/story?fbclid=1&gclid=2&mc_cid=3&mc_eid=4',
    'https://example.org/2025/story?at_medium=RSS&at_campaign=rss',
    'https://example.org/2025/story?CMP=rss_world',
    'https://example.org/2025/story?ref=rss',
    'https://example.org/2025/story?partner=rss&emc=rss',
    'https://example.org/2025/story?traffic_source=rss',
    ' https://example.org/2025/story#:~:text=parade ',
    'https://example.org/2025/story?',
    'https://example.org./2025/story',
    'https://ann:secret@example.org/2025/story',
    'https://example.org/%32025/story',
  ])('takes %s for the same', (url) => {
    expect(canonicalUrl(url)).toBe(canonical);
  });

  it.each([
    ['https://example.org/a?b=2&a=1', 'https://example.org/a?a=1&b=2'],
    ['https://example.org/?p=12', 'https://example.org/?p=12'],
    ['https://example.org/#!/story/7', 'https://example.org/#!/story/7'],
    ['https://example.org/a?ref=main', 'https://example.org/a?ref=main'],
    ['https://example.org/a?source=reuters', 'https://example.org/a?source=reuters'],
    ['https://example.org/A', 'https://example.org/A'],
    ['https://example.org:8443/a', 'https://example.org:8443/a'],
    ['https://m.example.org/a', 'https://m.example.org/a'],
    ['https://bücher.example/straße', 'https://xn--bcher-kva.example/stra%C3%9Fe'],
    ['https://example.org/100%25', 'https://example.org/100%25'],
    ['https://example.org/a%2Fb', 'https://example.org/a%2Fb'],
    ['tag:example.org,2025:1', 'tag:example.org,2025:1'],
    [' not an address ', 'not an address'],
  ])('keeps what tells articles apart: %s', (url, expected) => {
    expect(canonicalUrl(url)).toBe(expected);
  });

  it('is its own canonical form, whatever the address', () => {
    const anything = fc.oneof(
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.string().map((path) => `https://example.org/${path}`),
      fc.string().map((query) => `http://www.example.org/?${query}`),
      fc
        .stringMatching(/^(?:%[0-9a-fA-F]{2}|[a-z/?&=+;:@#!.%])*$/)
        .map((path) => `https://example.org/${path}`),
      fc.string(),
    );
    fc.assert(
      fc.property(anything, (url) => {
        const once = canonicalUrl(url);
        expect(canonicalUrl(once)).toBe(once);
      }),
      { numRuns: 3_000 },
    );
  });

  it('gives the same with any tracking parameter added', () => {
    const rule = fc.constantFrom(...trackingRules);
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), rule, (url, { name, values }) => {
        const tracked = new URL(url);
        tracked.searchParams.append(name.replace('*', 'x'), values?.[0] ?? 'anything');
        expect(canonicalUrl(tracked.href)).toBe(canonicalUrl(new URL(url).href));
      }),
    );
  });

  it('says for each tracking parameter where it is known from', () => {
    for (const { name, source } of trackingRules) {
      expect(name).toBe(name.toLowerCase());
      expect(source).not.toBe('');
    }
    expect(new Set(trackingRules.map(({ name }) => name)).size).toBe(trackingRules.length);
  });
});

describe('absoluteUrl', () => {
  it.each<[link: string | null, bases: string[], expected: string | null]>([
    ['/a', ['https://example.org/b/c'], 'https://example.org/a'],
    ['a', ['https://example.org/b/', 'c/'], 'https://example.org/b/c/a'],
    ['a', ['https://example.org/', 'https://other.example/x/'], 'https://other.example/x/a'],
    ['//cdn.example.org/a', ['https://example.org/'], 'https://cdn.example.org/a'],
    ['https://example.org/a', [], 'https://example.org/a'],
    ['a', [], null],
    ['', ['https://example.org/'], null],
    [null, ['https://example.org/'], null],
    ['mailto:ann@example.org', ['https://example.org/'], null],
    ['javascript:alert(1)', ['https://example.org/'], null],
    ['a', ['https://example.org/', 'http://'], 'https://example.org/a'],
    [`https://example.org/${'a'.repeat(9_000)}`, [], null],
  ])('reads %j in %j', (link, bases, expected) => {
    expect(absoluteUrl(link, ...bases)).toBe(expected);
  });
});

describe('redactUrl', () => {
  it.each([
    ['https://ann:secret@example.org/feed?a=1', 'https://example.org/feed?a=1'],
    ['https://ann@example.org/feed', 'https://example.org/feed'],
    ['https://example.org/feed', 'https://example.org/feed'],
    ['http://ann:secret@bad host/feed', 'http://bad host/feed'],
    ['http://ann:sec@ret@bad host/feed', 'http://bad host/feed'],
    ['nothing', 'nothing'],
  ])('shows %s as %s', (url, shown) => {
    expect(redactUrl(url)).toBe(shown);
  });

  it('is cut to a line for messages', () => {
    expect(placeOf(`https://ann:secret@example.org/${'a'.repeat(500)}`)).toMatch(
      /^https:\/\/example\.org\/a+…$/,
    );
    expect(placeOf(`https://example.org/${'a'.repeat(500)}`)).toHaveLength(200);
  });
});
