import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadStarterFeeds } from '../../config/feeds.ts';
import { SettingsError } from '../../src/errors.ts';

const folder = mkdtempSync(join(tmpdir(), 'wirewatch-feeds-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
  const path = join(folder, `${Math.random()}.yaml`);
  writeFileSync(path, text);
  return path;
}

describe('the starter feeds', () => {
  it('that come with Wirewatch are sound, encrypted on the way and listed once', () => {
    const feeds = loadStarterFeeds(join(import.meta.dirname, '../../config/feeds.yaml'));
    expect(feeds.length).toBeGreaterThanOrEqual(15);
    expect(feeds.filter(({ url }) => !url.startsWith('https://'))).toEqual([]);
    expect(new Set(feeds.map(({ title }) => title)).size).toBe(feeds.length);
  });

  it('may have tags, and may be none at all', () => {
    const path = file('- { title: A, url: "http://a.example/feed", lang: pt-BR, tags: [world] }');
    expect(loadStarterFeeds(path)).toEqual([{ title: 'A', url: 'http://a.example/feed' }]);
    expect(loadStarterFeeds(file('# none\n'))).toEqual([]);
  });

  it.each<[string, string, RegExp]>([
    ['no url', '- title: A\n  lang: en', /:1: the feed must have a url: the address that is polled\.$/],
    [
      'a title that is no text',
      '- { url: "http://a.example", title: [A] }',
      /:1: the feed must have a title that is a text/,
    ],
    [
      'another scheme',
      '- title: A\n  url: ftp://a.example\n  lang: en',
      /:1: the feed must have a url that starts with http/,
    ],
    [
      'a language that is none',
      '- title: A\n  url: http://a.example\n  lang: english!',
      /lang that is a language tag/,
    ],
    [
      'a key that is none',
      '- title: A\n  url: http://a.example\n  lang: en\n  tag: x',
      /only title, url, lang, tags and article, and not tag/,
    ],
    ['a number', '- 5', /must have a url: the address that is polled/],
    ['a mapping', 'title: A', /must be a list of feeds/],
    ['YAML that is none', '- "a', /:1 is no YAML: /],
    [
      'one address twice',
      '- { title: A, url: "http://a.example", lang: en }\n\n- { title: B, url: "http://a.example", lang: en }',
      /:3: http:\/\/a\.example is listed twice/,
    ],
  ])('with %s are refused in one line that names the place', (_, text, line) => {
    expect(() => loadStarterFeeds(file(text))).toThrow(line);
  });

  it('are refused with all faults at once', () => {
    const path = file('- title: A\n  lang: en\n- title: B\n  url: nowhere\n  lang: en\n');
    expect(() => loadStarterFeeds(path)).toThrow(
      new SettingsError([
        `${path}:1: the feed must have a url: the address that is polled.`,
        `${path}:3: the feed must have a url that starts with http:// or https://.`,
      ]),
    );
  });

  it('that are not there are named together with the setting', () => {
    expect(() => loadStarterFeeds(join(folder, 'none.yaml'))).toThrow(
      /none\.yaml can't be read .*FEEDS_FILE/,
    );
  });
});
