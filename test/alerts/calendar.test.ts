import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { holdUntil, nextDigest, quietUntil } from '../../src/alerts/calendar.ts';
import type { Rhythm } from '../../src/store/guilds.ts';

const at = (iso: string) => Date.parse(iso);
const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
const daily = (time: string): Rhythm => ({ every: 'day', at: time });
const weekly = (weekday: 1 | 7, time: string): Rhythm => ({ every: 'week', weekday, at: time });

describe('the next digest', () => {
  it.each<[string, Rhythm, string, string, string]>([
    ['at the next full hour', { every: 'hour' }, 'UTC', '2026-01-05T10:00:00Z', '2026-01-05T11:00:00.000Z'],
    [
      'at the full hour of a zone off by 45 minutes',
      { every: 'hour' },
      'Asia/Kathmandu',
      '2026-01-05T10:00:00Z',
      '2026-01-05T10:15:00.000Z',
    ],
    ['later today', daily('08:00'), 'Asia/Seoul', '2026-01-05T22:00:00Z', '2026-01-05T23:00:00.000Z'],
    ['tomorrow, at its very time', daily('08:00'), 'UTC', '2026-01-05T08:00:00Z', '2026-01-06T08:00:00.000Z'],
    ['on Monday', weekly(1, '09:00'), 'Europe/Berlin', '2026-01-07T12:00:00Z', '2026-01-12T08:00:00.000Z'],
    [
      'on this Sunday',
      weekly(7, '09:00'),
      'Europe/Berlin',
      '2026-01-07T12:00:00Z',
      '2026-01-11T08:00:00.000Z',
    ],
    [
      'in summer time after the clocks went forward',
      daily('08:00'),
      'Europe/Berlin',
      '2026-03-28T08:00:00Z',
      '2026-03-29T06:00:00.000Z',
    ],
    [
      'later where its time does not exist',
      daily('02:30'),
      'Europe/Berlin',
      '2026-03-28T12:00:00Z',
      '2026-03-29T01:30:00.000Z',
    ],
    [
      'once where its time comes twice',
      daily('02:30'),
      'Europe/Berlin',
      '2026-10-25T00:30:00Z',
      '2026-10-26T01:30:00.000Z',
    ],
  ])('is %s', (_what, rhythm, zone, now, expected) => {
    expect(iso(nextDigest(rhythm, zone, at(now)))).toBe(expected);
  });

  it('comes once on every day of the calendar, in any zone', () => {
    const zones = [
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Africa/Cairo',
      'America/Santiago',
    ];
    const hour = fc.integer({ min: 0, max: 23 });
    fc.assert(
      fc.property(fc.constantFrom(...zones), hour, fc.constantFrom('00', '30'), (zone, hours, minutes) => {
        const rhythm = daily(`${String(hours).padStart(2, '0')}:${minutes}`);
        let now = at('2026-01-01T00:00:00Z');
        const days: string[] = [];
        while (days.length < 366) {
          now = nextDigest(rhythm, zone, now);
          days.push(DateTime.fromMillis(now, { zone }).toISODate() ?? '');
        }
        const first = DateTime.fromISO(days[0] ?? '', { zone: 'UTC' });
        expect(days).toEqual(days.map((_, n) => first.plus({ days: n }).toISODate()));
      }),
      { numRuns: 40 },
    );
  });
});

describe('quiet hours', () => {
  const night = { from: '22:00', to: '07:00' };
  it.each([
    ['before them', night, '2026-01-05T21:59:59Z', null],
    ['as they begin', night, '2026-01-05T22:00:00Z', '2026-01-06T07:00:00.000Z'],
    ['after midnight', night, '2026-01-06T03:00:00Z', '2026-01-06T07:00:00.000Z'],
    ['as they end', night, '2026-01-06T07:00:00Z', null],
    ['within one day', { from: '12:00', to: '13:00' }, '2026-01-05T12:30:00Z', '2026-01-05T13:00:00.000Z'],
    ['that are none', { from: '12:00', to: '12:00' }, '2026-01-05T12:00:00Z', null],
  ])('end, %s', (_when, quiet, now, expected) => {
    expect(iso(quietUntil(quiet, 'UTC', at(now)))).toBe(expected);
  });

  it('are hours of the guild’s zone', () => {
    expect(iso(quietUntil(night, 'Asia/Seoul', at('2026-01-05T14:00:00Z')))).toBe('2026-01-05T22:00:00.000Z');
  });
});

describe('an alert', () => {
  const now = at('2026-01-05T23:00:00Z');
  const atOnce = { digest: null, quiet: null };
  const morning = { digest: daily('08:00'), quiet: null };
  const night = { digest: null, quiet: { from: '22:00', to: '07:00' } };

  it('waits for as long as all of its subscriptions want it to', () => {
    expect(iso(holdUntil([morning, night], 'UTC', now))).toBe('2026-01-06T07:00:00.000Z');
    expect(holdUntil([morning, atOnce], 'UTC', now)).toBeNull();
    expect(holdUntil([], 'UTC', now)).toBeNull();
  });

  it('of a digest in quiet hours waits for their end', () => {
    const both = { digest: daily('06:00'), quiet: night.quiet };
    expect(iso(holdUntil([both], 'UTC', now))).toBe('2026-01-06T07:00:00.000Z');
  });
});
