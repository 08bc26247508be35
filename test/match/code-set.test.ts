import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCodeSet, mayHave } from '../../src/match/code-set.ts';

const code = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }));

it('has the numbers that were counted more often than taken back, and its filter lets them through', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(code, fc.boolean()), { maxLength: 400 }), (changes) => {
      const set = createCodeSet();
      const counts = new Map<number, number>();
      for (const [one, isMore] of changes) {
        const known = counts.get(one) ?? 0;
        if (!isMore && known === 0) continue;
        set.count(one, isMore ? 1 : -1);
        counts.set(one, known + (isMore ? 1 : -1));
      }
      const { bits, shift } = set.filter;
      for (const [one, count] of counts) expect([one, set.has(one)]).toEqual([one, count > 0]);
      const there = [...counts].flatMap(([one, count]) => (count > 0 ? [one] : []));
      expect(there.filter((one) => !mayHave(bits, shift, one))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

it('tells most other numbers by its filter, and still does when nearly all it had are gone', () => {
  const set = createCodeSet();
  const codeOf = (at: number) => Math.imul(at + 1, 0x9e3779b1) ^ (at << 7);
  for (let at = 0; at < 20_000; at += 1) set.count(codeOf(at), 1);
  const letThrough = () => {
    const { bits, shift } = set.filter;
    let count = 0;
    for (let at = 20_000; at < 40_000; at += 1) if (mayHave(bits, shift, codeOf(at))) count += 1;
    return count / 20_000;
  };
  expect(letThrough()).toBeLessThan(0.05);
  for (let at = 100; at < 20_000; at += 1) set.count(codeOf(at), -1);
  expect(letThrough()).toBeLessThan(0.05);
  expect(set.has(codeOf(5))).toBe(true);
  expect(set.has(codeOf(500))).toBe(false);
});
