import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toSpans } from '../../src/alerts/spans.ts';

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
