import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchClock } from '../src/clock.ts';

const day = 86_400_000;
const time = { now: Date.UTC(2026, 0, 1), monotonic: 0 };
let jumps: number[];
let unwatch: () => void;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  jumps = [];
  unwatch = watchClock({
    clock: { now: () => time.now },
    monotonicMs: () => time.monotonic,
    onJump: (byMs) => jumps.push(byMs),
  });
});
afterEach(() => {
  unwatch();
  vi.useRealTimers();
});

function pass(seconds: number): void {
  for (let n = 0; n < seconds; n += 1) {
    time.now += 1_000;
    time.monotonic += 1_000;
    vi.advanceTimersByTime(1_000);
  }
}

it('tells once of a clock that was set forward, and once of one that was set back', () => {
  pass(10);
  time.now += day;
  pass(10);
  time.now -= day;
  pass(10);
  expect(jumps).toEqual([day, -day]);
});

it('takes the clock’s own corrections and a process that was held up for no jump', () => {
  for (let n = 0; n < 20; n += 1) {
    time.now -= 900;
    pass(1);
  }
  time.now += 30_000;
  time.monotonic += 30_000;
  pass(2);
  expect(jumps).toEqual([]);
});
