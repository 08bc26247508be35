import { describe, expect, it } from 'vitest';
import { formatTimestamp, relativeTime } from './time.js';

const minute = 60_000;

describe('timestamps', () => {
  it.each([
    [-400, 'now'],
    [-5_000, '5 seconds ago'],
    [-61_000, '1 minute ago'],
    [-59 * minute, '59 minutes ago'],
    [-25 * 60 * minute, '1 day ago'],
    [90 * minute, 'in 1 hour'],
  ])('shows %i ms from now as %j', (ms, text) => {
    expect(relativeTime(1_756_864_800_000 + ms, 1_756_864_800_000, 'en')).toBe(text);
  });

  it('shows an unknown style as date and time', () => {
    expect(formatTimestamp(0, '?', 0, 'en')).toBe(formatTimestamp(0, 'f', 0, 'en'));
  });
});
