import { createServer } from 'node:http';
import { z } from 'zod';

/** An entry as a test writes it. */
export interface Entry {
  readonly title: string;
  readonly guid?: string;
  readonly link?: string;
  readonly description?: string;
  /** RFC 822 date; without it the entry is undated. */
  readonly pubDate?: string;
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function element(name: string, text: string | undefined): string {
  return text === undefined ? '' : `<${name}>${escapeXml(text)}</${name}>`;
}

/** An RSS 2.0 document. */
export function rss(title: string, entries: readonly Entry[]): string {
  const items = entries.map(
    (entry) =>
      `<item>${element('title', entry.title)}${element('link', entry.link)}${element('guid', entry.guid)}` +
      `${element('description', entry.description)}${element('pubDate', entry.pubDate)}</item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>${escapeXml(title)}</title><link>https://news.example/</link><description/>${items.join('')}</channel></rss>`;
}

/** A real HTTP server whose pages a test sets and changes. */
export interface FeedServer {
  readonly url: string;
  /** How often a path was asked for. */
  hits(path: string): number;
  /** Serves RSS at a path from now on. */
  feed(path: string, title: string, entries: readonly Entry[]): void;
  /** Serves a page at a path from now on. */
  page(path: string, body: string | Buffer, contentType?: string, status?: number): void;
  /** Sends those who ask for a path to another address from now on. */
  redirect(path: string, location: string, status: number): void;
  close(): Promise<void>;
}

/** Starts a server on a free port of 127.0.0.1. */
export async function startFeedServer(): Promise<FeedServer> {
  const pages = new Map<
    string,
    { body: string | Buffer; contentType: string; status: number; location?: string }
  >();
  const hits = new Map<string, number>();
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    hits.set(path, (hits.get(path) ?? 0) + 1);
    const page = pages.get(path) ?? { body: 'nothing here', contentType: 'text/plain', status: 404 };
    const location = 'location' in page ? { location: page.location } : {};
    response.writeHead(page.status, { 'content-type': page.contentType, ...location }).end(page.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    hits: (path) => hits.get(path) ?? 0,
    feed(path, title, entries) {
      pages.set(path, { body: rss(title, entries), contentType: 'application/rss+xml', status: 200 });
    },
    page(path, body, contentType = 'text/html', status = 200) {
      pages.set(path, { body, contentType, status });
    },
    redirect(path, location, status) {
      pages.set(path, { body: '', contentType: 'text/plain', status, location });
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
