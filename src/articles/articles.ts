import type { Clock } from '../clock.ts';
import { createFetcher } from '../feeds/fetch.ts';
import type { Log } from '../ops/log.ts';
import { createExtractor } from './extractor.ts';
import { createArticleReader, type ReadArticle } from './reader.ts';

/** Articles are fetched by themselves: with limits of their own, and not as feeds. */
export interface Articles {
  readonly read: ReadArticle;
  close(): Promise<void>;
}

/** A page of more bytes is no article. */
const mostBytes = 3_000_000;
const accept = 'text/html, application/xhtml+xml;q=0.9';

/** The reader of articles with its parts; with 0 seconds it reads none. */
export function createArticles({
  seconds,
  allowPrivateHosts,
  exceptFeeds,
  clock,
  log,
}: {
  /** How long an article may take from robots.txt to its text; 0 fetches none. */
  seconds: number;
  /** Private hosts whose articles may be read for feeds on the same host. */
  allowPrivateHosts: readonly string[];
  exceptFeeds: ReadonlySet<string>;
  clock: Clock;
  log: Log;
}): Articles {
  if (seconds === 0) return { read: async () => null, close: async () => {} };
  const timeoutMs = seconds * 1_000;
  const extractor = createExtractor();
  const openReader = (privateHosts: readonly string[]) => {
    const fetcher = createFetcher({
      allowPrivateHosts: privateHosts,
      accept,
      timeoutMs,
      maxBytes: mostBytes,
      clock,
    });
    const read = createArticleReader({
      fetch: fetcher.fetch,
      extractor,
      timeoutMs,
      exceptFeeds,
      clock,
      log,
    });
    return { read, close: fetcher.close };
  };
  // A feed from outside must not have pages of the private network read out in a channel.
  const [outside, own] = [openReader([]), openReader(allowPrivateHosts)];
  const hostOf = (url: string | null) => URL.parse(url ?? '')?.hostname.replace(/^\[(.*)\]$/, '$1');
  const isPrivate = (host: string | undefined) => host !== undefined && allowPrivateHosts.includes(host);
  return {
    read(item) {
      const host = hostOf(item.url);
      const isOwn = isPrivate(host) && host === hostOf(item.feed.url);
      return (isOwn ? own : outside).read(item);
    },
    async close() {
      await Promise.all([outside.close(), own.close(), extractor.close()]);
    },
  };
}
