import { hashText, mix } from './hash.ts';
import type { TokenBuffer } from './token-buffer.ts';

/** The ways a written word can satisfy a keyword's word; each surface has at most one label of each. */
export const Slot = {
  /** As written, any case; British and American spelling alike. */
  word: 0,
  /** Singular or plural. */
  inflected: 1,
  /** Of a Korean syllable, which has no plural: follows another without a space. */
  continued: 1,
  /** Written as an acronym. */
  acronym: 2,
  /** Two words of a text, both with a capital, that a keyword writes in one ("Jong Un", "Jongun"). */
  joined: 3,
} as const;

/** The folded words that keywords are made of, found by hash and compared unit by unit. */
export interface Surfaces {
  /** The place of the word in `folded[from .. from + length]`, -1 where no keyword has it. Valid until a change. */
  find(hash: number, folded: Uint16Array, from: number, length: number): number;
  /** The places of all words of a text, as `find` gives them. */
  findAll(tokens: TokenBuffer, places: Int32Array): void;
  /** The label of a word, by its place, in a slot; 0 where it has none. */
  label(place: number, slot: number): number;
  setLabel(text: string, slot: number, label: number): void;
  clearLabel(text: string, slot: number): void;
}

/** An entry: hash, place and length of its letters, four labels; eight numbers, so that it lies in one cache line. */
const stride = 8;
const [hashAt, offsetAt, lengthAt, labelsAt] = [0, 1, 2, 3];
const slotsOfLabel = 4;
const smallestPool = 1 << 10;
/** Letters of removed words that are left lying before the pool is written anew. */
const mostWaste = 1 << 16;

/** An open-addressed table of words; the letters of all words lie in one pool. An entry of length 0 is free. */
export function createSurfaces(): Surfaces {
  let mask = (1 << 8) - 1;
  let entries = new Int32Array((mask + 1) * stride);
  let used = 0;
  let pool = new Uint16Array(smallestPool);
  let poolEnd = 0;
  let waste = 0;

  const lengthOf = (at: number): number => entries[at + lengthAt] ?? 0;

  function freeFrom(hash: number): number {
    let slot = mix(hash) & mask;
    while (lengthOf(slot * stride) !== 0) slot = (slot + 1) & mask;
    return slot * stride;
  }

  function grow(): void {
    const old = entries;
    mask = mask * 2 + 1;
    entries = new Int32Array((mask + 1) * stride);
    for (let at = 0; at < old.length; at += stride) {
      if (old[at + lengthAt] !== 0)
        entries.set(old.subarray(at, at + stride), freeFrom(old[at + hashAt] ?? 0));
    }
  }

  function movePool(room: number): void {
    const next = new Uint16Array(Math.max(smallestPool, (poolEnd - waste + room) * 2));
    let end = 0;
    for (let at = 0; at < entries.length; at += stride) {
      const [offset, length] = [entries[at + offsetAt] ?? 0, lengthOf(at)];
      if (length === 0) continue;
      next.set(pool.subarray(offset, offset + length), end);
      entries[at + offsetAt] = end;
      end += length;
    }
    pool = next;
    poolEnd = end;
    waste = 0;
  }

  function take(text: string): number {
    used += 1;
    if (used * 4 > (mask + 1) * 3) grow();
    if (poolEnd + text.length > pool.length) movePool(text.length);
    const hash = hashText(text);
    const at = freeFrom(hash);
    entries[at + hashAt] = hash;
    entries[at + offsetAt] = poolEnd;
    entries[at + lengthAt] = text.length;
    for (let unit = 0; unit < text.length; unit += 1) pool[poolEnd + unit] = text.charCodeAt(unit);
    poolEnd += text.length;
    return at;
  }

  /** Frees an entry and closes the hole that it leaves in its run. */
  function vacate(at: number): void {
    let hole = at / stride;
    for (let next = (hole + 1) & mask; lengthOf(next * stride) !== 0; next = (next + 1) & mask) {
      const home = mix(entries[next * stride + hashAt] ?? 0) & mask;
      if (((next - home) & mask) < ((next - hole) & mask)) continue;
      entries.copyWithin(hole * stride, next * stride, (next + 1) * stride);
      hole = next;
    }
    entries.fill(0, hole * stride, (hole + 1) * stride);
  }

  function find(hash: number, folded: Uint16Array, from: number, length: number): number {
    for (let slot = mix(hash) & mask; ; slot = (slot + 1) & mask) {
      const at = slot * stride;
      const known = entries[at + lengthAt];
      if (known === 0) return -1;
      if (entries[at + hashAt] !== hash || known !== length) continue;
      const offset = entries[at + offsetAt] ?? 0;
      let unit = 0;
      while (unit < length && pool[offset + unit] === folded[from + unit]) unit += 1;
      if (unit === length) return at;
    }
  }

  /** A loop of its own, so that the processor waits for the memory of many words at once. */
  function findAll({ count, hash, folded, foldedStart }: TokenBuffer, places: Int32Array): void {
    const [table, letters, bits] = [entries, pool, mask];
    let from = 0;
    for (let word = 0; word < count; word += 1) {
      const code = hash[word] ?? 0;
      const end = foldedStart[word + 1] ?? 0;
      const length = end - from;
      let found = -1;
      for (let slot = mix(code) & bits; ; slot = (slot + 1) & bits) {
        const at = slot * stride;
        const known = table[at + lengthAt];
        if (known === 0) break;
        if (table[at + hashAt] !== code || known !== length) continue;
        const offset = table[at + offsetAt] ?? 0;
        let unit = 0;
        while (unit < length && letters[offset + unit] === folded[from + unit]) unit += 1;
        if (unit < length) continue;
        found = at;
        break;
      }
      places[word] = found;
      from = end;
    }
  }

  function findText(text: string): number {
    const units = Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
    return find(hashText(text), units, 0, units.length);
  }

  return {
    find,
    findAll,
    label: (place, slot) => entries[place + labelsAt + slot] ?? 0,
    setLabel(text, slot, label) {
      const known = findText(text);
      entries[(known === -1 ? take(text) : known) + labelsAt + slot] = label;
    },
    clearLabel(text, slot) {
      const at = findText(text);
      if (at === -1) return;
      entries[at + labelsAt + slot] = 0;
      for (let each = 0; each < slotsOfLabel; each += 1) if (entries[at + labelsAt + each] !== 0) return;
      vacate(at);
      used -= 1;
      waste += text.length;
      if (waste > mostWaste && waste * 2 > poolEnd) movePool(0);
    },
  };
}
