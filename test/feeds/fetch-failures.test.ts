import { describe, expect, it } from 'vitest';
import { failureOf, serve } from './fetching.ts';
import { startServer } from './server.ts';

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
    const server = await serve((_, response) => {
      response.writeHead(404).end();
    });
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
