import { describe, expect, it } from 'vitest';
import { byImportance, digestId } from '../../src/alerts/digest.ts';
import { type Folding, nextBatch } from '../../src/alerts/fold.ts';
import type { OutboxEntry } from '../../src/alerts/outbox.ts';
import { sampleAlert, sampleEntry } from './samples.ts';

const now = 1_800_000_000_000;
const minute = 60_000;

function entry(n: number, change: Partial<OutboxEntry> & { readonly ageMs?: number } = {}): OutboxEntry {
  const { ageMs = 0, ...rest } = change;
  const alert = sampleAlert({ id: `${n}`, channelId: 'c', createdAt: now - ageMs });
  return sampleEntry({ alert, sequence: n, ...rest });
}

const folding: Folding = { order: 'oldest-first', count: 4, ageMs: 120 * minute };
const mark = { id: 'd', reason: 'many' } as const;
const fresh = (count: number) => Array.from({ length: count }, (_, n) => entry(n));

interface Case {
  readonly what: string;
  readonly queue: readonly OutboxEntry[];
  readonly folding?: Partial<Folding>;
  readonly isLast?: boolean;
  readonly tells: readonly string[];
  readonly reason: string | null;
}

const cases: readonly Case[] = [
  { what: 'the oldest', queue: fresh(3), tells: ['0'], reason: null },
  {
    what: 'the newest where that is set',
    queue: fresh(3),
    folding: { order: 'newest-first' },
    tells: ['2'],
    reason: null,
  },
  { what: 'all where so many wait', queue: fresh(4), tells: ['0', '1', '2', '3'], reason: 'many' },
  { what: 'one where that is off', queue: fresh(50), folding: { count: 0 }, tells: ['0'], reason: null },
  {
    what: 'all where three have waited for long',
    queue: [0, 1, 2].map((n) => entry(n, { ageMs: 121 * minute })),
    tells: ['0', '1', '2'],
    reason: 'old',
  },
  {
    what: 'one where only two have waited for long',
    queue: [entry(0, { ageMs: 121 * minute }), entry(1, { ageMs: 121 * minute }), entry(2)],
    tells: ['0'],
    reason: null,
  },
  {
    what: 'all with the last message of the share',
    queue: fresh(2),
    isLast: true,
    tells: ['0', '1'],
    reason: 'burst',
  },
  { what: 'one alert alone with it too', queue: fresh(1), isLast: true, tells: ['0'], reason: null },
  {
    what: 'what is in doubt first, alone as it was',
    queue: [...fresh(9), entry(9, { state: 'sending' })],
    isLast: true,
    tells: ['9'],
    reason: null,
  },
  {
    what: 'a digest in doubt with the same alerts',
    queue: [
      entry(0),
      entry(1, { state: 'sending', digest: mark }),
      entry(2, { state: 'sending', digest: mark }),
    ],
    tells: ['1', '2'],
    reason: 'many',
  },
  {
    what: 'what Discord refused never with others',
    queue: [entry(0, { state: 'refused' }), ...[1, 2, 3, 4].map((n) => entry(n))],
    tells: ['1', '2', '3', '4'],
    reason: 'many',
  },
  {
    what: 'what was in a digest that Discord refused alone, and nothing past it',
    queue: [entry(0, { state: 'suspect' }), ...[1, 2, 3, 4].map((n) => entry(n))],
    tells: ['0'],
    reason: null,
  },
  {
    what: 'what waits before it',
    queue: [...[0, 1, 2, 3].map((n) => entry(n)), entry(4, { state: 'suspect' }), entry(5)],
    tells: ['0', '1', '2', '3'],
    reason: 'many',
  },
];

describe('a message tells', () => {
  it.each(cases)('$what', ({ queue, folding: change = {}, isLast = false, tells, reason }) => {
    const batch = nextBatch(queue, { ...folding, ...change }, { now, isLast });
    expect(batch?.entries.map(({ alert }) => alert.id)).toEqual(tells);
    expect(batch?.digest?.reason ?? null).toBe(reason);
  });

  it('no more than 500', () => {
    expect(nextBatch(fresh(600), folding, { now, isLast: false })?.entries).toHaveLength(500);
  });

  it('nothing where nothing waits', () => {
    expect(nextBatch([], folding, { now, isLast: true })).toBeNull();
  });
});

describe('a digest', () => {
  it('has an id that comes out the same in whatever order its alerts are, and fits into a nonce', () => {
    expect(digestId('c', ['a', 'b'])).toBe(digestId('c', ['b', 'a']));
    expect(new Set([digestId('c', ['a', 'b']), digestId('d', ['a', 'b']), digestId('c', ['ab'])]).size).toBe(
      3,
    );
    expect(digestId('c', ['a']).length).toBeLessThanOrEqual(25);
  });

  it('names those of most outlets first, and of these the newest', () => {
    const source = { title: 'Wire', url: null };
    const alerts = [
      sampleAlert({ id: 'old', publishedAt: '2026-01-01T00:00:00.000Z' }),
      sampleAlert({ id: 'new', publishedAt: '2026-01-02T00:00:00.000Z' }),
      sampleAlert({ id: 'covered', publishedAt: null, createdAt: 0, sources: [source, source] }),
    ];
    expect(byImportance(alerts).map(({ id }) => id)).toEqual(['covered', 'new', 'old']);
  });
});
