import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { failureOf, feed, fetcher, get, getDocument, serve } from './fetching.ts';

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
