import { mix } from './hash.ts';

/** Numbers of 32 bits, each counted, with a filter that tells most other numbers from them. */
export interface CodeSet {
  /** One more, or one less, of a number. */
  count(code: number, change: 1 | -1): void;
  has(code: number): boolean;
  /** The filter that tells most other numbers; see `mayHave`. Valid until a change. */
  readonly filter: CodeFilter;
}

/** A Bloom filter whose three bits of a number lie in one word. */
export interface CodeFilter {
  readonly bits: Int32Array;
  readonly shift: number;
}

function spread(code: number): number {
  const wide = Math.imul(code ^ (code >>> 15), 0x85ebca6b);
  return wide ^ (wide >>> 13);
}

const bitsOf = (wide: number): number => (1 << wide) | (1 << (wide >>> 5)) | (1 << (wide >>> 10));

/** Whether a set may have a number: about one in fifty of those that it has not is let through. */
export function mayHave(bits: Int32Array, shift: number, code: number): boolean {
  const wide = spread(code);
  return (~(bits[wide >>> shift] ?? 0) & bitsOf(wide)) === 0;
}

const stride = 2;
const smallest = 1 << 6;
/** Words of 32 bits for each place of the table, as a shift: with three bits a number, in one word. */
const wordsShift = 2;

/**
 * An open-addressed table of numbers and counts, and beside it a Bloom filter whose three bits of a number lie in one
 * word (blocked, after Putze, Sanders and Singler 2007): asking costs one look into memory that stays in the cache.
 */
export function createCodeSet(): CodeSet {
  let table = new Int32Array(smallest * stride);
  let mask = smallest - 1;
  let used = 0;
  let filter = new Int32Array(smallest >> wordsShift);
  let shift = 32 - Math.log2(filter.length);
  /** Numbers that are gone and whose bits are still set. */
  let stale = 0;

  function slotOf(code: number): number {
    let slot = mix(code) & mask;
    while (table[slot * stride + 1] !== 0 && table[slot * stride] !== code) slot = (slot + 1) & mask;
    return slot;
  }

  function setBits(code: number): void {
    const wide = spread(code);
    filter[wide >>> shift] = (filter[wide >>> shift] ?? 0) | bitsOf(wide);
  }

  function rebuild(places: number): void {
    const old = table;
    table = new Int32Array(places * stride);
    mask = places - 1;
    filter = new Int32Array(places >> wordsShift);
    shift = 32 - Math.log2(filter.length);
    stale = 0;
    for (let at = 0; at < old.length; at += stride) {
      if (old[at + 1] === 0) continue;
      const code = old[at] ?? 0;
      const slot = slotOf(code);
      table[slot * stride] = code;
      table[slot * stride + 1] = old[at + 1] ?? 0;
      setBits(code);
    }
  }

  function remove(slot: number): void {
    let hole = slot;
    for (let next = (hole + 1) & mask; table[next * stride + 1] !== 0; next = (next + 1) & mask) {
      const home = mix(table[next * stride] ?? 0) & mask;
      if (((next - home) & mask) < ((next - hole) & mask)) continue;
      table.copyWithin(hole * stride, next * stride, (next + 1) * stride);
      hole = next;
    }
    table.fill(0, hole * stride, (hole + 1) * stride);
    used -= 1;
    stale += 1;
  }

  return {
    count(code, change) {
      let slot = slotOf(code);
      const known = table[slot * stride + 1] ?? 0;
      if (known === 0) {
        if (change < 0) return;
        used += 1;
        if (used * 4 > (mask + 1) * 3) {
          rebuild((mask + 1) * 2);
          slot = slotOf(code);
        }
        table[slot * stride] = code;
        setBits(code);
      }
      table[slot * stride + 1] = known + change;
      if (known + change > 0) return;
      remove(slot);
      if (stale > smallest && stale > used) rebuild(mask + 1);
    },
    has: (code) => table[slotOf(code) * stride + 1] !== 0,
    get filter() {
      return { bits: filter, shift };
    },
  };
}
