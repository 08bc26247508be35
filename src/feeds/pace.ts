import { childrenOf, textOf, textsOf, type XmlNode } from './xml-node.ts';

/** How often a feed says that it should be asked; times in milliseconds. */
export interface Pace {
  /** `ttl` of RSS 2.0: how long a copy is good. */
  readonly ttlMs: number | null;
  /** `sy:updatePeriod` through `sy:updateFrequency` (RSS 1.0, syndication module): the time between two updates. */
  readonly updateMs: number | null;
  /** `skipHours` of RSS 2.0: hours of the day, UTC, 0 to 23, in which nothing comes. */
  readonly skipHours: readonly number[];
  /** `skipDays` of RSS 2.0: days of the week, UTC, 0 is Sunday. */
  readonly skipDays: readonly number[];
}

const minute = 60_000;
const day = 24 * 60 * minute;

const periods: Readonly<Record<string, number>> = {
  hourly: 60 * minute,
  daily: day,
  weekly: 7 * day,
  monthly: 30 * day,
  yearly: 365 * day,
};
const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** A positive number of at most nine digits, or null. */
function numberOf(text: string | undefined): number | null {
  const trimmed = text?.trim() ?? '';
  const number = /^\d{1,9}(?:\.\d{1,3})?$/.test(trimmed) ? Number(trimmed) : 0;
  return number > 0 ? number : null;
}

/** Distinct numbers below `end`; none where they are all of them, which can't be meant. */
function some(numbers: readonly number[], end: number): number[] {
  const distinct = [...new Set(numbers)].filter((number) => number >= 0 && number < end);
  return distinct.length < end ? distinct.toSorted((a, b) => a - b) : [];
}

/** What the head of an RSS or Atom feed says about its pace; undefined where it says nothing that can be read. */
export function paceOf(feed: XmlNode): Pace | undefined {
  const ttl = numberOf(textsOf(feed, ['ttl'])[0]);
  const period = periods[textsOf(feed, ['sy:updateperiod'])[0]?.trim().toLowerCase() ?? ''];
  const frequency = numberOf(textsOf(feed, ['sy:updatefrequency'])[0]) ?? 1;
  const hours = childrenOf(feed, 'skiphours')
    .flatMap((node) => childrenOf(node, 'hour'))
    .map((node) => textOf(node).trim())
    .filter((text) => /^(?:1?\d|2[0-4])$/.test(text))
    // Midnight is 0 in RSS 2.0 and was 24 in RSS 0.91.
    .map((text) => Number(text) % 24);
  const names = childrenOf(feed, 'skipdays')
    .flatMap((node) => childrenOf(node, 'day'))
    .map((node) => days.indexOf(textOf(node).trim().toLowerCase()));
  const pace: Pace = {
    ttlMs: ttl === null ? null : ttl * minute,
    updateMs: period === undefined ? null : period / frequency,
    skipHours: some(hours, 24),
    skipDays: some(names, 7),
  };
  const isSilent =
    pace.ttlMs === null &&
    pace.updateMs === null &&
    pace.skipHours.length === 0 &&
    pace.skipDays.length === 0;
  return isSilent ? undefined : pace;
}
