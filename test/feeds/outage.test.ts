import { describe, expect, it } from 'vitest';
import { createOutage } from '../../src/feeds/outage.ts';
import { type FeedRecord, newFeedRecord } from '../../src/store/feed-records.ts';

const record = (host: number, change: Partial<FeedRecord> = {}): FeedRecord => ({
  ...newFeedRecord(`https://h${host}.example/feed`, 'Feed'),
  ...change,
});
const down: Partial<FeedRecord> = { failures: 4, errorKind: 'unreachable', failedForMs: 90_000 };
const before: Partial<FeedRecord> = { failures: 3, errorKind: 'unreachable', failedForMs: 30_000 };

function open() {
  const changes: boolean[] = [];
  const outage = createOutage({ onChange: (isDown) => changes.push(isDown) });
  const fail = (host: number, change = down) => outage.judge(record(host, change), record(host, before));
  return { outage, changes, fail };
}

describe('our own network', () => {
  it('is down when five hosts in a row can not be reached: then no feed fails for longer', () => {
    const { changes, fail } = open();
    for (const host of [1, 2, 3, 4]) expect(fail(host)).toMatchObject({ failures: 4, failedForMs: 90_000 });
    expect(fail(5)).toMatchObject({ failures: 3, failedForMs: 30_000 });
    expect(fail(6, { ...down, errorKind: 'timeout' })).toMatchObject({ failures: 3, failedForMs: 30_000 });
    expect(changes).toEqual([true]);
  });

  it('is up again with the first answer, whatever it says', () => {
    const { changes, fail, outage } = open();
    for (const host of [1, 2, 3, 4, 5]) fail(host);
    outage.judge(record(6, { failures: 1, errorKind: 'not-found' }), undefined);
    expect(fail(7)).toMatchObject({ failures: 4, failedForMs: 90_000 });
    expect(changes).toEqual([true, false]);
  });

  it('is not down for one host with many feeds, nor where others answer in between', () => {
    const { changes, fail, outage } = open();
    for (let n = 0; n < 20; n += 1) fail(1);
    for (let host = 1; host < 20; host += 1) {
      fail(host);
      if (host % 4 === 0) outage.judge(record(99), undefined);
    }
    expect(changes).toEqual([]);
  });

  it('lets a feed that failed for the first time have failed once', () => {
    const { fail, outage } = open();
    for (const host of [1, 2, 3, 4]) fail(host);
    expect(outage.judge(record(5, { ...down, failures: 1 }), record(5))).toMatchObject({
      failures: 1,
      failedForMs: 0,
    });
  });
});
