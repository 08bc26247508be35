import { plainLine } from './plain.ts';
import { readTags, type TagReader } from './read-tags.ts';
import { absoluteUrl } from './url.ts';

/** Content types under which a page names its feeds (`<link rel="alternate" type=…>`). */
const feedTypes =
  /^\s*(?:application\/(?:rss|atom|feed|rdf)\+(?:xml|json)|application\/(?:json|xml|rss)|text\/(?:rss\+)?xml)\s*(?:;|$)/i;

/** How the address of a feed ends, where a page only links to it as to any other. */
const feedEnding = /(?:^|[/.-])(?:rss|atom|feeds?|rdf)(?:\.xml|\.json|\.rdf|\.atom|\.php)?\/?$/i;

const comments = /\bcomments?\b|kommentar|commentaires|comentarios/i;

/** Longer pages are read this far, in characters. */
const longestPage = 3_000_000;

/** Deeper nesting is no page, and takes the parser long; what follows is not read. */
const deepest = 2_000;

/** A feed that a page names; whether it is one is not known yet. */
export interface Candidate {
  readonly url: string;
  readonly title: string;
}

/** What a page says about its feeds, each in the order of the page; feeds of comments stand last. */
export interface PageFeeds {
  /** Named as its feeds: `<link rel="alternate">`. https://html.spec.whatwg.org/multipage/links.html#rel-alternate */
  readonly named: readonly Candidate[];
  /** Addresses on the same site that are linked to and look like a feed's. */
  readonly linked: readonly Candidate[];
  /** The address that the page calls its own, or null. */
  readonly canonical: string | null;
}

/** The end of a host that its parts share (`bbc.com` of `feeds.bbc.com`), as far as one can tell without a list. */
const domainOf = (hostname: string): string => hostname.split('.').slice(-2).join('.');

/** Whether a link of a page looks like a feed of its site: an article may link to the feeds of others. */
function looksLikeFeed(url: string, pageUrl: string): boolean {
  const { pathname, hostname } = new URL(url);
  return feedEnding.test(pathname) && domainOf(hostname) === domainOf(new URL(pageUrl).hostname);
}

const commentsLast = (candidates: Iterable<Candidate>): Candidate[] =>
  [...candidates].toSorted(
    (a, b) => Number(comments.test(`${a.url} ${a.title}`)) - Number(comments.test(`${b.url} ${b.title}`)),
  );

/** Reads a page for its feeds. */
export function readPage(html: string, pageUrl: string): PageFeeds {
  const named = new Map<string, Candidate>();
  const linked = new Map<string, Candidate>();
  let base = '';
  let canonical: string | null = null;
  const reader: TagReader = {
    open(name, attributes) {
      if (name === 'base') base ||= attributes.href ?? '';
      if (name !== 'link' && name !== 'a') return;
      const { rel = '', type = '', href, title = '' } = attributes;
      const url = absoluteUrl(href, pageUrl, base);
      if (url === null) return;
      if (/\balternate\b|\bfeed\b/i.test(rel) && feedTypes.test(type)) {
        if (!named.has(url)) named.set(url, { url, title: plainLine(title) });
      } else if (name === 'link') {
        if (/\bcanonical\b/i.test(rel)) canonical ??= url;
      } else if (!linked.has(url) && looksLikeFeed(url, pageUrl)) {
        linked.set(url, { url, title: plainLine(title) });
      }
    },
  };
  readTags(html.slice(0, longestPage), reader, { deepest, isXml: false });
  return {
    named: commentsLast(named.values()),
    linked: commentsLast(linked.values()).filter(({ url }) => !named.has(url)),
    canonical,
  };
}
