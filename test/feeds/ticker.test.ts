import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTicker, type Ticker } from '../../src/feeds/ticker.ts';

const day = 86_400_000;
/** A full hour in any time zone, because cron expressions mean local time. */
const start = new Date(2026, 0, 1, 12).getTime();
let now: number;
let ticks: number[];
let ticker: Ticker | undefined;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  now = start;
  ticks = [];
});
afterEach(() => {
  ticker?.stop();
  vi.useRealTimers();
});

function begin(cron: string): void {
  ticker = createTicker({ cron, clock: { now: () => now }, onTick: () => ticks.push((now - start) / 1_000) });
  ticker.start();
}

/** `heldUp` seconds pass at once, as where the process had no turn. */
function pass(seconds: number, heldUp = 1): void {
  for (let n = 0; n < seconds; n += heldUp) {
    now += heldUp * 1_000;
    vi.advanceTimersByTime(1_000);
  }
}

describe('a ticker', () => {
  it.each([
    ['* * * * * *', 4, [1, 2, 3, 4]],
    ['*/3 * * * * *', 7, [3, 6]],
    ['* * * * *', 130, [60, 120]],
  ])('ticks at the times of %s', (cron, seconds, expected) => {
    begin(cron);
    pass(seconds);
    expect(ticks).toEqual(expected);
  });

  it('makes up once for what it missed while the process was held up', () => {
    begin('*/5 * * * * *');
    pass(14, 14);
    expect(ticks).toEqual([14]);
  });

  it.each([
    ['forward', day],
    ['back', -day],
  ])('ticks at once, and then as before, when the clock is set %s by a day', (_, jump) => {
    begin('*/5 * * * * *');
    pass(5);
    now += jump;
    pass(6);
    expect(ticks.map((tick) => (tick > 86_000 || tick < 0 ? tick - jump / 1_000 : tick))).toEqual([5, 6, 10]);
  });
});
