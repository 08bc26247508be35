import { commonTerms } from '../terms/terms.ts';

/**
 * What a bot that has read nothing yet believes: it has seen so many stories, with the common words in their shares and
 * any other word in almost none.
 */
const believedStories = 3_000;
const believedRest = 0.5;

/**
 * The terms of the active stories as small numbers, and in how many of them each stands. What no story holds any more is
 * forgotten, so that the size is bounded by the active stories.
 */
export interface Vocabulary {
  /** The number of a term, which is new where nothing holds it. */
  numberOf(term: string): number;
  /** The number of a term that something holds. */
  find(term: string): number | undefined;
  termOf(number: number): string;
  /** A story holds the term from now on, or no more. */
  hold(number: number): void;
  release(number: number): void;
  /** So many stories more, or fewer, have the term. */
  count(number: number, stories: number): void;
  countStories(stories: number): void;
  /** How telling a term is: the logarithm of how rare it is among the active stories (Spärck Jones 1972). */
  rarity(number: number): number;
  rarityOf(term: string): number;
  readonly size: number;
}

/** An empty vocabulary. */
export function createVocabulary(): Vocabulary {
  const numbers = new Map<string, number>();
  const terms: string[] = [];
  const stories: number[] = [];
  const holders: number[] = [];
  const believed: number[] = [];
  const free: number[] = [];
  let allStories = 0;

  const believedOf = (term: string) => (commonTerms.get(term) ?? 0) * believedStories + believedRest;
  const rarityAt = (seen: number) => Math.log(1 + (allStories + believedStories) / seen);

  return {
    numberOf(term) {
      const known = numbers.get(term);
      if (known !== undefined) return known;
      const number = free.pop() ?? terms.length;
      numbers.set(term, number);
      terms[number] = term;
      stories[number] = 0;
      holders[number] = 0;
      believed[number] = believedOf(term);
      return number;
    },
    find: (term) => numbers.get(term),
    termOf: (number) => terms[number] ?? '',
    hold(number) {
      holders[number] = (holders[number] ?? 0) + 1;
    },
    release(number) {
      const left = (holders[number] ?? 0) - 1;
      holders[number] = left;
      if (left > 0) return;
      numbers.delete(terms[number] ?? '');
      terms[number] = '';
      free.push(number);
    },
    count(number, more) {
      stories[number] = (stories[number] ?? 0) + more;
    },
    countStories(more) {
      allStories += more;
    },
    rarity: (number) => rarityAt((stories[number] ?? 0) + (believed[number] ?? believedRest)),
    rarityOf(term) {
      const number = numbers.get(term);
      return rarityAt((number === undefined ? 0 : (stories[number] ?? 0)) + believedOf(term));
    },
    get size() {
      return numbers.size;
    },
  };
}
