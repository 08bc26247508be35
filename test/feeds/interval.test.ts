import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feedErrorKinds } from '../../src/errors.ts';
import { afterSkipped, pauseAfterFailure, pauseAfterSuccess } from '../../src/feeds/interval.ts';
import type { Pace } from '../../src/feeds/pace.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const now = Date.parse('2025-09-03T10:30:00Z'); // a Wednesday
const limits = { minMs: minute, maxMs: 2 * hour };
const url = 'https://news.example/feed';
const pace = (change: Partial<Pace>): Pace => ({
  ttlMs: null,
  updateMs: null,
  skipHours: [],
  skipDays: [],
  ...change,
});
/** Ten entries, the last of them one gap ago. */
const rhythm = (gap: number) => Array.from({ length: 10 }, (_, n) => now - (n + 1) * gap);

function pause(
  change: { arrivals?: number[]; pace?: Pace | null; lastNewsAt?: number | null },
  freshForMs = 0,
): number {
  const record = { url, arrivals: [], pace: null, lastNewsAt: now, ...change };
  return pauseAfterSuccess(record, { now, limits, freshForMs });
}

/** The pause with a place in time that is within a tenth of what is meant. */
const about = (ms: number) => ({
  asymmetricMatch: (actual: unknown) =>
    typeof actual === 'number' && actual >= ms * 0.9 - 1 && actual <= ms * 1.1 + 1,
});

describe('after a success, the pause', () => {
  it.each<[string, Parameters<typeof pause>, number]>([
    ['is a quarter of the gap between entries', [{ arrivals: rhythm(hour) }], 15 * minute],
    ['is the shortest for a busy feed', [{ arrivals: rhythm(2 * minute) }], minute],
    ['is the longest for a quiet one', [{ arrivals: rhythm(3 * day) }], 2 * hour],
    ['is short right after the first entry ever', [{ lastNewsAt: now }], minute],
    ['grows while nothing comes', [{ lastNewsAt: now - 2 * hour }], 30 * minute],
    ['is the longest where nothing ever came', [{ lastNewsAt: now - 30 * day }], 2 * hour],
    [
      'is what the server says the document is good for',
      [{ arrivals: rhythm(hour) }, 40 * minute],
      40 * minute,
    ],
    ['is not shortened by that', [{ arrivals: rhythm(hour) }, minute], 15 * minute],
    ['is cut to the limit, whatever the server says', [{ arrivals: rhythm(hour) }, 365 * day], 2 * hour],
    ['is what ttl says', [{ arrivals: rhythm(hour), pace: pace({ ttlMs: hour }) }], hour],
    ['is cut to the limit, whatever ttl says', [{ arrivals: [], pace: pace({ ttlMs: 9e12 }) }], 2 * hour],
    [
      'is what sy:updatePeriod says, for a feed that is no busier',
      [{ arrivals: rhythm(day / 12), pace: pace({ updateMs: hour }) }],
      hour,
    ],
    [
      'is the gap of a feed that is busier than sy:updatePeriod says',
      [{ arrivals: rhythm(12 * minute), pace: pace({ updateMs: hour }) }],
      12 * minute,
    ],
  ])('%s', (_, parameters, expected) => {
    expect(pause(...parameters)).toEqual(about(expected));
  });

  it('lies within the limits and is not shorter than the server asked for, whatever is said', () => {
    const times = fc.double({ min: 0, max: 1e13, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(
          times.map((ago) => now - ago),
          { maxLength: 10 },
        ),
        times,
        times,
        times,
        fc.webUrl(),
        (arrivals, freshForMs, ttlMs, updateMs, address) => {
          const record = {
            url: address,
            arrivals: arrivals.toSorted((a, b) => b - a),
            lastNewsAt: null,
            pace: pace({ ttlMs, updateMs }),
          };
          const ms = pauseAfterSuccess(record, { now, limits, freshForMs });
          expect(ms).toBeGreaterThanOrEqual(Math.min(Math.max(freshForMs, ttlMs), limits.maxMs * 0.9));
          expect(ms).toBeGreaterThanOrEqual(limits.minMs);
          expect(ms).toBeLessThanOrEqual(limits.maxMs);
        },
      ),
    );
  });

  it('is another for each feed, and always the same for one', () => {
    const pauses = Array.from({ length: 1_000 }, (_, n) =>
      pauseAfterSuccess(
        { url: `${url}/${n}`, arrivals: rhythm(30 * day), lastNewsAt: null, pace: null },
        { now, limits, freshForMs: 0 },
      ),
    );
    const minutes = new Map<number, number>();
    for (const ms of pauses) {
      const at = Math.floor(ms / minute);
      minutes.set(at, (minutes.get(at) ?? 0) + 1);
    }
    // A tenth of two hours is 12 minutes: 83 feeds in each of them, had chance no part in it.
    expect(Math.max(...minutes.values())).toBeLessThan(125);
    expect(pause({ arrivals: rhythm(hour) })).toBe(pause({ arrivals: rhythm(hour) }));
  });
});

describe('after failures, the pause', () => {
  const pauseOf = (failures: number, change: Partial<Parameters<typeof pauseAfterFailure>[1]> = {}) =>
    pauseAfterFailure({ url, failures }, { kind: 'server', limits, ...change });

  it('doubles with each, up to the limit', () => {
    const pauses = [1, 2, 3, 4, 5, 6].map((failures) => pauseOf(failures));
    pauses.forEach((ms, n) => {
      const full = Math.min(limits.maxMs, minute * 2 ** (n + 1));
      expect(ms).toBeGreaterThanOrEqual(full / 2);
      expect(ms).toBeLessThanOrEqual(full);
    });
    expect(pauseOf(1_000)).toBeLessThanOrEqual(limits.maxMs);
  });

  it('is not the same for two feeds that fail together', () => {
    const other = pauseAfterFailure({ url: `${url}2`, failures: 3 }, { kind: 'server', limits });
    expect(other).not.toBe(pauseOf(3));
  });

  it('is never shorter than the server asked for', () => {
    expect(pauseOf(1, { askedMs: 5 * hour })).toBe(5 * hour);
    expect(pauseOf(1, { askedMs: 1 })).toBeGreaterThanOrEqual(minute);
  });

  it('is a day for a feed that is gone for good', () => {
    expect(pauseOf(1, { kind: 'gone' })).toBe(day);
    expect(pauseOf(9, { kind: 'gone' })).toBe(day);
  });

  it.each(feedErrorKinds)('comes to an end after %s: no feed is given up', (kind) => {
    expect(pauseOf(1_000_000, { kind })).toBeLessThanOrEqual(day);
  });
});

describe('hours and days in which nothing comes', () => {
  const at = (text: string) => Date.parse(text);
  it.each<[string, Partial<Pace>, string, string]>([
    ['none', {}, '2025-09-03T10:30:00Z', '2025-09-03T10:30:00Z'],
    ['another hour', { skipHours: [11] }, '2025-09-03T10:30:00Z', '2025-09-03T10:30:00Z'],
    ['this hour', { skipHours: [10] }, '2025-09-03T10:30:00Z', '2025-09-03T11:00:00Z'],
    ['a night', { skipHours: [22, 23, 0, 1, 2, 3, 4, 5] }, '2025-09-03T23:30:00Z', '2025-09-04T06:00:00Z'],
    ['a day', { skipDays: [3] }, '2025-09-03T10:30:00Z', '2025-09-04T00:00:00Z'],
    ['a weekend, a day at a time', { skipDays: [6, 0] }, '2025-09-06T00:00:00Z', '2025-09-07T00:00:00Z'],
    [
      'a weekend, from its second day on',
      { skipDays: [6, 0] },
      '2025-09-07T10:00:00Z',
      '2025-09-08T00:00:00Z',
    ],
    [
      'a day and the next morning',
      { skipDays: [3], skipHours: [0, 1] },
      '2025-09-03T10:30:00Z',
      '2025-09-04T02:00:00Z',
    ],
  ])('%s', (_, change, from, to) => {
    const moved = afterSkipped(at(from), pace(change), url);
    expect(moved).toBeGreaterThanOrEqual(at(to));
    expect(moved).toBeLessThan(at(to) + hour / 10);
  });

  it('never stop a feed for more than a day', () => {
    const numbers = (max: number) => fc.uniqueArray(fc.nat(max), { maxLength: max });
    fc.assert(
      fc.property(numbers(23), numbers(6), fc.nat(7 * day), (skipHours, skipDays, offset) => {
        const moved = afterSkipped(now + offset, pace({ skipHours, skipDays }), url);
        expect(moved).toBeGreaterThanOrEqual(now + offset);
        expect(moved).toBeLessThanOrEqual(now + offset + day + hour / 10);
      }),
    );
  });
});
