import { createServer, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { rss } from './feed-server.ts';

const xml = { 'content-type': 'application/rss+xml' };
const megabyte = Buffer.alloc(1_000_000, 'a');

/** How a server can misbehave, by path. */
const faults: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/not-xml': (response) => response.writeHead(200, xml).end('this is no feed'),
  '/page': (response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html><title>Hi</title></html>'),
  '/gone': (response) => response.writeHead(410).end(),
  '/500': (response) => response.writeHead(500).end('oops'),
  '/busy': (response) => response.writeHead(429, { 'retry-after': '120' }).end(),
  '/forbidden': (response) => response.writeHead(403).end('<html>Just a moment…</html>'),
  '/silent': () => {},
  '/50-mb': (response) => {
    response.writeHead(200, xml);
    let sent = 0;
    const more = (): void => {
      sent += 1;
      if (sent > 50 || response.destroyed) response.end();
      else response.write(megabyte, more);
    };
    more();
  },
  '/bomb': (response) =>
    response.writeHead(200, { ...xml, 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(100_000_000))),
  '/loop': (response) => response.writeHead(302, { location: '/loop' }).end(),
  '/inside': (response) =>
    response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end(),
  '/empty': (response) => response.writeHead(200, xml).end(),
  '/reset': (response) => response.destroy(),
  '/cut': (response) =>
    response.writeHead(200, xml).end(
      rss('Cut', [
        { title: 'One', guid: '1' },
        { title: 'Two', guid: '2' },
      ]).slice(0, -60),
    ),
  '/no-items': (response) => response.writeHead(200, xml).end(rss('Nothing yet', [])),
  '/wrong-charset': (response) =>
    response
      .writeHead(200, { 'content-type': 'application/rss+xml; charset=us-ascii' })
      .end(rss('Charset', [{ title: 'Erdoğan in Tiflis', guid: '1' }])),
  '/old-dates': (response) =>
    response.writeHead(200, xml).end(
      rss('Dates', [
        { title: 'One', guid: '1', pubDate: 'Thu, 01 Jan 1970 00:00:00 GMT' },
        { title: 'Two', guid: '2', pubDate: 'Thu, 01 Jan 2099 00:00:00 GMT' },
      ]),
    ),
  '/control': (response) =>
    response.writeHead(200, xml).end(rss('Control', [{ title: 'A\u0000B\u0008C \u001bD', guid: '1' }])),
  '/long-title': (response) =>
    response.writeHead(200, xml).end(rss('Long', [{ title: 'SCO '.repeat(2_500), guid: '1' }])),
  '/ampersand': (response) =>
    response
      .writeHead(200, xml)
      .end(rss('Amp', [{ title: 'AT+T', guid: '1' }]).replace('AT+T', 'AT&T &nbsp; &copy;')),
};

/** A real HTTP server that misbehaves in every known way. */
export async function startBrokenServer(): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const fault = faults[request.url ?? ''];
    if (fault === undefined) response.writeHead(404).end();
    else fault(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
