import type { Clock } from '../clock.ts';
import { FeedError, type FeedErrorKind, messageOf } from '../errors.ts';
import { decodeText } from '../feeds/decode.ts';
import type { Fetch } from '../feeds/document.ts';
import type { Item } from '../feeds/item.ts';
import type { Log } from '../ops/log.ts';
import { isAbout, isTeaser } from '../summary/teaser.ts';
import type { Extractor } from './extractor.ts';
import { createHostLimits } from './hosts.ts';
import { createRobotsBook } from './robots-book.ts';
import { isWallAddress } from './walls.ts';

/** The text of the article behind an item, or null where its own text has to do. Never rejects. */
export type ReadArticle = (item: Item) => Promise<string | null>;

/** After these a host is left alone for a while: it is in trouble, or wants no robots. */
const troubles: ReadonlySet<FeedErrorKind> = new Set([
  'unreachable',
  'timeout',
  'forbidden',
  'rate-limited',
  'server',
]);

const htmlTypes = /^(?:text\/html|application\/xhtml\+xml)\b/i;

/** Why the article is not told, for the log. */
class NoArticle extends Error {}

/**
 * Reads the article of an item whose feed has only a teaser, within a time limit, if the site's robots.txt lets it.
 * Whatever goes wrong, the item's own text is what is told.
 */
export function createArticleReader({
  fetch,
  extractor,
  timeoutMs,
  exceptFeeds,
  clock,
  log,
}: {
  /** Follows redirects, never to private addresses. */
  fetch: Fetch;
  extractor: Pick<Extractor, 'extract'>;
  /** For robots.txt, page and extraction together, in milliseconds. */
  timeoutMs: number;
  /** Addresses of feeds whose articles are not fetched. */
  exceptFeeds: ReadonlySet<string>;
  clock: Clock;
  log: Log;
}): ReadArticle {
  const hosts = createHostLimits({ clock, mostWaitMs: 2 * timeoutMs });
  const robots = createRobotsBook({ fetch, clock });

  async function page(address: string, signal: AbortSignal): Promise<string> {
    if (!(await robots.allows(address, signal))) throw new NoArticle('robots.txt asks not to');
    const fetched = await fetch(address, undefined, signal);
    if (fetched.status !== 'fetched') throw new NoArticle('nothing was sent');
    if (fetched.contentType !== null && !htmlTypes.test(fetched.contentType)) {
      throw new NoArticle('it is no web page');
    }
    if (fetched.url !== address && isWallAddress(fetched.url)) {
      throw new NoArticle('it leads to a page that asks for consent or a subscription');
    }
    const isElsewhere = URL.parse(fetched.url)?.origin !== URL.parse(address)?.origin;
    if (isElsewhere && !(await robots.allows(fetched.url, signal))) {
      throw new NoArticle('robots.txt of the site that it leads to asks not to');
    }
    return decodeText(fetched.bytes, fetched.contentType);
  }

  async function read(item: Item, address: string, signal: AbortSignal): Promise<string> {
    const extract = await extractor.extract(await page(address, signal), signal);
    if (extract.kind === 'wall') throw new NoArticle(`the page is no article but: ${extract.wall}`);
    if (extract.kind === 'nothing') throw new NoArticle('the page has no article');
    if (!isAbout(item, extract.text)) throw new NoArticle('the page tells something else');
    return extract.text;
  }

  return async (item) => {
    const host = item.url === null ? undefined : URL.parse(item.url)?.host;
    if (item.url === null || host === undefined) return null;
    if (exceptFeeds.has(item.feed.url) || !isTeaser(item) || !hosts.take(host)) return null;
    const signal = AbortSignal.timeout(timeoutMs);
    const begun = clock.now();
    try {
      const text = await read(item, item.url, signal);
      log.debug('article-read', { url: item.url, characters: text.length });
      return text;
    } catch (error) {
      if (signal.aborted || (error instanceof FeedError && troubles.has(error.kind))) hosts.rest(host);
      log.debug('article-not-read', { url: item.url, error: messageOf(error) });
      return null;
    } finally {
      hosts.waited(host, clock.now() - begun);
    }
  };
}
