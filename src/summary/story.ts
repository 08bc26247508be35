import { candidatesOf, covers } from './candidates.ts';
import { summarise } from './summarise.ts';
import type { Summary, SummaryInput, SummaryOptions } from './summary.ts';

/** What tells more whole sentences than so many is no more complete: round-ups and whole pages are long too. */
const complete = 4;
/** That a text tells what is watched is worth so many sentences. */
const watchedWorth = 2;

const languageOf = ({ lang }: SummaryInput): string | undefined => lang?.split('-', 1)[0]?.toLowerCase();

function completeness(input: SummaryInput): number {
  const candidates = candidatesOf(input);
  const finished = candidates.filter(({ isFinished }) => isFinished).length;
  const isTold = input.focus.some((place) => candidates.some((one) => covers(one, place)));
  return Math.min(finished, complete) + (isTold ? watchedWorth : 0);
}

/**
 * Which of the items of a story is the best to be summarised: the most complete one, the first of several that are.
 * Items in another language than the first are taken only where nothing else says anything. -1 without items.
 */
export function mostComplete(inputs: readonly SummaryInput[]): number {
  const [first] = inputs;
  if (first === undefined) return -1;
  const language = languageOf(first);
  const worth = inputs.map((input) => {
    const own = languageOf(input);
    const isReadable = language === undefined || own === undefined || own === language;
    const value = completeness(input);
    return value === 0 || isReadable ? value : value / 100;
  });
  return worth.indexOf(Math.max(...worth));
}

/** A summary, and which of the items it was taken from. */
export interface StorySummary extends Summary {
  /** Place in the list of items; -1 without items. */
  readonly source: number;
}

/** Summarises a story of several items, in the order in which they came: the most complete one is told. */
export function summariseStory(inputs: readonly SummaryInput[], options: SummaryOptions = {}): StorySummary {
  const source = mostComplete(inputs);
  const input = inputs[source];
  return input === undefined ? { text: '', sentences: [], source } : { ...summarise(input, options), source };
}
