import type { FeedFault } from './fault.ts';
import type { Pace } from './pace.ts';

/** The feed an item came from. */
export interface FeedRef {
  /** The address that is polled. */
  readonly url: string;
  /** What the feed calls itself, or its host where it has no title. */
  readonly title: string;
}

/** One entry of one feed, normalised: the only shape the rest of Wirewatch knows. */
export interface Item {
  /**
   * Stable identity inside its feed: from the guid/id, else the canonical URL, else a hash of title and text.
   * The same entry fetched again has the same id, whatever else about it changed.
   */
  readonly id: string;
  /** Absolute http(s) address of the article, as the feed gives it, or null. */
  readonly url: string | null;
  /** Plain text on one line: no markup, no entities, no control characters. Empty only if the entry has none. */
  readonly title: string;
  /** The longest body the feed offers as plain text; paragraphs are separated by one blank line. May be empty. */
  readonly text: string;
  /** ISO 8601 UTC, or null where the feed gives none that can be read. */
  readonly publishedAt: string | null;
  readonly author: string | null;
  /** BCP 47 tag of the entry or its feed, or null. */
  readonly lang: string | null;
  /** Absolute http(s) address of a picture, or null. */
  readonly image: string | null;
  readonly feed: FeedRef;
}

/** What a feed document says. */
export interface ParsedFeed {
  readonly format: 'rss' | 'atom' | 'json';
  readonly title: string;
  readonly siteUrl: string | null;
  readonly lang: string | null;
  /** How often the feed says that it should be asked, where it says so. */
  readonly pace?: Pace;
  /** Why the document had to be recovered; null for one that is as it should be. */
  readonly fault: FeedFault | null;
  /** In the order of the document. */
  readonly items: readonly Item[];
}
