import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProcess, temporaryFolder } from '../support/bot-process.ts';
import { startBrokenServer } from '../support/broken-server.ts';

let server: Awaited<ReturnType<typeof startBrokenServer>>;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  [server, folder] = await Promise.all([startBrokenServer(), temporaryFolder()]);
});
afterAll(async () => {
  await Promise.all([server.close(), folder.remove()]);
});

async function cli(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const run = startProcess(
    ['src/cli.ts', ...args],
    { ALLOW_PRIVATE_HOSTS: '127.0.0.1', ...env },
    folder.path,
  );
  const code = await run.exited;
  return { code, lines: run.output().trim().split('\n') };
}

describe('a feed that is none', () => {
  it.each<[string, RegExp]>([
    ['/not-xml', /neither XML nor JSON/],
    ['/page', /web page, not a feed/],
    ['/nowhere', /404/],
    ['/gone', /410|gone|for good/i],
    ['/500', /500/],
    ['/busy', /429|too (?:many|often)/i],
    ['/forbidden', /403|refuse|forbid/i],
    ['/silent', /longer than 15 s/],
    ['/50-mb', /MB|large|big/],
    ['/bomb', /MB|large|big/],
    ['/loop', /redirect/i],
    ['/inside', /private|169\.254/i],
    ['/empty', /empty|is no feed/i],
    ['/reset', /closed|reset|connection|reach/i],
  ])('%s gives one clear line', async (path, says) => {
    const { code, lines } = await cli(['parse', server.url + path, '--json']);
    expect(lines).toEqual([expect.stringMatching(says)]);
    expect(lines[0]?.length).toBeLessThan(400);
    expect(code).toBe(1);
  });

  it.each<[string, RegExp]>([
    ['ftp://news.example/feed', /http/],
    ['http://10.0.0.1/feed', /private/],
    ['no-such-file.xml', /can't be read/],
  ])('%s gives one clear line', async (place, says) => {
    const { code, lines } = await cli(['parse', place]);
    expect(lines).toEqual([expect.stringMatching(says)]);
    expect(code).toBe(1);
  });
});

describe('a feed that is odd', () => {
  it.each<[string, readonly Readonly<Record<string, unknown>>[]]>([
    ['/cut', [{ title: 'One' }]],
    ['/no-items', []],
    ['/wrong-charset', [{ title: 'Erdoğan in Tiflis' }]],
    [
      '/old-dates',
      [
        { title: 'One', publishedAt: null },
        { title: 'Two', publishedAt: null },
      ],
    ],
    ['/control', [{ title: 'ABC D' }]],
    ['/long-title', [{ title: 'SCO '.repeat(2_500).trim() }]],
    ['/ampersand', [{ title: 'AT&T ©' }]],
  ])('%s is read as far as it goes', async (path, items) => {
    const { code, lines } = await cli(['parse', server.url + path, '--json']);
    const written = lines.filter((line) => line.startsWith('{'));
    expect(written.map((line) => JSON.parse(line))).toMatchObject(items);
    expect(code).toBe(0);
  });

  it.each([
    ['/cut', / was cut off; only the entries before that were read\.$/],
    ['/ampersand', / is no well-formed XML; it was mended as far as its entries go\.$/],
  ])('%s says that it had to be mended', async (path, says) => {
    const { lines } = await cli(['parse', server.url + path, '--json']);
    expect(lines.filter((line) => line !== '' && !line.startsWith('{'))).toEqual([
      expect.stringMatching(says),
    ]);
  });

  it('stops no other feed', async () => {
    const { code, lines } = await cli([
      'once',
      '--feed',
      `${server.url}/500`,
      `${server.url}/long-title`,
      `${server.url}/page`,
      '--watch',
      'SCO',
      '--json',
    ]);
    expect(lines.filter((line) => line.startsWith('{'))).toHaveLength(1);
    expect(lines.filter((line) => /500|not a feed/.test(line))).toHaveLength(2);
    expect(code).toBe(0);
  });
});

describe('a setting that is wrong', () => {
  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['a missing token', {}, /^DISCORD_TOKEN is not set: .*npm run demo/],
    ['a bad cron', { DISCORD_TOKEN: 'x', POLL_CRON: 'every minute' }, /^POLL_CRON/],
    ['a bad number', { DISCORD_TOKEN: 'x', POLL_MIN_SECONDS: 'soon' }, /^POLL_MIN_SECONDS/],
    ['a bad time zone', { DISCORD_TOKEN: 'x', TZ_DEFAULT: 'Mars/Olympus' }, /^TZ_DEFAULT/],
    ['a bad store', { DISCORD_TOKEN: 'x', STORE_URL: 'mysql://db' }, /^STORE_URL/],
    ['a missing feeds file', { DISCORD_TOKEN: 'x', FEEDS_FILE: 'nowhere.yaml' }, /nowhere\.yaml/],
  ])('%s gives one clear line with its mend', async (_, env, says) => {
    const { code, lines } = await cli(['start'], { HEALTH_PORT: '0', ...env });
    expect(lines).toEqual([expect.stringMatching(says)]);
    expect(code).toBe(1);
  });

  it('an unknown key names the one that was meant', async () => {
    await writeFile(join(folder.path, 'wirewatch.yaml'), 'pollMinSecond: 5\n');
    const { code, lines } = await cli(['check-config'], { DISCORD_TOKEN: 'x' });
    await writeFile(join(folder.path, 'wirewatch.yaml'), '');
    expect(lines).toEqual([expect.stringMatching(/pollMinSecond\b.*pollMinSeconds/)]);
    expect(code).toBe(1);
  });

  it('wrong usage exits with 2', async () => {
    expect((await cli(['parse'])).code).toBe(2);
    expect((await cli(['no-such-command'])).code).toBe(2);
    expect((await cli(['once', '--feed', 'x'])).code).toBe(2);
    expect((await cli(['summarize', '--sentences', 'many'])).code).toBe(2);
  });
});
