import type { FeedFault } from './fault.ts';
import type { Pace } from './pace.ts';

/** A body of an entry, as HTML or as plain text. */
export interface RawBody {
  readonly value: string;
  /** Plain text may hold `<` and `&` that mean themselves. */
  readonly isPlain?: boolean;
  /** Read only where no other body says anything. */
  readonly isFallback?: boolean;
}

/** An address, relative or absolute, with the base that its own element sets (XML Base). */
export interface RawLink {
  readonly address: string;
  readonly base?: string | null;
}

/** A picture that an entry names. */
export interface RawImage extends RawLink {
  /** In pixels, where the feed says. */
  readonly width?: number | null;
}

/** One entry in its format's own words, before anything is cleaned; lists are in order of preference. */
export interface RawEntry {
  readonly guid: string | null;
  readonly links: readonly RawLink[];
  readonly titles: readonly string[];
  readonly bodies: readonly RawBody[];
  readonly dates: readonly string[];
  readonly author: string | null;
  readonly lang: string | null;
  readonly images: readonly RawImage[];
  /** What relative links are read against, beside the feed's own, outermost first. */
  readonly bases: readonly string[];
}

/** A feed in its format's own words: what each adapter gives. */
export interface RawFeed {
  readonly format: 'rss' | 'atom' | 'json';
  readonly titles: readonly string[];
  readonly links: readonly RawLink[];
  readonly lang: string | null;
  /** Who wrote the entries that name nobody. */
  readonly author: string | null;
  readonly bases: readonly string[];
  readonly pace?: Pace | undefined;
  readonly fault: FeedFault | null;
  readonly entries: readonly RawEntry[];
}

/** Entries beyond this are not read: no feed has so many, and what is new stands first. */
export const mostEntries = 5_000;

/** An id that is an address is where the entry is to be found, if nothing else says so. */
export function linkInId(id: string | null): RawLink[] {
  return id !== null && /^https?:\/\//i.test(id.trim()) ? [{ address: id }] : [];
}
