import { describe, expect, it } from 'vitest';
import { createShortMemory } from '../../src/discord/short-memory.ts';

describe('a short memory', () => {
  it('gives back what it keeps until its time is over', () => {
    let now = 0;
    const memory = createShortMemory<string>({ clock: { now: () => now }, ttlMs: 1_000 });
    const id = memory.keep('kept');
    now = 999;
    expect(memory.get(id)).toBe('kept');
    now = 1_000;
    expect(memory.get(id)).toBeUndefined();
  });

  it('lets the oldest go where there is no room', () => {
    const memory = createShortMemory<number>({ clock: { now: () => 0 }, ttlMs: 1_000, limit: 2 });
    const ids = [1, 2, 3].map((value) => memory.keep(value));
    expect(ids.map((id) => memory.get(id))).toEqual([undefined, 2, 3]);
  });

  it('forgets what it is told to forget', () => {
    const memory = createShortMemory<string>({ clock: { now: () => 0 }, ttlMs: 1_000 });
    const id = memory.keep('kept');
    memory.forget(id);
    expect(memory.get(id)).toBeUndefined();
  });
});
