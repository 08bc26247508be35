import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAllowed, parseRobots } from '../../src/articles/robots.ts';

const may = (robots: string, path: string, product = 'Wirewatch') =>
  isAllowed(parseRobots(robots, product), new URL(`https://news.example${path}`));

/** The example of RFC 9309, section 5.1. */
const simple = `User-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/

User-Agent: foobot
Disallow:/
Allow:/example/page.html
Allow:/example/allowed.gif

User-Agent: barbot
User-Agent: bazbot
Disallow: /example/page.html

User-Agent: quxbot
`;

/** The example of RFC 9309, section 5.2. */
const longest = `User-Agent: foobot
Allow: /example/page/
Disallow: /example/page/disallowed.gif
`;

describe('robots.txt', () => {
  it.each([
    [simple, 'otherbot', '/example/x', false],
    [simple, 'otherbot', '/a/b.gif', false],
    [simple, 'otherbot', '/a/b.gif?x', true],
    [simple, 'otherbot', '/publications/x', true],
    [simple, 'foobot', '/anything', false],
    [simple, 'FooBot', '/example/page.html', true],
    [simple, 'foobot', '/example/allowed.gif', true],
    [simple, 'barbot', '/example/page.html', false],
    [simple, 'bazbot', '/example/page.html', false],
    [simple, 'bazbot', '/example/other', true],
    [simple, 'quxbot', '/example/', true],
    [longest, 'foobot', '/example/page/', true],
    [longest, 'foobot', '/example/page/disallowed.gif', false],
  ])('is read as in the examples of RFC 9309 (%#)', (robots, product, path, allowed) => {
    expect(may(robots, path, product)).toBe(allowed);
  });

  it.each([
    ['nothing', '', '/x', true],
    ['a page that is no robots.txt', '<!doctype html><p>Not found: /</p>', '/x', true],
    ['everything', 'User-agent: *\nDisallow: /', '/x', false],
    ['itself, always', 'User-agent: *\nDisallow: /', '/robots.txt', true],
    ['an empty rule', 'User-agent: *\nDisallow:', '/x', true],
    ['comments', 'User-agent: * # all\nDisallow: /a # secret', '/a', false],
    ['rules before any group', 'Disallow: /\nUser-agent: *\nAllow: /', '/x', true],
    ['a byte order mark and carriage returns', '\uFEFFUser-agent: *\r\nDisallow: /a\r\n', '/a', false],
    ['a version behind the name', 'User-agent: Wirewatch/0.1\nDisallow: /a', '/a', false],
    [
      'groups that name it twice',
      'User-agent: wirewatch\nDisallow: /a\n\nUser-agent: WIREWATCH\nDisallow: /b',
      '/b',
      false,
    ],
    ['its own group alone', 'User-agent: *\nDisallow: /\n\nUser-agent: Wirewatch\nAllow: /', '/x', true],
    ['its own group without rules', 'User-agent: *\nDisallow: /\n\nUser-agent: Wirewatch', '/x', true],
    [
      'other lines inside of a group',
      'User-agent: *\nCrawl-delay: 3\nSitemap: https://a.example/s\nDisallow: /a',
      '/a',
      false,
    ],
    ['two rules of one length', 'User-agent: *\nDisallow: /a\nAllow: /a', '/a/b', true],
    ['a query', 'User-agent: *\nDisallow: /*?print=', '/a?print=1', false],
    ['a wildcard in the middle', 'User-agent: *\nDisallow: /a/*/c$', '/a/b/c', false],
    ['a wildcard that must end', 'User-agent: *\nDisallow: /a/*/c$', '/a/b/cd', true],
    ['letters that are written as octets', 'User-agent: *\nDisallow: /caf%c3%a9/%7Ex', '/café/~x', false],
    ['letters that are not', 'User-agent: *\nDisallow: /café', '/caf%C3%A9', false],
  ])('knows %s', (_, robots, path, allowed) => {
    expect(may(robots, path)).toBe(allowed);
  });

  it('of any form is read, and fast', () => {
    const line = fc.oneof(
      fc.constantFrom('User-agent: *', 'Allow: /a*b*c*d$', 'Disallow: /', 'Disallow: /%zz', ':', '#'),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(line), fc.webPath(), (lines, path) => {
        expect(typeof may(lines.join('\n'), path)).toBe('boolean');
      }),
    );
    expect(may(`User-agent: *\nDisallow: /${'*a'.repeat(900)}$`, `/${'a'.repeat(5_000)}b`)).toBe(true);
  });
});
