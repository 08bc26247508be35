import { createNumbers, roomFor } from './arrays.ts';

/** The hashes of the written words that carry a label, by label. */
export interface Forms {
  add(label: number, hash: number): void;
  /** Takes all of a label away. */
  clear(label: number): void;
  /** Calls back with each; stems and prefixes have none. */
  each(label: number, found: (hash: number) => void): void;
}

const stride = 2;

/** Linked lists in one array: most labels have one or two words, and an array for each would take many times as much. */
export function createForms(): Forms {
  const numbers = createNumbers();
  /** By label, its first entry, 0 where it has none. */
  let first = new Int32Array(64);
  /** By entry: the hash and the next entry. */
  let entries = new Int32Array(64 * stride);

  return {
    add(label, hash) {
      const entry = numbers.take();
      first = roomFor(first, label);
      entries = roomFor(entries, entry * stride + 1);
      entries[entry * stride] = hash;
      entries[entry * stride + 1] = first[label] ?? 0;
      first[label] = entry;
    },
    clear(label) {
      for (let entry = first[label] ?? 0; entry !== 0; entry = entries[entry * stride + 1] ?? 0)
        numbers.free(entry);
      if (label < first.length) first[label] = 0;
    },
    each(label, found) {
      for (let entry = first[label] ?? 0; entry !== 0; entry = entries[entry * stride + 1] ?? 0)
        found(entries[entry * stride] ?? 0);
    },
  };
}
