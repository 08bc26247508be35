import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertId, toSpans } from '../../src/alerts/compose.ts';

describe('toSpans', () => {
  it('marks the ranges and keeps the rest', () => {
    expect(toSpans('Kim met Xi', [{ start: 8, end: 10 }])).toEqual([
      { text: 'Kim met ', strong: false },
      { text: 'Xi', strong: true },
    ]);
  });

  it('joins ranges that overlap, in whatever order they come', () => {
    const spans = toSpans('abcdef', [
      { start: 2, end: 4 },
      { start: 1, end: 3 },
    ]);
    expect(spans.map(({ text, strong }) => (strong ? text.toUpperCase() : text)).join('')).toBe('aBCDef');
  });

  it('loses no character whatever the ranges', () => {
    const range = fc
      .tuple(fc.nat(30), fc.nat(30))
      .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.array(range), (text, ranges) => {
        expect(
          toSpans(text, ranges)
            .map((span) => span.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

describe('alertId', () => {
  it('is the same for the same channel and story', () => {
    expect(alertId('1', 's')).toBe(alertId('1', 's'));
  });

  it('differs between channels and between stories', () => {
    expect(new Set([alertId('1', 's'), alertId('2', 's'), alertId('1', 't'), alertId('1s', '')]).size).toBe(
      4,
    );
  });

  it('fits into a nonce of 25 characters', () => {
    expect(alertId('200000000000000001', 'story').length).toBeLessThanOrEqual(25);
  });
});
