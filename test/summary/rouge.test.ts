import { describe, expect, it } from 'vitest';
import { rouge, rougeTokens } from '../../bench/summary/rouge.ts';

describe('rouge', () => {
  // The examples of section 3.1 of Lin 2004: S1 is the reference.
  const reference = 'police killed the gunman';
  it.each([
    ['police kill the gunman', 3 / 4, 1 / 3, 3 / 4],
    ['the gunman kill police', 3 / 4, 1 / 3, 2 / 4],
    ['police killed the gunman', 1, 1, 1],
    ['nothing at all', 0, 0, 0],
    ['', 0, 0, 0],
  ])('scores %j as the paper does', (summary, one, two, longest) => {
    const score = rouge(summary, reference);
    expect(score.one.f1).toBeCloseTo(one);
    expect(score.two.f1).toBeCloseTo(two);
    expect(score.longest.f1).toBeCloseTo(longest);
  });

  it('takes the union of what the sentences have in common, as in section 3.2 of the paper', () => {
    const { longest } = rouge('W1 w2 w6 w7 w8. W1 w3 w8 w9 w5.', 'W1 w2 w3 w4 w5.');
    expect(longest.recall).toBeCloseTo(4 / 5);
    expect(longest.precision).toBeCloseTo(4 / 10);
  });

  it('counts a word no more often than both have it', () => {
    const { one } = rouge('the the the the', 'the cat and the dog');
    expect(one.recall).toBeCloseTo(2 / 5);
    expect(one.precision).toBeCloseTo(2 / 4);
  });

  it.each([
    ['金正恩抵达Beijing 2025', ['金', '正', '恩', '抵', '达', 'beijing', '2025']],
    ['ตึกถล่ม', ['ตึ', 'ก', 'ถ', 'ล่', 'ม']],
    ["Kim's train", ['kim', 's', 'train']],
    ['누리호 발사', ['누리호', '발사']],
  ])('cuts %j into words, or characters where there are no spaces', (text, words) => {
    expect(rougeTokens(text)).toEqual(words);
  });
});
