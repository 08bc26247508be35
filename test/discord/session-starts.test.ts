import { expect, it } from 'vitest';
import { createSessionStarts } from '../../src/discord/session-starts.ts';

const signal = new AbortController().signal;

/** A Discord that counts sessions, and a clock on which only waiting takes time. */
function day({ remaining, resetAfterMs = 0 }: { remaining: number; resetAfterMs?: number }) {
  const time = { now: 0 };
  const state = { remaining, asked: 0, warnings: 0 };
  const starts = createSessionStarts({
    rest: {
      async get() {
        state.asked += 1;
        return { session_start_limit: { remaining: state.remaining, reset_after: resetAfterMs } };
      },
    },
    clock: { now: () => time.now },
    monotonicMs: () => time.now,
    random: () => 0,
    async sleep(ms) {
      time.now += ms;
      if (ms >= resetAfterMs && resetAfterMs > 0) state.remaining = 1_000;
    },
    log: {
      debug() {},
      info() {},
      warn() {
        state.warnings += 1;
      },
      error() {},
    },
  });
  return { time, state, starts };
}

it('stays far within a thousand sessions where the connection breaks all day long', async () => {
  const { time, starts } = day({ remaining: 1_000 });
  let sessions = 0;
  while (time.now < 86_400_000) {
    await starts.waitForIdentify(0, signal);
    sessions += 1;
  }
  expect(sessions).toBeLessThan(400);
});

it('waits 5 seconds at first, twice as long after each session that broke, and anew after a steady one', async () => {
  const { time, starts } = day({ remaining: 1_000 });
  const times: number[] = [];
  for (let n = 0; n < 4; n += 1) {
    await starts.waitForIdentify(0, signal);
    times.push(time.now / 1_000);
  }
  expect(times).toEqual([0, 5, 15, 35]);
  time.now += 2 * 3_600_000;
  const steady = time.now / 1_000;
  for (let n = 0; n < 2; n += 1) await starts.waitForIdentify(0, signal);
  expect(time.now / 1_000 - steady).toBe(5);
});

it('waits until Discord allows a session again, says so once, and asks no more than it must', async () => {
  const { time, state, starts } = day({ remaining: 0, resetAfterMs: 3_600_000 });
  await starts.allowed(signal);
  expect(time.now).toBe(3_600_000);
  expect(state).toMatchObject({ asked: 2, warnings: 1 });
});

it('begins a session by its pauses alone where Discord doesn’t say how many are left', async () => {
  const starts = createSessionStarts({
    rest: { get: () => Promise.reject(new Error('503')) },
    clock: { now: () => 0 },
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
  await expect(starts.waitForIdentify(0, signal)).resolves.toBeUndefined();
  await expect(starts.allowed(signal)).rejects.toThrow('503');
});
