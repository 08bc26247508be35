import { areOtherParts } from '../serials.ts';
import { commonTerms, termOf } from '../terms/terms.ts';

const fewestWords = 4;
/** A headline is another one filled into the same form where no more of its words differ, each in its place. */
const mostDifferent = 2;
const numeric = /^\d+$/;
/** A toll rises, and the headline stays. */
const tolls = new Set(['killed', 'injured', 'toll', 'missing', 'trapped', 'rescued'].map(termOf));

/** Whether a word can stand for the one thing that a headline is about. */
const isTelling = (word: string): boolean => !commonTerms.has(termOf(word));

/**
 * Whether two titles, as words, are one form filled in for two things: "Severe weather warning issued for Wales", "…
 * for Kent"; "report 5", "report 6". Two tolls in one form, or two words that are common in news, are no such sign.
 */
export function areFilledForms(a: string, b: string): boolean {
  const [left, right] = [a.split(' '), b.split(' ')];
  if (left.length !== right.length || left.length < fewestWords) return false;
  let different = 0;
  const isToll = left.some((word) => tolls.has(termOf(word)));
  for (const [index, word] of left.entries()) {
    const other = right[index] ?? '';
    if (word === other || (isToll && numeric.test(word) && numeric.test(other))) continue;
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
