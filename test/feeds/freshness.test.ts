import { describe, expect, it } from 'vitest';
import { type CacheHeaders, freshnessOf } from '../../src/feeds/freshness.ts';

const now = Date.parse('2025-09-03T02:00:00Z');
const none: CacheHeaders = { cacheControl: undefined, expires: undefined, date: undefined, age: undefined };

describe('how long a response stays fresh', () => {
  it.each<[string, Partial<CacheHeaders>, number]>([
    ['nothing said', {}, 0],
    ['max-age', { cacheControl: 'public, max-age=300' }, 300],
    ['capitals and spaces', { cacheControl: 'Public , MAX-AGE = 300' }, 300],
    ['a quoted number', { cacheControl: 'max-age="300"' }, 300],
    ['the first of two', { cacheControl: 'max-age=60, max-age=900' }, 60],
    ['less its age', { cacheControl: 'max-age=300', age: '120' }, 180],
    ['an age beyond it', { cacheControl: 'max-age=300', age: '400' }, 0],
    ['for shared caches only', { cacheControl: 's-maxage=900' }, 0],
    ['no-cache', { cacheControl: 'no-cache, max-age=300' }, 0],
    ['no-store', { cacheControl: 'no-store' }, 0],
    ['no number', { cacheControl: 'max-age=soon' }, 0],
    ['a negative number', { cacheControl: 'max-age=-5' }, 0],
    ['Expires', { expires: 'Wed, 03 Sep 2025 02:10:00 GMT' }, 600],
    [
      'Expires of a server whose clock is a day off',
      { expires: 'Tue, 02 Sep 2025 02:10:00 GMT', date: 'Tue, 02 Sep 2025 02:00:00 GMT' },
      600,
    ],
    ['Expires in the past', { expires: 'Thu, 01 Jan 1970 00:00:00 GMT' }, 0],
    ['Expires: 0', { expires: '0', date: 'Wed, 03 Sep 2025 02:00:00 GMT' }, 0],
    ['max-age before Expires', { cacheControl: 'max-age=60', expires: 'Wed, 03 Sep 2025 03:00:00 GMT' }, 60],
  ])('%s', (_, headers, expected) => {
    expect(freshnessOf({ ...none, ...headers }, now)).toBe(expected * 1_000);
  });
});
