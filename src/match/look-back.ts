import type { Item } from '../feeds/item.ts';
import { unhurried } from './unhurried.ts';

/** What a keyword would have found lately. */
export interface LookBack {
  readonly found: number;
  /** Newest first. */
  readonly newest: readonly Item[];
  /** How many a day it would find, going by each feed's own pace. */
  readonly perDay: number;
}

const dayMs = 24 * 3_600_000;
/** A feed's entries of less than this time say little about a whole day. */
const leastSpanMs = dayMs / 4;

interface Pace {
  found: number;
  oldest: number;
}

/**
 * Searches kept items, newest first, that were published after `since` (milliseconds UTC); those without a date
 * count as well, but say nothing about the pace.
 */
export async function lookBack(
  items: readonly Item[],
  matches: (item: Item) => boolean,
  {
    now,
    since,
    shown,
    breathe,
  }: {
    now: number;
    since: number;
    shown: number;
    /** Lets others have their turn. */
    breathe: () => Promise<unknown>;
  },
): Promise<LookBack> {
  const paces = new Map<string, Pace>();
  const newest: Item[] = [];
  let found = 0;
  for await (const item of unhurried(items, breathe)) {
    const publishedAt = item.publishedAt === null ? null : Date.parse(item.publishedAt);
    if (publishedAt !== null && publishedAt < since) continue;
    const isFound = matches(item);
    if (isFound) found += 1;
    if (isFound && newest.length < shown) newest.push(item);
    if (publishedAt === null) continue;
    const pace = paces.get(item.feed.url) ?? { found: 0, oldest: publishedAt };
    pace.oldest = Math.min(pace.oldest, publishedAt);
    if (isFound) pace.found += 1;
    paces.set(item.feed.url, pace);
  }
  const perDay = paces
    .values()
    .reduce((sum, pace) => sum + pace.found * (dayMs / Math.max(leastSpanMs, now - pace.oldest)), 0);
  return { found, newest, perDay };
}
