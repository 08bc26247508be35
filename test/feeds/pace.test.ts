import { describe, expect, it } from 'vitest';
import { atom, parse, rss } from './parsing.ts';

const minute = 60_000;
const hour = 60 * minute;
const sy = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"';
const silent = { ttlMs: null, updateMs: null, skipHours: [], skipDays: [] };
const paceOf = async (inner: string, attributes = '') => (await parse(rss(inner, attributes))).pace;

describe('how often a feed says that it should be asked', () => {
  it.each<[string, string, object | undefined]>([
    ['<ttl>15</ttl>', '', { ttlMs: 15 * minute }],
    ['<ttl> 5\n</ttl>', '', { ttlMs: 5 * minute }],
    ['<ttl>0</ttl>', '', undefined],
    ['<ttl>often</ttl>', '', undefined],
    ['<ttl>-3</ttl>', '', undefined],
    ['<ttl>1e99</ttl>', '', undefined],
    ['<sy:updatePeriod>hourly</sy:updatePeriod>', sy, { updateMs: hour }],
    [
      '<sy:updatePeriod> Daily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>',
      sy,
      { updateMs: 6 * hour },
    ],
    [
      '<s:updatePeriod>hourly</s:updatePeriod><s:updateFrequency>2</s:updateFrequency>',
      sy.replace(':sy', ':s'),
      { updateMs: hour / 2 },
    ],
    ['<sy:updatePeriod>sometimes</sy:updatePeriod>', sy, undefined],
    ['<skipHours><hour>0</hour><hour>23</hour><hour>24</hour></skipHours>', '', { skipHours: [0, 23] }],
    ['<skipHours><hour>x</hour><hour>77</hour></skipHours>', '', undefined],
    ['<skipDays><day>Sunday</day><day>saturday</day><day>Dies</day></skipDays>', '', { skipDays: [0, 6] }],
    [
      `<skipHours>${Array.from({ length: 24 }, (_, h) => `<hour>${h}</hour>`).join('')}</skipHours>`,
      '',
      undefined,
    ],
    ['', '', undefined],
  ])('%s', async (inner, attributes, expected) => {
    const pace = expected && { ...silent, ...expected };
    expect(await paceOf(inner, attributes)).toEqual(pace);
  });

  it('is read from a feed that has to be mended', async () => {
    const broken = '<ttl>15</ttl><skipDays><day>Monday</day></skipDays><item><title>A & B</title></item>';
    expect(await paceOf(broken)).toMatchObject({ ttlMs: 15 * minute, skipDays: [1] });
  });

  it('is read from Atom, and from the head only', async () => {
    const period = '<sy:updatePeriod>weekly</sy:updatePeriod>';
    expect((await parse(atom(period, sy))).pace).toMatchObject({ updateMs: 7 * 24 * hour });
    expect((await parse(rss('<item><title>A</title><ttl>15</ttl></item>'))).pace).toBeUndefined();
  });
});
