import { FeedError } from '../../src/errors.ts';
import type { Item, ParsedFeed } from '../../src/feeds/item.ts';
import { parseFeed } from '../../src/feeds/parse.ts';

/** The moment at which all tests read their feeds. */
export const now = Date.parse('2025-09-10T00:00:00Z');

interface From {
  readonly contentType?: string | null;
  readonly url?: string;
}

/** Reads a feed as if it came from https://example.org/feed.xml on 10 September 2025. */
export function parse(
  document: string | Uint8Array,
  { contentType = null, url = 'https://example.org/feed.xml' }: From = {},
): Promise<ParsedFeed> {
  const bytes = typeof document === 'string' ? new TextEncoder().encode(document) : document;
  return parseFeed({ bytes, contentType, url }, { clock: { now: () => now } });
}

/** The first item of a feed that must have one. */
export async function parseItem(document: string | Uint8Array, from: From = {}): Promise<Item> {
  const [item] = (await parse(document, from)).items;
  if (item === undefined) throw new Error('The feed has no items.');
  return item;
}

/** The error that reading a document must give. */
export async function failureOf(document: string | Uint8Array, from: From = {}): Promise<FeedError> {
  try {
    await parse(document, from);
  } catch (error) {
    if (error instanceof FeedError) return error;
    throw error;
  }
  throw new Error('The document was read although it should not have been.');
}

/** RSS 2.0 around the given elements of the channel. */
export const rss = (inner: string, attributes = ''): string =>
  `<?xml version="1.0"?><rss version="2.0" ${attributes}><channel><title>News</title><link>https://example.org/</link>${inner}</channel></rss>`;

/** Atom 1.0 around the given elements of the feed. */
export const atom = (inner: string, attributes = ''): string =>
  `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" ${attributes}><title>News</title><link href="https://example.org/"/>${inner}</feed>`;
