import { createNumbers, roomFor } from './arrays.ts';
import { hashText, mix } from './hash.ts';

/** The ways a written word can satisfy a keyword's word; each surface has at most one label of each. */
export const Slot = {
  /** As written, any case; British and American spelling alike. */
  word: 0,
  /** Singular or plural. */
  inflected: 1,
  /** Written as an acronym. */
  acronym: 2,
  /** Two words of a text, both with a capital, that a keyword writes in one ("Jong Un", "Jongun"). */
  joined: 3,
} as const;

export const slotCount = 4;

/** The folded words that keywords are made of, found by hash and compared unit by unit. */
export interface Surfaces {
  /** The number of the word in `folded[from .. from + length]`, 0 where no keyword has it. */
  find(hash: number, folded: Uint16Array, from: number, length: number): number;
  /** The label of a word in a slot, 0 where it has none. */
  label(surface: number, slot: number): number;
  setLabel(text: string, slot: number, label: number): void;
  clearLabel(text: string, slot: number): void;
}

const longestCompaction = 1 << 16;

/** An open-addressed table of words; the letters of all words lie in one pool. */
export function createSurfaces(): Surfaces {
  const numbers = createNumbers();
  const numberOf = new Map<string, number>();
  let slots = new Int32Array(1 << 8);
  let slotHashes = new Int32Array(1 << 8);
  let used = 0;
  let hashes = new Int32Array(64);
  let offsets = new Int32Array(64);
  let lengths = new Int32Array(64);
  let labels = new Int32Array(64 * slotCount);
  let pool = new Uint16Array(1 << 10);
  let poolEnd = 0;
  let poolFree = 0;

  function place(surface: number): void {
    const hash = hashes[surface] ?? 0;
    const mask = slots.length - 1;
    let slot = mix(hash) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = surface;
    slotHashes[slot] = hash;
  }

  function take(text: string): number {
    const surface = numbers.take();
    hashes = roomFor(hashes, surface);
    offsets = roomFor(offsets, surface);
    lengths = roomFor(lengths, surface);
    labels = roomFor(labels, surface * slotCount + slotCount - 1);
    hashes[surface] = hashText(text);
    lengths[surface] = text.length;
    if (poolEnd + text.length > pool.length) {
      const larger = new Uint16Array(pool.length * 2 + text.length);
      larger.set(pool);
      pool = larger;
    }
    offsets[surface] = poolEnd;
    for (let at = 0; at < text.length; at += 1) pool[poolEnd + at] = text.charCodeAt(at);
    poolEnd += text.length;
    labels.fill(0, surface * slotCount, surface * slotCount + slotCount);
    used += 1;
    if (used * 2 > slots.length) {
      const size = slots.length * 2;
      slots = new Int32Array(size);
      slotHashes = new Int32Array(size);
      for (const known of numberOf.values()) place(known);
    }
    numberOf.set(text, surface);
    place(surface);
    return surface;
  }

  /** Closes the hole that a removed word leaves in its run of slots. */
  function vacate(surface: number): void {
    const mask = slots.length - 1;
    let hole = mix(hashes[surface] ?? 0) & mask;
    while (slots[hole] !== surface) hole = (hole + 1) & mask;
    for (let next = (hole + 1) & mask; slots[next] !== 0; next = (next + 1) & mask) {
      const home = mix(slotHashes[next] ?? 0) & mask;
      if (((next - home) & mask) < ((next - hole) & mask)) continue;
      slots[hole] = slots[next] ?? 0;
      slotHashes[hole] = slotHashes[next] ?? 0;
      hole = next;
    }
    slots[hole] = 0;
    slotHashes[hole] = 0;
  }

  function compact(): void {
    const smaller = new Uint16Array(Math.max(1 << 10, (poolEnd - poolFree) * 2));
    let end = 0;
    for (const surface of numberOf.values()) {
      const offset = offsets[surface] ?? 0;
      const length = lengths[surface] ?? 0;
      smaller.set(pool.subarray(offset, offset + length), end);
      offsets[surface] = end;
      end += length;
    }
    pool = smaller;
    poolEnd = end;
    poolFree = 0;
  }

  return {
    find(hash, folded, from, length) {
      const mask = slots.length - 1;
      for (let slot = mix(hash) & mask; ; slot = (slot + 1) & mask) {
        const surface = slots[slot] ?? 0;
        if (surface === 0) return 0;
        if (slotHashes[slot] !== hash || lengths[surface] !== length) continue;
        const offset = offsets[surface] ?? 0;
        let at = 0;
        while (at < length && pool[offset + at] === folded[from + at]) at += 1;
        if (at === length) return surface;
      }
    },
    label: (surface, slot) => labels[surface * slotCount + slot] ?? 0,
    setLabel(text, slot, label) {
      const surface = numberOf.get(text) ?? take(text);
      labels[surface * slotCount + slot] = label;
    },
    clearLabel(text, slot) {
      const surface = numberOf.get(text);
      if (surface === undefined) return;
      const first = surface * slotCount;
      labels[first + slot] = 0;
      for (let each = first; each < first + slotCount; each += 1) if (labels[each] !== 0) return;
      vacate(surface);
      numberOf.delete(text);
      numbers.free(surface);
      used -= 1;
      poolFree += text.length;
      if (poolFree > longestCompaction && poolFree * 2 > poolEnd) compact();
    },
  };
}
