import type { Item } from '../feeds/item.ts';
import { unhurried } from './unhurried.ts';

/** How often a keyword was reported, period by period, oldest first. */
export interface Mentions {
  readonly keyword: string;
  readonly total: number;
  readonly counts: readonly number[];
  /** The period with the most reports, and the newest report in it. */
  readonly peak: { readonly at: number; readonly item: Item };
}

/** A stretch of time cut into periods, milliseconds UTC. */
export interface Periods {
  readonly since: number;
  readonly until: number;
  readonly periodMs: number;
}

interface Tally {
  readonly counts: number[];
  /** The newest report of each period. */
  readonly newest: (Item | undefined)[];
}

function mentionsOf(keyword: string, { counts, newest }: Tally): Mentions[] {
  const at = counts.indexOf(Math.max(...counts));
  const item = newest[at];
  const total = counts.reduce((sum, count) => sum + count, 0);
  return item === undefined ? [] : [{ keyword, total, counts, peak: { at, item } }];
}

/**
 * Counts the reports on keywords by the period they were published in, most reported first; items without a date
 * belong to none. `items` come newest first.
 */
export async function countMentions(
  items: readonly Item[],
  keywordsIn: (item: Item) => readonly string[],
  { since, until, periodMs, breathe }: Periods & { breathe: () => Promise<unknown> },
): Promise<Mentions[]> {
  const tallies = new Map<string, Tally>();
  const periods = Math.ceil((until - since) / periodMs);
  for await (const item of unhurried(items, breathe)) {
    const publishedAt = item.publishedAt === null ? Number.NaN : Date.parse(item.publishedAt);
    if (!(publishedAt >= since && publishedAt < until)) continue;
    const period = Math.floor((publishedAt - since) / periodMs);
    for (const keyword of new Set(keywordsIn(item))) {
      const tally = tallies.get(keyword) ?? { counts: Array<number>(periods).fill(0), newest: [] };
      tally.counts[period] = (tally.counts[period] ?? 0) + 1;
      tally.newest[period] ??= item;
      tallies.set(keyword, tally);
    }
  }
  return [...tallies]
    .flatMap(([keyword, tally]) => mentionsOf(keyword, tally))
    .toSorted((a, b) => b.total - a.total);
}
