import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { failureOf, feed, get, getDocument, serve, textOf } from './fetching.ts';

describe('what is sent', () => {
  it('names the project and asks for feeds', async () => {
    let seen: Record<string, unknown> = {};
    const { origin } = await serve((request, response) => {
      seen = request.headers;
      response.end(feed);
    });
    await get(`${origin}/feed`);
    expect(seen['user-agent']).toMatch(/^Wirewatch\/\d/);
    expect(seen.accept).toContain('application/rss+xml');
    expect(seen['accept-encoding']).toBe('gzip, deflate, br');
    expect(seen).not.toHaveProperty('if-none-match');
  });

  it('sends both validators back and reports a 304 as unchanged', async () => {
    const { origin } = await serve((request, response) => {
      const { 'if-none-match': etag, 'if-modified-since': date } = request.headers;
      response.writeHead(etag === 'W/"1"' && date === 'Wed, 03 Sep 2025 02:00:00 GMT' ? 304 : 500).end();
    });
    const validators = { etag: 'W/"1"', lastModified: 'Wed, 03 Sep 2025 02:00:00 GMT' };
    expect(await get(`${origin}/feed`, {}, validators)).toMatchObject({ status: 'unchanged' });
  });

  it('turns a name and password in the address into a header and keeps them out of the document', async () => {
    const seen: (string | undefined)[] = [];
    const { port, origin } = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.end(feed);
    });
    const document = await getDocument(`http://ann:p%40ss@127.0.0.1:${port}/feed`);
    expect(seen).toEqual([`Basic ${Buffer.from('ann:p@ss').toString('base64')}`]);
    expect(document.url).toBe(`${origin}/feed`);
    expect(document.address).toBe(`http://ann:p%40ss@127.0.0.1:${port}/feed`);
  });
});

describe('what comes back', () => {
  it('gives bytes, content type and validators', async () => {
    const { origin } = await serve((_, response) => {
      response.writeHead(200, {
        'content-type': 'application/rss+xml; charset=utf-8',
        etag: '"a"',
        'last-modified': 'Wed, 03 Sep 2025 02:00:00 GMT',
      });
      response.end(feed);
    });
    const document = await getDocument(`${origin}/feed`);
    expect(textOf(document)).toBe(feed);
    expect(document).toMatchObject({
      url: `${origin}/feed`,
      address: `${origin}/feed`,
      contentType: 'application/rss+xml; charset=utf-8',
      validators: { etag: '"a"', lastModified: 'Wed, 03 Sep 2025 02:00:00 GMT' },
    });
  });

  it.each([
    ['gzip', gzipSync(feed)],
    ['x-gzip', gzipSync(feed)],
    ['br', brotliCompressSync(feed)],
    ['deflate', deflateSync(feed)],
    ['deflate', deflateRawSync(feed)],
    ['deflate, gzip', gzipSync(deflateSync(feed))],
    ['GZIP', gzipSync(feed)],
    ['identity', Buffer.from(feed)],
    ['', gzipSync(feed)],
  ])('undoes %j', async (encoding, body) => {
    const { origin } = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(body);
    });
    expect(textOf(await getDocument(`${origin}/feed`))).toBe(feed);
  });

  it('keeps what a gzip stream that was cut short holds', async () => {
    const long = feed.repeat(500);
    const { origin } = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(long).subarray(0, -12));
    });
    const text = textOf(await getDocument(`${origin}/feed`));
    expect(long.startsWith(text)).toBe(true);
    expect(text.length).toBeGreaterThan(feed.length);
  });

  it.each([
    ['gzip', 'is not compressed as its server says'],
    ['exotic', 'which was not asked for'],
    ['gzip, gzip, gzip, gzip', 'which was not asked for'],
  ])('says so when a body is not what its encoding %s promises', async (encoding, message) => {
    const { origin } = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(feed);
    });
    const failure = await failureOf(`${origin}/feed`);
    expect(failure.kind).toBe('malformed');
    expect(failure.message).toContain(message);
  });
});

describe('statuses', () => {
  it.each([
    [401, 'forbidden', 'name and password'],
    [403, 'forbidden', 'refuses this bot'],
    [404, 'not-found', 'check the address'],
    [410, 'gone', 'remove the feed'],
    [418, 'status', '418'],
    [429, 'rate-limited', 'asked too often'],
    [500, 'server', 'has trouble on its server (500)'],
    [503, 'server', 'has trouble on its server (503)'],
    [300, 'status', '300'],
  ])('tells a %i as %s, in one sentence', async (status, kind, words) => {
    const { origin } = await serve((_, response) => {
      response.writeHead(status).end('a page that explains it');
    });
    const failure = await failureOf(`${origin}/feed`);
    expect(failure.kind).toBe(kind);
    expect(failure.message).toContain(words);
    expect(failure.message).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/feed [^\n]+\.$/);
  });

  it.each([
    ['120', 120_000],
    ['Wed, 03 Sep 2025 02:05:00 GMT', 300_000],
    ['Wed, 03 Sep 2025 01:00:00 GMT', 0],
    ['31536000', 24 * 3_600_000],
    ['soon', undefined],
  ])('reads Retry-After: %s', async (value, expected) => {
    const { origin } = await serve((_, response) => {
      response.writeHead(429, { 'retry-after': value }).end();
    });
    const clock = { now: () => Date.parse('2025-09-03T02:00:00Z') };
    expect((await failureOf(`${origin}/feed`, { clock })).retryAfterMs).toBe(expected);
  });

  it('takes a 304 that nobody asked for as a fault', async () => {
    const { origin } = await serve((_, response) => {
      response.writeHead(304).end();
    });
    const failure = await failureOf(`${origin}/feed`, {}, { etag: null, lastModified: null });
    expect(failure.kind).toBe('status');
    expect(failure.message).toContain('nothing changed (304)');
  });
});
