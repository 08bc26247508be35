import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPace, type Pace, type Slot } from '../../src/discord/pace.ts';

const never = new AbortController().signal;

let pace: Pace;
beforeEach(() => {
  vi.useFakeTimers();
  pace = createPace({ monotonic: () => Date.now() });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Takes slots in line, each used for so long, and notes when and for whom. */
function ask(party: string, times: number, served: { party: string; at: number }[], answerMs = 0): void {
  for (let n = 0; n < times; n += 1) {
    void pace.inTurn(party, never).then((slot) => {
      served.push({ party, at: Date.now() });
      setTimeout(() => slot?.used(), answerMs);
    });
  }
}

describe('the pace', () => {
  it.each([0, 30, 400])(
    'lets no more than 50 requests through in any second, with answers after %i ms',
    async (answerMs) => {
      const served: { party: string; at: number }[] = [];
      ask('a', 220, served, answerMs);
      await vi.advanceTimersByTimeAsync(20_000);
      const times = served.map(({ at }) => at);
      expect(times).toHaveLength(220);
      for (const from of times) {
        // Wherever between sending and answer each is counted.
        const counted = times.filter((at) => at + answerMs > from && at < from + 1_000 - answerMs);
        expect(counted.length).toBeLessThanOrEqual(50);
        expect(times.filter((at) => at >= from && at < from + 1_000).length).toBeLessThanOrEqual(50);
      }
    },
  );

  it('lets a party of one wait no longer than each other party once', async () => {
    const served: { party: string; at: number }[] = [];
    ask('loud', 200, served);
    ask('other', 200, served);
    await vi.advanceTimersByTimeAsync(500);
    const before = served.length;
    ask('quiet', 1, served);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(served.findIndex(({ party }) => party === 'quiet') - before).toBeLessThanOrEqual(2);
  });

  it('lets what is urgent go first', async () => {
    const served: { party: string; at: number }[] = [];
    ask('loud', 200, served);
    await vi.advanceTimersByTimeAsync(100);
    const before = served.length;
    void pace.urgent().then((slot: Slot) => {
      served.push({ party: 'urgent', at: Date.now() });
      slot.used();
    });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(served[before]?.party).toBe('urgent');
  });

  it('gives back at once what was not used', async () => {
    for (let n = 0; n < 200; n += 1) {
      const waiting = pace.urgent();
      await vi.advanceTimersByTimeAsync(20);
      (await waiting).unused();
    }
    expect(Date.now()).toBeGreaterThan(0);
    const served: { party: string; at: number }[] = [];
    ask('a', 1, served);
    await vi.advanceTimersByTimeAsync(0);
    expect(served).toHaveLength(1);
  });

  it('lets those who no longer want to wait go with nothing', async () => {
    const served: { party: string; at: number }[] = [];
    ask('a', 60, served);
    const stopping = new AbortController();
    const waiting = pace.inTurn('b', stopping.signal);
    stopping.abort();
    expect(await waiting).toBeNull();
    expect(await pace.inTurn('b', stopping.signal)).toBeNull();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(served).toHaveLength(60);
  });
});
