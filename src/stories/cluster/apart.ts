import { areOtherParts } from '../serials.ts';
import { commonTerms, termOf } from '../terms/terms.ts';

const fewestWords = 4;
/** A headline is another one filled into the same form where no more of its words differ, each in its place. */
const mostDifferent = 2;
const numeric = /^\d+$/;

/** Whether a word can stand for the one thing that a headline is about. */
const isTelling = (word: string): boolean => !numeric.test(word) && !commonTerms.has(termOf(word));

/**
 * Whether two titles, as words, are one form filled in for two things: "Severe weather warning issued for Wales", "…
 * for Kent". Two tolls in one form, or two words that are common in news, are no such sign.
 */
export function areFilledForms(a: string, b: string): boolean {
  const [left, right] = [a.split(' '), b.split(' ')];
  if (left.length !== right.length || left.length < fewestWords) return false;
  let different = 0;
  for (const [index, word] of left.entries()) {
    const other = right[index] ?? '';
    if (word === other) continue;
    different += 1;
    if (different > mostDifferent || !isTelling(word) || !isTelling(other)) return false;
    if (termOf(word) === termOf(other)) return false;
  }
  return different > 0;
}

/** Whether two titles say that they are of two events, however alike they are. */
export const areTitlesApart = (a: string, b: string): boolean => areOtherParts(a, b) || areFilledForms(a, b);

/** Whether two texts name days, and no day in common: the same people meet on Monday and again on Tuesday. */
export const areDaysApart = (a: readonly string[], b: readonly string[]): boolean =>
  a.length > 0 && b.length > 0 && !a.some((day) => b.includes(day));
