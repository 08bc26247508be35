import type { FeedErrorKind } from '../errors.ts';
import type { FeedRecord } from '../store/feed-records.ts';
import type { Pace } from './pace.ts';
import { currentGap } from './rhythm.ts';
import { spreadOf } from './spread.ts';

/** The limits of the time between two polls, in milliseconds. */
export interface PollLimits {
  readonly minMs: number;
  readonly maxMs: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A feed is asked so many times for each entry that it brings. */
const pollsAnEntry = 4;
/** Each feed's pauses are shorter or longer by up to this share, so that feeds of one rhythm drift apart. */
const jitter = 0.1;
/** The same after failures, when many feeds of one host fail at once. */
const failureJitter = 0.5;

/** A pause is never longer than this, whatever a server or a feed says, unless POLL_MAX_SECONDS is. */
export const longestPauseMs = dayMs;

const clamp = (value: number, { minMs, maxMs }: PollLimits): number =>
  Math.max(minMs, Math.min(maxMs, value));

/**
 * The pause after a success, in milliseconds: a quarter of the mean time between the feed's ten latest entries, the
 * silence since the last one included; a feed of which none is known is looked at more seldom the longer that lasts.
 *
 * Longer where the server says that the document stays the same (`freshForMs`), the feed that a copy is good (`ttl`),
 * or that it updates more seldom (`sy:updatePeriod`; WordPress writes "hourly" into every feed, so that this counts up
 * to the feed's real rhythm only). All within the limits.
 */
export function pauseAfterSuccess(
  record: Pick<FeedRecord, 'url' | 'arrivals' | 'lastNewsAt' | 'pace'>,
  { now, limits, freshForMs }: { now: number; limits: PollLimits; freshForMs: number },
): number {
  const { url, arrivals, lastNewsAt, pace } = record;
  const gap = currentGap(arrivals, now) ?? Math.max(0, now - (lastNewsAt ?? now));
  const asked = Math.max(freshForMs, pace?.ttlMs ?? 0, Math.min(pace?.updateMs ?? 0, gap));
  const place = spreadOf(url) * jitter;
  const wanted = Math.min(limits.maxMs, gap / pollsAnEntry) * (1 - place);
  return clamp(Math.max(wanted, Math.min(limits.maxMs * (1 - place), asked * (1 + place))), limits);
}

/**
 * The pause after a failure, in milliseconds: twice as long each time, within the limits; a feed that is gone for good
 * is still asked once a day. Never shorter than the server asked for (`askedMs`).
 */
export function pauseAfterFailure(
  { url, failures }: Pick<FeedRecord, 'url' | 'failures'>,
  {
    kind,
    limits,
    askedMs = 0,
  }: { kind: FeedErrorKind | null; limits: PollLimits; askedMs?: number | undefined },
): number {
  const place = 1 - spreadOf(`${url}\n${failures}`) * failureJitter;
  const doubled = clamp(limits.minMs * 2 ** Math.min(failures, 20) * place, limits);
  const probe = kind === 'gone' ? Math.max(limits.maxMs, longestPauseMs) : 0;
  return Math.max(doubled, probe, askedMs);
}

const isSkipped = (at: number, { skipHours, skipDays }: Pace): boolean => {
  const date = new Date(at);
  return skipHours.includes(date.getUTCHours()) || skipDays.includes(date.getUTCDay());
};

/**
 * The moment itself, or where it lies in an hour or day in which the feed says that nothing comes, the end of that; a
 * day later at most. Milliseconds UTC.
 */
export function afterSkipped(at: number, pace: Pace | null, url: string): number {
  if (pace === null || !isSkipped(at, pace)) return at;
  for (let hour = Math.floor(at / hourMs) + 1; hour * hourMs < at + dayMs; hour += 1) {
    // Not on the hour, when the feeds of all publishers would come back.
    if (!isSkipped(hour * hourMs, pace)) return hour * hourMs + spreadOf(url) * jitter * hourMs;
  }
  return at + dayMs;
}
