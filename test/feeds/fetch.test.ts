import type { RequestListener } from 'node:http';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { FeedError } from '../../src/errors.ts';
import type { FetchedDocument, FetchOutcome, Validators } from '../../src/feeds/document.ts';
import { createFetcher, type Fetcher, type FetcherOptions } from '../../src/feeds/fetch.ts';
import { startServer, type TestServer } from './server.ts';

const feed = '<rss version="2.0"><channel><title>T</title></channel></rss>';

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one[Symbol.asyncDispose]();
});

async function serve(listener: RequestListener): Promise<TestServer> {
  const server = await startServer(listener);
  open.push(server);
  return server;
}

function fetcher(options: Partial<FetcherOptions> = {}): Fetcher {
  const created = createFetcher({ allowPrivateHosts: ['127.0.0.1'], ...options });
  open.push({ [Symbol.asyncDispose]: () => created.close() });
  return created;
}

const get = (
  url: string,
  options: Partial<FetcherOptions> = {},
  validators?: Validators,
): Promise<FetchOutcome> => fetcher(options).fetch(url, validators);

async function getDocument(url: string, options: Partial<FetcherOptions> = {}): Promise<FetchedDocument> {
  const outcome = await get(url, options);
  if (outcome.status !== 'fetched') throw new Error('Nothing was fetched.');
  return outcome;
}

const textOf = ({ bytes }: FetchedDocument): string => Buffer.from(bytes).toString();

async function failureOf(
  url: string,
  options: Partial<FetcherOptions> = {},
  validators?: Validators,
): Promise<FeedError> {
  try {
    await get(url, options, validators);
  } catch (error) {
    if (error instanceof FeedError) return error;
    throw error;
  }
  throw new Error(`${url} was fetched although it should not have been.`);
}

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
    expect(await get(`${origin}/feed`, {}, validators)).toEqual({ status: 'unchanged' });
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

describe('limits', () => {
  it('refuses 50 MB that announce themselves before reading them', async () => {
    const { origin } = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 50_000_000 });
      response.flushHeaders();
    });
    const failure = await failureOf(`${origin}/feed`);
    expect(failure.kind).toBe('too-large');
    expect(failure.message).toContain('larger than 10 MB');
  });

  it('stops reading 50 MB that do not announce themselves', async () => {
    let sent = 0;
    const chunk = Buffer.alloc(100_000, ' ');
    const { origin } = await serve((_, response) => {
      const send = (): void => {
        while (sent < 50_000_000 && response.writable) {
          sent += chunk.length;
          if (!response.write(chunk)) {
            response.once('drain', send);
            return;
          }
        }
        response.end();
      };
      send();
    });
    expect((await failureOf(`${origin}/feed`)).kind).toBe('too-large');
    expect(sent).toBeLessThan(20_000_000);
  });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(50_000_000))],
    ['br', brotliCompressSync(Buffer.alloc(50_000_000))],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(50_000_000)))],
  ])('refuses a %s bomb of 50 MB', async (encoding, body) => {
    const { origin } = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(body);
    });
    expect((await failureOf(`${origin}/feed`)).kind).toBe('too-large');
  });

  it('gives up on a server that never answers', async () => {
    const { origin } = await serve(() => {});
    const failure = await failureOf(`${origin}/feed`, { timeoutMs: 200 });
    expect(failure.kind).toBe('timeout');
    expect(failure.message).toContain('took longer than 0.2 s');
  });

  it('gives up on a body that drips', async () => {
    const { origin } = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/xml' });
      const timer = setInterval(() => response.write('<'), 20);
      response.on('close', () => clearInterval(timer));
    });
    expect((await failureOf(`${origin}/feed`, { timeoutMs: 300 })).kind).toBe('timeout');
  });

  it('counts all redirects into the one time limit', async () => {
    const { origin } = await serve((request, response) => {
      setTimeout(() => {
        response.writeHead(302, { location: `${request.url}x` }).end();
      }, 120);
    });
    expect((await failureOf(`${origin}/`, { timeoutMs: 300, maxRedirects: 50 })).kind).toBe('timeout');
  });

  it('breaks off when the caller does, with the reason of the caller', async () => {
    const { origin } = await serve(() => {});
    const controller = new AbortController();
    const fetching = fetcher().fetch(`${origin}/feed`, undefined, controller.signal);
    controller.abort(new Error('stopping'));
    await expect(fetching).rejects.toThrow('stopping');
  });
});

describe('connections that fail', () => {
  it('says that a host refuses', async () => {
    const server = await startServer(() => {});
    await server[Symbol.asyncDispose]();
    const failure = await failureOf(`${server.origin}/feed`);
    expect(failure.kind).toBe('unreachable');
    expect(failure.message).toContain('refuses the connection');
    expect(failure.cause).toBeInstanceOf(Error);
  });

  it('says that a host does not exist', async () => {
    const failure = await failureOf('http://feeds.example.invalid/feed', {
      resolve: (_, callback) => callback(Object.assign(new Error('no such host'), { code: 'ENOTFOUND' }), []),
    });
    expect(failure.kind).toBe('unreachable');
    expect(failure.message).toContain('host name that does not exist');
  });

  it('says that the connection broke off in the middle', async () => {
    const { origin } = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('<rss');
      setTimeout(() => response.destroy(), 20);
    });
    expect(await failureOf(`${origin}/feed`)).toMatchObject({ kind: 'unreachable' });
  });

  it.each(['ftp://example.org/feed', 'file:///etc/passwd', 'example', 'javascript:alert(1)', ''])(
    'refuses %j as no web address',
    async (url) => {
      const failure = await failureOf(url);
      expect(failure.kind).toBe('address');
      expect(failure.message).toContain('http:// or https://');
    },
  );

  it('never shows a password', async () => {
    const server = await startServer((_, response) => {
      response.writeHead(404).end();
    });
    open.push(server);
    const urls = [
      `http://ann:secret@127.0.0.1:${server.port}/feed`,
      'http://ann:secret@10.0.0.1/feed',
      'ftp://ann:secret@example.org/',
      'http://ann:secret@bad host/',
    ];
    for (const url of urls) {
      const failure = await failureOf(url, { timeoutMs: 500 });
      expect(failure.message).not.toContain('secret');
      expect(failure.message).not.toContain('ann');
    }
  });
});

describe('redirects', () => {
  it('follows them and tells where the bytes came from', async () => {
    const { origin } = await serve((request, response) => {
      if (request.url === '/end') response.end(feed);
      else response.writeHead(302, { location: '/end' }).end();
    });
    const document = await getDocument(`${origin}/start`);
    expect(document.url).toBe(`${origin}/end`);
    expect(document.address).toBe(`${origin}/start`);
  });

  it('moves the address along permanent redirects only', async () => {
    const { origin } = await serve((request, response) => {
      if (request.url === '/end') response.end(feed);
      else if (request.url === '/new') response.writeHead(307, { location: '/end' }).end();
      else response.writeHead(301, { location: '/new' }).end();
    });
    expect((await getDocument(`${origin}/start`)).address).toBe(`${origin}/new`);
  });

  it('notices a circle', async () => {
    const { origin } = await serve((request, response) => {
      response.writeHead(302, { location: request.url === '/a' ? '/b' : '/a' }).end();
    });
    const failure = await failureOf(`${origin}/a`);
    expect(failure.kind).toBe('redirects');
    expect(failure.message).toContain('in a circle');
  });

  it('stops after five', async () => {
    let asked = 0;
    const { origin } = await serve((_, response) => {
      asked += 1;
      response.writeHead(302, { location: `/${asked}` }).end();
    });
    const failure = await failureOf(`${origin}/a`);
    expect(failure.kind).toBe('redirects');
    expect(failure.message).toContain('more than 5 times');
    expect(asked).toBe(6);
  });

  it('takes no credentials to another host, and none from a redirect', async () => {
    const seen: (string | undefined)[] = [];
    const other = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.end(feed);
    });
    const first = await serve((_, response) => {
      response.writeHead(302, { location: `http://eve:x@127.0.0.1:${other.port}/feed` }).end();
    });
    await get(`http://ann:secret@127.0.0.1:${first.port}/feed`);
    expect(seen).toEqual([undefined]);
  });

  it('keeps credentials on the same host', async () => {
    const seen: (string | undefined)[] = [];
    const { port } = await serve((request, response) => {
      seen.push(request.headers.authorization);
      if (request.url === '/end') response.end(feed);
      else response.writeHead(301, { location: '/end' }).end();
    });
    await get(`http://ann:secret@127.0.0.1:${port}/feed`);
    expect(seen[1]).toBe(seen[0]);
  });

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/feed',
    'http://0x7f.2/feed',
    'http://2130706434/feed',
    'http://[::ffff:127.0.0.2]/feed',
    'http://[::1]/feed',
    'http://0/feed',
    'ftp://example.org/feed',
    'file:///etc/passwd',
  ])('does not follow one to %s', async (location) => {
    const { origin } = await serve((_, response) => {
      response.writeHead(302, { location }).end();
    });
    expect((await failureOf(`${origin}/feed`)).kind).toBe('address');
  });
});
