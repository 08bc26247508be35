import type { Clock } from './clock.ts';

/** What was spent lately. */
export interface SlidingSum {
  add(amount: number): void;
  /** Of what was added within the window. */
  sum(): number;
}

/** Adds up amounts and forgets those that are older than the window, in milliseconds. */
export function createSlidingSum({ windowMs, clock }: { windowMs: number; clock: Clock }): SlidingSum {
  let spent: readonly { readonly at: number; readonly amount: number }[] = [];
  const recent = () => spent.filter(({ at }) => at > clock.now() - windowMs);
  return {
    add(amount) {
      spent = [...recent(), { at: clock.now(), amount }];
    },
    sum: () => recent().reduce((sum, { amount }) => sum + amount, 0),
  };
}
