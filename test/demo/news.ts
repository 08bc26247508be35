import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { type Clock, systemClock } from '../../src/clock.ts';
import { articlesIn } from './articles.ts';
import { type FeedEntry, type FeedFile, type NewsItem, readFeedFile } from './feed-file.ts';

/** A local news server with a few sample feeds. */
export interface NewsServer {
  readonly url: string;
  /** `name` is the file's, without its ending. */
  readonly feeds: readonly { readonly name: string; readonly title: string; readonly url: string }[];
  /** How many entries are still held back. */
  readonly held: number;
  /** Publishes the oldest of the entries that are held back, dated now, and tells which they were. */
  release(count?: number): readonly { readonly feed: string; readonly title: string }[];
  /** Publishes an entry of one's own, dated now. @throws Error where no feed has this name. */
  publish(feedName: string, item: NewsItem): void;
  /** Resolves once every feed has been asked for. */
  read(): Promise<void>;
  close(): Promise<void>;
}

/** How links are written in the files; the server puts its own address in their place. */
const placeholder = 'https://news.example';
/** Entries from this day on are the news of the demo and held back at first. */
const newsFrom = Date.parse('2025-08-31T00:00:00Z');

interface Channel extends FeedFile {
  readonly name: string;
  readonly held: FeedEntry[];
  /** What is in the document now, newest first. */
  readonly published: string[];
  readonly asked: PromiseWithResolvers<void>;
}

/** Starts the server on 127.0.0.1; without a port, on a free one. */
export async function startNewsServer({
  port = 0,
  clock = systemClock,
}: {
  port?: number;
  clock?: Clock;
} = {}): Promise<NewsServer> {
  const channels = await readChannels();
  const articles = new Map<string, string>();
  for (const channel of channels) {
    const whole = channel.document(channel.entries.map((entry) => entry.write()));
    for (const [path, page] of await articlesIn(whole, channel.contentType)) {
      if (!articles.has(path)) articles.set(path, page);
    }
  }

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', placeholder);
    respond(pathname, request.headers['if-none-match'], response).catch(() => response.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = z.object({ port: z.number() }).parse(server.address());
  const url = `http://127.0.0.1:${address.port}`;

  async function respond(path: string, known: string | undefined, response: ServerResponse): Promise<void> {
    const channel = channels.find(({ name }) => path === `/feeds/${name}`);
    const article = articles.get(path);
    if (channel !== undefined) {
      const body = channel.document(channel.published).replaceAll(placeholder, url);
      const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 16)}"`;
      response.on('finish', () => channel.asked.resolve());
      if (known === etag) response.writeHead(304, { etag }).end();
      else
        response.writeHead(200, { 'content-type': `${channel.contentType}; charset=utf-8`, etag }).end(body);
    } else if (article !== undefined) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(article);
    } else if (path.startsWith('/pictures/')) {
      const picture = await readFile(join(import.meta.dirname, 'pictures', basename(path))).catch(() => null);
      if (picture === null) response.writeHead(404).end();
      else response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(picture);
    } else {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('There is nothing here.\n');
    }
  }

  function oldestHeld(): { channel: Channel; entry: FeedEntry } | undefined {
    return channels
      .flatMap((channel) => channel.held.map((entry) => ({ channel, entry })))
      .toSorted((a, b) => a.entry.publishedAt - b.entry.publishedAt)[0];
  }

  return {
    url,
    feeds: channels.map(({ name, title }) => ({ name, title, url: `${url}/feeds/${name}` })),
    get held() {
      return channels.reduce((sum, { held }) => sum + held.length, 0);
    },
    release(count = Number.POSITIVE_INFINITY) {
      const released: { feed: string; title: string }[] = [];
      for (let next = oldestHeld(); next !== undefined && released.length < count; next = oldestHeld()) {
        const { channel, entry } = next;
        channel.held.splice(channel.held.indexOf(entry), 1);
        channel.published.unshift(entry.write(clock.now()));
        released.push({ feed: channel.title, title: entry.title });
      }
      return released;
    },
    publish(feedName, item) {
      const channel = channels.find(({ name }) => name === feedName);
      if (channel === undefined) {
        throw new Error(
          `There is no feed "${feedName}": use ${channels.map(({ name }) => name).join(', ')}.`,
        );
      }
      channel.published.unshift(channel.entryOf(item, clock.now()).write());
    },
    async read() {
      await Promise.all(channels.map(({ asked }) => asked.promise));
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readChannels(): Promise<Channel[]> {
  const folder = join(import.meta.dirname, 'feeds');
  const names = (await readdir(folder)).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const file = readFeedFile(await readFile(join(folder, name), 'utf8'));
      const isNews = ({ publishedAt }: FeedEntry) => publishedAt >= newsFrom;
      return {
        ...file,
        name: name.replace(/\.\w+$/, ''),
        held: file.entries.filter(isNews),
        published: file.entries.filter((entry) => !isNews(entry)).map((entry) => entry.write()),
        asked: Promise.withResolvers<void>(),
      };
    }),
  );
}
