import { hashFactor, hashText, mix } from './hash.ts';
import { createSurfaces, Slot } from './surfaces.ts';
import { Flag, type TokenBuffer } from './token-buffer.ts';

/** The prefixes that somebody waits for: only they are looked for in every word of every item. */
export interface Prefixes {
  /** Somebody waits for a prefix of at least three letters, or nobody any more; the node stands for it. */
  await(prefix: string, node: number, change: 1 | -1): void;
  /** Calls back for every word of letters that begins with an awaited prefix. */
  find(tokens: TokenBuffer, found: (word: number, node: number) => void): void;
}

const beginningBits = 14;
const beginnings = 1 << beginningBits;
const filterBits = 16;
const mostCounted = 255;
/** The last bit of a mask of lengths stands for its own length and all greater ones. */
const lastLength = 31;
const bitOf = (length: number): number => Math.min(length, lastLength);
const filterOf = (hash: number): number => mix(hash) >>> (32 - filterBits);
/** A number for the first letters of a word, which is cheap to tell and different for most. */
const beginningOf = (first: number, second: number, third: number): number =>
  (Math.imul(first, 1_031) + Math.imul(second, 67) + third) & (beginnings - 1);
/** The same for a prefix of at least so many letters: many words begin alike. */
const longPrefix = 5;
const longBeginningOf = (beginning: number, fourth: number, fifth: number): number =>
  (Math.imul(beginning, 97) + Math.imul(fourth, 577) + Math.imul(fifth, 31)) & (beginnings - 1);

/** A set of small numbers, a bit for each: it fits the fastest cache. */
function createBits() {
  const bits = new Int32Array(beginnings >> 5);
  return {
    has: (at: number): boolean => ((bits[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0,
    set(at: number, isSet: boolean): void {
      const bit = 1 << (at & 31);
      bits[at >>> 5] = isSet ? (bits[at >>> 5] ?? 0) | bit : (bits[at >>> 5] ?? 0) & ~bit;
    },
  };
}

/** Nobody waits at first. */
export function createPrefixes(): Prefixes {
  const surfaces = createSurfaces();
  /** The beginnings of short prefixes, and those of long ones. */
  const short = createBits();
  const long = createBits();
  const longUses = new Map<number, number>();
  /** By beginning, the lengths of the prefixes that begin so, one bit each: see `bitOf`. */
  const lengths = new Uint32Array(beginnings);
  /** By hash, how many prefixes have it: most beginnings of words are told from prefixes without looking further. */
  const filter = new Uint8Array(1 << filterBits);
  const lengthUses = new Map<number, number>();
  let count = 0;

  function useLength(text: string, change: 1 | -1): void {
    const begin = beginningOf(text.charCodeAt(0), text.charCodeAt(1), text.charCodeAt(2));
    const filtered = filterOf(hashText(text));
    const shared = filter[filtered] ?? 0;
    // A count that is full is never taken back: then the filter lets through more, and nothing is missed.
    if (shared < mostCounted) filter[filtered] = shared + change;
    const key = begin * 32 + bitOf(text.length);
    const uses = (lengthUses.get(key) ?? 0) + change;
    const bit = 1 << bitOf(text.length);
    if (uses === 0) lengthUses.delete(key);
    else lengthUses.set(key, uses);
    const mask = lengths[begin] ?? 0;
    lengths[begin] = uses === 0 ? mask & ~bit : mask | bit;
    short.set(begin, ((lengths[begin] ?? 0) & ((1 << longPrefix) - 1)) !== 0);
    if (text.length < longPrefix) return;
    const longBegin = longBeginningOf(begin, text.charCodeAt(3), text.charCodeAt(4));
    const longs = (longUses.get(longBegin) ?? 0) + change;
    longUses.set(longBegin, longs);
    long.set(longBegin, longs > 0);
  }

  return {
    await(prefix, node, change) {
      if (change === 1) surfaces.setLabel(prefix, Slot.word, node);
      else surfaces.clearLabel(prefix, Slot.word);
      useLength(prefix, change);
      count += change;
    },
    find({ count: words, flags, folded, foldedStart }, found) {
      if (count === 0) return;
      for (let word = 0; word < words; word += 1) {
        const from = foldedStart[word] ?? 0;
        const begin = beginningOf(folded[from] ?? 0, folded[from + 1] ?? 0, folded[from + 2] ?? 0);
        const longBegin = longBeginningOf(begin, folded[from + 3] ?? 0, folded[from + 4] ?? 0);
        if (!short.has(begin) && !long.has(longBegin)) continue;
        if (((flags[word] ?? 0) & Flag.letters) === 0) continue;
        const length = (foldedStart[word + 1] ?? 0) - from;
        let hash = 0;
        const mask = lengths[begin] ?? 0;
        for (let at = 0; at < length; at += 1) {
          hash = (Math.imul(hash, hashFactor) + (folded[from + at] ?? 0)) | 0;
          const rest = mask >>> bitOf(at + 1);
          if (rest === 0) break;
          if ((rest & 1) === 0 || filter[filterOf(hash)] === 0) continue;
          const surface = surfaces.find(hash, folded, from, at + 1);
          if (surface !== -1) found(word, surfaces.label(surface, Slot.word));
        }
      }
    },
  };
}
