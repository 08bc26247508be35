import { roomFor } from './arrays.ts';

/** The parts of an item as numbers; each has a bit in a mask. */
export const Part = { title: 0, text: 1, source: 2, author: 3 } as const;

/** The parts that a term is looked for in where its query does not say. */
export const usualParts = (1 << Part.title) | (1 << Part.text);

/**
 * Where terms were found in one item: a list of places a term, in flat arrays that are used again for the next item.
 * A place is a number from 1 on; 0 is none.
 */
export interface Findings {
  /** Forgets everything: the next item. */
  clear(): void;
  /** Notes a place. True where it is the first of its term in this item. */
  note(term: number, place: Place): boolean;
  /** The first place of a term; `next` gives the following ones, part by part. */
  first(term: number): number;
  next(place: number): number;
  part(place: number): number;
  spelling(place: number): number;
  firstWord(place: number): number;
  /** The word after the last one. */
  endWord(place: number): number;
  start(place: number): number;
  end(place: number): number;
  /** In how many items a term was found, as far as anybody counted. */
  seen(term: number): number;
  /** A term's number was given to another. */
  forget(term: number): void;
}

/** One place of a term; offsets in the original text and numbers of words in its part. */
export interface Place {
  part: number;
  spelling: number;
  firstWord: number;
  endWord: number;
  start: number;
  end: number;
}

/** Numbers kept for a place. */
const stride = 7;
const [nextAt, partAt, spellingAt, firstWordAt, endWordAt, startAt, endAt] = [0, 1, 2, 3, 4, 5, 6];

/** Empty findings. */
export function createFindings(): Findings {
  let places = new Int32Array(stride * 256);
  let count = 1;
  let now = 1;
  /** By term: the item it was last found in, its first and last place there, and in how many items it was. */
  let stamps = new Int32Array(64);
  let heads = new Int32Array(64);
  let tails = new Int32Array(64);
  let totals = new Int32Array(64);
  const read = (place: number, at: number): number => places[place * stride + at] ?? 0;

  return {
    clear() {
      count = 1;
      now += 1;
      if (now < 0x7fffffff) return;
      stamps.fill(0);
      now = 1;
    },
    note(term, { part, spelling, firstWord, endWord, start, end }) {
      const place = count;
      count += 1;
      const at = place * stride;
      places = roomFor(places, at + stride);
      places[at + nextAt] = 0;
      places[at + partAt] = part;
      places[at + spellingAt] = spelling;
      places[at + firstWordAt] = firstWord;
      places[at + endWordAt] = endWord;
      places[at + startAt] = start;
      places[at + endAt] = end;
      if (stamps[term] === now) {
        places[(tails[term] ?? 0) * stride + nextAt] = place;
        tails[term] = place;
        return false;
      }
      if (term >= stamps.length) {
        stamps = roomFor(stamps, term);
        heads = roomFor(heads, term);
        tails = roomFor(tails, term);
        totals = roomFor(totals, term);
      }
      stamps[term] = now;
      heads[term] = place;
      tails[term] = place;
      totals[term] = (totals[term] ?? 0) + 1;
      return true;
    },
    first: (term) => (stamps[term] === now ? (heads[term] ?? 0) : 0),
    next: (place) => read(place, nextAt),
    part: (place) => read(place, partAt),
    spelling: (place) => read(place, spellingAt),
    firstWord: (place) => read(place, firstWordAt),
    endWord: (place) => read(place, endWordAt),
    start: (place) => read(place, startAt),
    end: (place) => read(place, endAt),
    seen: (term) => totals[term] ?? 0,
    forget(term) {
      if (term < totals.length) totals[term] = 0;
    },
  };
}
