import { Parser } from 'htmlparser2';
import { FeedError } from '../errors.ts';
import { decodeText } from './decode.ts';
import type { Fetch, FetchedDocument } from './document.ts';
import type { FeedRef } from './item.ts';
import { parseFeed } from './parse.ts';
import { plainLine } from './plain.ts';
import { absoluteUrl, placeOf } from './url.ts';

/** Content types under which a page names its feeds (`<link rel="alternate" type=…>`). */
const feedTypes =
  /^\s*(?:application\/(?:rss|atom|feed|rdf)\+(?:xml|json)|application\/(?:json|xml|rss)|text\/(?:rss\+)?xml)\s*(?:;|$)/i;

/** Where feeds are found on sites that name none: on the site's own system, and on its most common ones. */
const wellKnownPaths = ['feed', 'rss', 'rss.xml', 'atom.xml', 'index.xml', 'feed.xml', 'feed.json'] as const;

/** A page that names more is a catalogue; the first ones are its own. */
const mostCandidates = 10;

const comments = /\bcomments?\b|kommentar|commentaires|comentarios/i;

interface Candidate {
  readonly url: string;
  readonly title: string;
}

/** The feeds that a page names in its head, in its order. */
function readAlternates(html: string, pageUrl: string): Candidate[] {
  const found = new Map<string, Candidate>();
  let base = '';
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'base') base ||= attributes.href ?? '';
      if (name !== 'link' && name !== 'a') return;
      const { rel = '', type = '', href, title = '' } = attributes;
      if (!/\balternate\b|\bfeed\b/i.test(rel) || !feedTypes.test(type)) return;
      const url = absoluteUrl(href, pageUrl, base);
      if (url !== null && !found.has(url)) found.set(url, { url, title: plainLine(title) });
    },
  });
  // Long enough for any head, and for links in the body of a page that is not too long.
  parser.end(html.slice(0, 1_000_000));
  return [...found.values()];
}

const addressOf = ({ address, url }: FetchedDocument): string => address ?? url;

/** The candidate as it calls itself, or null where it is no feed that can be read now. */
async function tryCandidate(candidate: Candidate, fetch: Fetch): Promise<FeedRef | null> {
  try {
    const document = await fetch(candidate.url);
    if (document.status !== 'fetched') return null;
    const { title } = await parseFeed(document);
    return { url: addressOf(document), title: title || candidate.title };
  } catch (error) {
    if (error instanceof FeedError) return null;
    throw error;
  }
}

async function tryAll(candidates: readonly Candidate[], fetch: Fetch): Promise<FeedRef[]> {
  const feeds = await Promise.all(candidates.map((candidate) => tryCandidate(candidate, fetch)));
  const found = new Map<string, FeedRef>();
  for (const feed of feeds) {
    if (feed !== null && !found.has(feed.url)) found.set(feed.url, feed);
  }
  return [...found.values()];
}

/**
 * The feeds of a document: itself, or those that the page names, or those at the usual places of its site. Each was
 * fetched and could be read; the best stands first, feeds of comments last. Throws FeedError 'not-a-feed' which says
 * what was tried, and 'malformed' where the document is a feed that can't be read.
 */
export async function discoverFeeds(document: FetchedDocument, fetch: Fetch): Promise<FeedRef[]> {
  try {
    const { title } = await parseFeed(document);
    return [{ url: addressOf(document), title }];
  } catch (error) {
    if (!(error instanceof FeedError) || error.kind !== 'not-a-feed') throw error;
  }
  const named = readAlternates(decodeText(document.bytes, document.contentType), document.url)
    .toSorted(
      (a, b) => Number(comments.test(`${a.url} ${a.title}`)) - Number(comments.test(`${b.url} ${b.title}`)),
    )
    .slice(0, mostCandidates);
  const fromPage = await tryAll(named, fetch);
  if (fromPage.length > 0) return fromPage;

  const { origin } = new URL(document.url);
  const usual = wellKnownPaths.map((path) => ({ url: `${origin}/${path}`, title: '' }));
  const fromSite = await tryAll(usual, fetch);
  if (fromSite.length > 0) return fromSite;
  const tried = [...named.map(({ url }) => placeOf(url)), ...wellKnownPaths.map((path) => `/${path}`)];
  throw new FeedError(
    'not-a-feed',
    `${placeOf(document.url)} is no feed, and none was found at ${tried.join(', ')}: give the address of the feed itself.`,
  );
}

/** The feeds at an address; see discoverFeeds. Throws FeedError. */
export async function discoverAt(url: string, fetch: Fetch): Promise<FeedRef[]> {
  const document = await fetch(url);
  return document.status === 'fetched' ? discoverFeeds(document, fetch) : [];
}
