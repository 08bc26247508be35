import { describe, expect, it } from 'vitest';
import { createLanes } from '../../src/feeds/lanes.ts';

const calm = { isFailing: false, isAwaited: false };

/** Work that a test ends, with a count of what is under way. */
function desk() {
  const underWay: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    underWay,
    work: (name: string) => () => {
      underWay.push(name);
      return new Promise<void>((resolve) =>
        ends.set(name, () => {
          underWay.splice(underWay.indexOf(name), 1);
          resolve();
        }),
      );
    },
    end: (name: string) => ends.get(name)?.(),
  };
}

/** Lets all promises that can settle do so. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('polls at once', () => {
  it('are as many as there are places', async () => {
    const lanes = createLanes({ concurrency: 3, perHost: 2 });
    const { underWay, work, end } = desk();
    for (const n of [1, 2, 3, 4, 5]) void lanes.run(`https://h${n}.example/`, calm, work(`${n}`));
    await settled();
    expect(underWay).toEqual(['1', '2', '3']);
    end('2');
    await settled();
    expect(underWay).toEqual(['1', '3', '4']);
  });

  it('are two of one host, and the others wait without taking a place', async () => {
    const lanes = createLanes({ concurrency: 4, perHost: 2 });
    const { underWay, work } = desk();
    for (const n of [1, 2, 3, 4]) void lanes.run(`https://slow.example/${n}`, calm, work(`slow ${n}`));
    void lanes.run('https://other.example/', calm, work('other'));
    await settled();
    expect(underWay.toSorted()).toEqual(['other', 'slow 1', 'slow 2']);
  });

  it('of feeds that fail take a quarter of the places at most', async () => {
    const lanes = createLanes({ concurrency: 8, perHost: 2 });
    const { underWay, work } = desk();
    for (let n = 0; n < 20; n += 1) {
      void lanes.run(`https://bad${n}.example/`, { isFailing: true, isAwaited: false }, work(`bad ${n}`));
    }
    for (let n = 0; n < 6; n += 1) void lanes.run(`https://good${n}.example/`, calm, work(`good ${n}`));
    await settled();
    expect(underWay.filter((name) => name.startsWith('bad'))).toHaveLength(2);
    expect(underWay.filter((name) => name.startsWith('good'))).toHaveLength(6);
  });

  it('begin with those that people wait for', async () => {
    const lanes = createLanes({ concurrency: 1, perHost: 1 });
    const { underWay, work, end } = desk();
    void lanes.run('https://a.example/', calm, work('first'));
    void lanes.run('https://b.example/', calm, work('second'));
    void lanes.run('https://c.example/', { isFailing: true, isAwaited: true }, work('awaited'));
    await settled();
    end('first');
    await settled();
    expect(underWay).toEqual(['awaited']);
  });

  it('that fail let the next begin', async () => {
    const lanes = createLanes({ concurrency: 1, perHost: 1 });
    await expect(
      lanes.run('https://a.example/', calm, () => Promise.reject(new Error('broken'))),
    ).rejects.toThrow('broken');
    expect(await lanes.run('https://a.example/', calm, () => Promise.resolve(7))).toBe(7);
  });

  it('are waited for at the stop, and none begins after it', async () => {
    const lanes = createLanes({ concurrency: 1, perHost: 1 });
    const { underWay, work, end } = desk();
    void lanes.run('https://a.example/', calm, work('first'));
    void lanes.run('https://b.example/', calm, work('second'));
    await settled();
    const stopped = lanes.stop();
    end('first');
    await stopped;
    expect(underWay).toEqual([]);
  });
});
