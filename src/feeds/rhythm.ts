import type { Item } from './item.ts';

/** How many of a feed's latest entries tell its rhythm. */
export const arrivalsKept = 10;

/** Dates that lie so close together are made when the feed is asked for; milliseconds. */
const generatedMs = 10_000;
/** Such dates are this old at most: a cache may have kept the document; milliseconds. */
const longestCachedMs = 10 * 60_000;
const fewestGenerated = 3;

const newestFirst = (times: readonly number[]): number[] =>
  times.toSorted((a, b) => b - a).slice(0, arrivalsKept);

/** Whether the dates of a document only say when it was asked for. */
export function areGenerated(times: readonly number[], now: number): boolean {
  return (
    times.length >= fewestGenerated &&
    Math.max(...times) - Math.min(...times) <= generatedMs &&
    now - Math.min(...times) <= longestCachedMs
  );
}

/** When the latest entries of a feed came, newest first, as its first document says; entries without a date say nothing. */
export function firstArrivals(items: readonly Item[], now: number): number[] {
  const times = items.flatMap(({ publishedAt }) =>
    publishedAt === null ? [] : [Math.min(now, Date.parse(publishedAt))],
  );
  return areGenerated(times, now) ? [] : newestFirst(times);
}

/**
 * The arrivals with those of new entries: each when it was published, but not before the feed was last read without it
 * (`since`), nor later than now; without a date, now. All times in milliseconds UTC.
 */
export function withArrivals(
  arrivals: readonly number[],
  fresh: readonly Item[],
  { since, now }: { since: number; now: number },
): number[] {
  const came = fresh.map(({ publishedAt }) =>
    publishedAt === null ? now : Math.min(now, Math.max(since, Date.parse(publishedAt))),
  );
  return newestFirst([...arrivals, ...came]);
}

/**
 * The mean time between the latest entries, the silence since the last one included, in milliseconds; null where none
 * is known.
 */
export function currentGap(arrivals: readonly number[], now: number): number | null {
  const oldest = arrivals.at(-1);
  return oldest === undefined ? null : Math.max(0, now - oldest) / arrivals.length;
}

/** The mean time between the latest entries, without the silence since; null where there are too few to say. */
export function usualGap(arrivals: readonly number[]): number | null {
  const [newest] = arrivals;
  const oldest = arrivals.at(-1);
  if (newest === undefined || oldest === undefined || arrivals.length < 5) return null;
  return (newest - oldest) / (arrivals.length - 1);
}

/** Entries a day, by the latest ones and the silence since; null where none is known. */
export function itemsADay(arrivals: readonly number[], now: number): number | null {
  const gap = currentGap(arrivals, now);
  return gap === null ? null : (24 * 3_600_000) / Math.max(gap, 1_000);
}

/** A feed is silent when it has brought nothing for ten times its usual gap, and for a week at least. */
const silentGaps = 10;
const shortestSilenceMs = 7 * 24 * 3_600_000;

/** Whether a feed has been silent for so much longer than usual that it may be broken. */
export function isSilent(arrivals: readonly number[], now: number): boolean {
  const gap = usualGap(arrivals);
  return gap !== null && now - (arrivals[0] ?? now) > Math.max(shortestSilenceMs, silentGaps * gap);
}
