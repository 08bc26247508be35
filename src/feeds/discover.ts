import PQueue from 'p-queue';
import { FeedError } from '../errors.ts';
import { decodeText } from './decode.ts';
import { type Candidate, readPage } from './discover-page.ts';
import { siteFeeds } from './discover-sites.ts';
import type { Fetch, FetchedDocument } from './document.ts';
import type { FeedRef, Item } from './item.ts';
import { parseFeed } from './parse.ts';
import { placeOf } from './url.ts';

/** Where feeds are found on sites that name none: on the site's own system, and on its most common ones. */
const wellKnownPaths = ['feed', 'rss', 'rss.xml', 'atom.xml', 'index.xml', 'feed.xml', 'feed.json'] as const;

/** A page that names more is a catalogue; the first ones are its own. */
const mostCandidates = 10;
/** Candidates that are fetched at once: they are mostly on one host. */
const concurrency = 4;

/** A feed that was found, fetched and read. */
export interface FoundFeed extends FeedRef {
  /** The title of its newest entry, or null where it has none. */
  readonly newest: string | null;
}

const addressOf = ({ address, url }: FetchedDocument): string => address ?? url;

const dateOf = ({ publishedAt }: Item): number => (publishedAt === null ? 0 : Date.parse(publishedAt));

async function readFound(document: FetchedDocument, title = ''): Promise<FoundFeed> {
  const parsed = await parseFeed(document);
  const newest = parsed.items.reduce<Item | undefined>(
    (best, item) => (best === undefined || dateOf(item) > dateOf(best) ? item : best),
    undefined,
  );
  return { url: addressOf(document), title: parsed.title || title, newest: newest?.title || null };
}

/** The candidate as it calls itself, or null where it is no feed that can be read now. */
async function tryCandidate({ url, title }: Candidate, fetch: Fetch): Promise<FoundFeed | null> {
  try {
    const document = await fetch(url);
    return document.status === 'fetched' ? await readFound(document, title) : null;
  } catch (error) {
    if (error instanceof FeedError) return null;
    throw error;
  }
}

/** Tries one group of addresses after the other until one holds feeds, and knows what was tried. */
function createSearch(fetch: Fetch) {
  const tried = new Set<string>();

  return {
    tried: (): string[] => Array.from(tried, placeOf),
    async find(candidates: readonly Candidate[]): Promise<FoundFeed[]> {
      const untried = candidates.filter(({ url }) => !tried.has(url)).slice(0, mostCandidates);
      for (const { url } of untried) tried.add(url);
      const queue = new PQueue({ concurrency });
      const feeds = await queue.addAll(untried.map((candidate) => () => tryCandidate(candidate, fetch)));
      const found = new Map<string, FoundFeed>();
      for (const feed of feeds) {
        if (feed !== null && !found.has(feed.url)) found.set(feed.url, feed);
      }
      return [...found.values()];
    },
  };
}

type Search = ReturnType<typeof createSearch>;

const asCandidates = (urls: readonly string[]): Candidate[] => urls.map((url) => ({ url, title: '' }));

/** The usual places of a site, and of the part of it that a page is in (`/blog/` of `/blog/2024/post`). */
function usualPlaces({ origin, pathname }: URL): string[] {
  const part = /^\/[^/.]+\//.exec(pathname)?.[0];
  return ['/', ...(part === undefined ? [] : [part])].flatMap((folder) =>
    wellKnownPaths.map((path) => `${origin}${folder}${path}`),
  );
}

async function searchPage(html: string, url: string, search: Search): Promise<FoundFeed[]> {
  const { named, linked, canonical } = readPage(html, url);
  const ofCanonical = canonical === null ? [] : siteFeeds(canonical, true);
  for (const candidates of [named, asCandidates(ofCanonical), linked]) {
    const found = await search.find(candidates);
    if (found.length > 0) return found;
  }
  return [];
}

/** What the page of an article does not say, the first page of its site often does. */
async function searchHome(url: URL, fetch: Fetch, search: Search): Promise<FoundFeed[]> {
  const home = `${url.origin}/`;
  if (url.href === home) return [];
  try {
    const document = await fetch(home);
    if (document.status !== 'fetched') return [];
    return await searchPage(decodeText(document.bytes, document.contentType), document.url, search);
  } catch (error) {
    if (error instanceof FeedError) return [];
    throw error;
  }
}

async function searchAround(url: URL, search: Search): Promise<FoundFeed[]> {
  const ofSoftware = await search.find(asCandidates(siteFeeds(url.href, false)));
  if (ofSoftware.length > 0) return ofSoftware;
  const places = usualPlaces(url);
  const ofSite = await search.find(asCandidates(places.slice(0, wellKnownPaths.length)));
  return ofSite.length > 0 ? ofSite : search.find(asCandidates(places.slice(wellKnownPaths.length)));
}

/**
 * The feeds of a document: itself, or those that the page names, links to or keeps where software like its own does,
 * or those of its site's first page, or at the usual places. Each was fetched and could be read; the best stands
 * first, feeds of comments last. Throws FeedError 'not-a-feed' which says what was tried, and 'malformed' where the
 * document is a feed that can't be read.
 */
export async function discoverFeeds(
  document: FetchedDocument,
  fetch: Fetch,
  search = createSearch(fetch),
): Promise<FoundFeed[]> {
  try {
    return [await readFound(document)];
  } catch (error) {
    if (!(error instanceof FeedError) || error.kind !== 'not-a-feed') throw error;
  }
  const url = new URL(document.url);
  const ofPage = await searchPage(decodeText(document.bytes, document.contentType), document.url, search);
  if (ofPage.length > 0) return ofPage;
  const ofHome = await searchHome(url, fetch, search);
  if (ofHome.length > 0) return ofHome;
  const around = await searchAround(url, search);
  if (around.length > 0) return around;
  throw new FeedError(
    'not-a-feed',
    `${placeOf(document.url)} is no feed, names none, and none was found at ${search.tried().join(', ')}: give the address of the feed itself.`,
  );
}

/**
 * The feeds at an address; see discoverFeeds. Sites whose feeds are known by the address of a page are not asked for
 * the page. A page that refuses bots is passed by: its feed often lets them in. Throws FeedError.
 */
export async function discoverAt(address: string, fetch: Fetch): Promise<FoundFeed[]> {
  const search = createSearch(fetch);
  const ofSite = await search.find(asCandidates(siteFeeds(address, true)));
  if (ofSite.length > 0) return ofSite;
  try {
    const document = await fetch(address);
    return document.status === 'fetched' ? await discoverFeeds(document, fetch, search) : [];
  } catch (error) {
    if (!(error instanceof FeedError) || error.kind !== 'forbidden') throw error;
    const around = await searchAround(new URL(address), search);
    if (around.length > 0) return around;
    throw error;
  }
}
