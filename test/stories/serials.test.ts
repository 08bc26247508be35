import { describe, expect, it } from 'vitest';
import { areOtherParts } from '../../src/stories/serials.ts';
import { plainWords } from '../../src/stories/words.ts';

describe('areOtherParts', () => {
  it.each([
    ['Ukraine war: day 1,290', 'Ukraine war: day 1,291', true],
    ['Live: part 1', 'Live: part 2', true],
    ['Folge 12: Der Gipfel', 'Folge 13: Die Parade', true],
    ['第12回 首脳会談', '第13回 首脳会談', true],
    ['第十二回 首脳会談', '第十三回 首脳会談', true],
    ['Ukraine war: day 1,290', 'Ukraine war: day 1,290 as it happened', false],
    ['Ukraine war: day 1,290', 'Ukraine war in pictures', false],
    ['At least 800 killed', 'At least 1,400 killed', false],
    ['A day 20 die', 'A day of mourning', false],
    ['', '', false],
  ])('of %j and %j is %j', (one, other, expected) => {
    expect(areOtherParts(plainWords(one).join(' '), plainWords(other).join(' '))).toBe(expected);
  });
});
