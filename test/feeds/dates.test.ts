import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDate, readAnyDate } from '../../src/feeds/dates.ts';
import { readUsualDate } from '../../src/feeds/usual-dates.ts';
import { now } from './parsing.ts';

describe('parseDate', () => {
  it.each([
    // RFC 822 and 2822, and how they are really written
    'Wed, 03 Sep 2025 02:00:00 GMT',
    'Wed, 03 Sep 2025 10:00:00 +0800',
    'Wed, 3 Sep 2025 02:00 UT',
    'Mon, 03 Sep 2025 02:00:00 GMT',
    'Sept., 03 Sep 2025 02:00:00 GMT',
    'Wed 03 Sep 2025 02:00:00 GMT',
    'Wed,03 Sep 2025 02:00:00 Z',
    'Wednesday, 03-Sep-25 02:00:00 GMT',
    '03 Sep 25 02:00 GMT',
    'Tue, 02 Sep 2025 22:00:00 EDT',
    'Tue, 02 Sep 2025 19:00:00 PDT',
    'Tue, 02 Sep 2025 19:00:00 -0700 (PDT)',
    'Wed, 03 Sep 2025 10:00:00 GMT+8',
    'Wed, 03 Sep 2025 10:00:00 UTC+08:00',
    'Wed, 03 Sep 2025 04:00:00 CEST',
    'Wed, 03 Sep 2025 07:30:00 IST',
    'Wed, 03 Sep 2025 11:00:00 KST',
    'Wed, 03 Sep 2025 02:00:00 Nowhere/Land',
    'Wed, 03 Sept 2025 02:00:00 GMT',
    'Wed, 03 September 2025 02:00:00 GMT',
    // ISO 8601 and W3C-DTF
    '2025-09-03T02:00:00Z',
    '2025-09-03T02:00:00.000Z',
    '2025-09-03T02:00Z',
    '2025-09-03T10:00:00+08:00',
    '2025-09-03T10:00:00+0800',
    '2025-09-03T10:00:00+08',
    '2025-09-02T19:00:00-07:00',
    '2025-09-03 02:00:00',
    '2025-09-03 02:00:00 UTC',
    '2025-09-03 10:00:00 +0800',
    '2025-09-03T02:00:00,5Z'.replace(',5', ',0'),
    '2025/09/03 02:00',
    '2025-9-3 2:00',
    '20250903T020000Z',
    '2025-09-03t02:00:00z',
    // others
    'Wed Sep  3 02:00:00 2025',
    'Tue Sep  2 22:00:00 EDT 2025',
    'September 3, 2025 02:00 AM',
    'Sep 3rd, 2025, 2:00 a.m.',
    'Wednesday, September 3, 2025 - 02:00',
    '03.09.2025 02:00',
    '3. September 2025 um 04:00 MESZ',
    '1756864800',
    '1756864800000',
    // other languages' months
    'Mi, 03 September 2025 02:00:00 GMT',
    'mercredi 3 septembre 2025 à 02h00',
    '3 de septiembre de 2025 02:00',
    '3 settembre 2025 02:00',
    'Ср, 03 сен 2025 05:00:00 +0300',
    '3 сентября 2025 05:00 MSK',
    'śr., 3 września 2025 02:00',
    '3 Eylül 2025 05:00 +0300',
    '2025年9月3日 10:00 +0800',
    '2025년 9월 3일 11:00 KST',
    ' Wed,\n03\u00A0Sep 2025 02:00:00 GMT ',
  ])('reads %s', (date) => {
    expect(parseDate(date, now)).toBe('2025-09-03T02:00:00.000Z');
  });

  it.each([
    ['2025-09-03', '2025-09-03T00:00:00.000Z'],
    ['2025-09', '2025-09-01T00:00:00.000Z'],
    ['2025', '2025-01-01T00:00:00.000Z'],
    ['Wed, 03 Sep 2025', '2025-09-03T00:00:00.000Z'],
    ['Tue, 02 Sep 2025 24:00:00 GMT', '2025-09-03T00:00:00.000Z'],
    ['25/08/2025', '2025-08-25T00:00:00.000Z'],
    ['08/25/2025', '2025-08-25T00:00:00.000Z'],
    ['01 Jan 95 00:00 GMT', '1995-01-01T00:00:00.000Z'],
    ['Wed, 31 Dec 2024 23:59:60 GMT', '2025-01-01T00:00:00.000Z'],
  ])('reads %s as %s', (date, expected) => {
    expect(parseDate(date, now)).toBe(expected);
  });

  it.each([
    ['Thu, 01 Jan 1970 00:00:00 GMT'],
    ['0'],
    ['0001-01-01T00:00:00Z'],
    ['0000-00-00 00:00:00'],
    ['1989-12-31T23:59:59Z'],
    ['2099-01-01T00:00:00Z'],
    ['2025-09-12T00:00:00Z'],
    ['31 Feb 2025'],
    ['2025-13-01'],
    ['2025-02-30'],
    ['03/09/2025'],
    ['yesterday'],
    ['3 Foo 2025'],
    [''],
    [null],
    [undefined],
  ])('gives null for %j', (date) => {
    expect(parseDate(date, now)).toBeNull();
  });

  it('believes a date of up to a day ahead, for the zones that are wrong', () => {
    expect(parseDate('2025-09-10T23:00:00Z', now)).toBe('2025-09-10T23:00:00.000Z');
    expect(parseDate('2025-09-11T00:00:01Z', now)).toBeNull();
  });

  it('reads back whatever a correct writer writes', () => {
    const dates = fc.date({ min: new Date('1990-01-01'), max: new Date(now), noInvalidDate: true });
    fc.assert(
      fc.property(dates, (date) => {
        const seconds = new Date(Math.floor(date.getTime() / 1000) * 1000).toISOString();
        expect(parseDate(date.toISOString(), now)).toBe(date.toISOString());
        expect(parseDate(date.toUTCString(), now)).toBe(seconds);
        expect(parseDate(String(date.getTime()).padStart(13, '0'), now)).toBe(date.toISOString());
      }),
    );
  });

  it('never throws, and gives nothing but dates', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9a-zA-Z:,+. /-]*$/)),
        (text) => {
          const date = parseDate(text, now);
          expect(date === null || new Date(date).toISOString() === date).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('takes a short way for the usual forms that ends where the long one does', () => {
    const two = fc
      .oneof({ weight: 9, arbitrary: fc.nat(14) }, fc.nat(99))
      .map((number) => String(number).padStart(2, '0'));
    const four = fc.integer({ min: 0, max: 2_100 }).map((number) => String(number).padStart(4, '0'));
    const month = fc.constantFrom(...'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec Foo'.split(' '));
    const zone = fc.oneof(
      fc.constantFrom('GMT', 'Z', 'UTC', 'EST'),
      fc.tuple(fc.constantFrom('+', '-'), two, fc.constantFrom('', ':'), two).map((parts) => parts.join('')),
    );
    const time = fc.tuple(two, two, two).map((parts) => parts.join(':'));
    const rfc822 = fc
      .tuple(fc.constantFrom('Wed, ', ''), two, month, four, time, zone)
      .map(([name, day, ...rest]) => `${name}${[day, ...rest].join(' ')}`);
    const iso8601 = fc
      .tuple(four, two, two, time, fc.constantFrom('', '.5', '.123'), zone)
      .map(([year, m, day, clock, part, to]) => `${year}-${m}-${day}T${clock}${part}${to}`);
    let short = 0;
    fc.assert(
      fc.property(fc.oneof(rfc822, iso8601), (text) => {
        const read = readUsualDate(text);
        if (read === null) return;
        short += 1;
        expect(read).toBe(readAnyDate(text));
      }),
      { numRuns: 20_000 },
    );
    expect(short).toBeGreaterThan(100);
    expect(readUsualDate('Wed, 03 Sep 2025 10:00:00 +0800')).toBe(Date.parse('2025-09-03T02:00:00Z'));
    expect(readUsualDate('2025-09-02T22:30:00.250-03:30')).toBe(Date.parse('2025-09-03T02:00:00.250Z'));
  });
});
