import type { Entry, Records } from '../store/store.ts';

/** Where a story book keeps what it knows: of records it needs to read and write many at once. */
export type Shelf<T> = Pick<Records<T>, 'getMany' | 'setMany'>;

/** A shelf in memory that forgets what was used the longest ago; times to live are not looked at. */
export function createMemoryShelf<T>({ capacity }: { capacity: number }): Shelf<T> {
  // A map keeps the order in which keys were set: the first is the one that was used the longest ago.
  const kept = new Map<string, T>();

  function use(key: string): T | undefined {
    const value = kept.get(key);
    if (value === undefined) return undefined;
    kept.delete(key);
    kept.set(key, value);
    return value;
  }

  return {
    getMany: async (keys) => keys.map(use),
    async setMany(entries: readonly Entry<T>[]) {
      for (const { key, value } of entries) {
        kept.delete(key);
        kept.set(key, value);
      }
      for (const key of kept.keys()) {
        if (kept.size <= capacity) break;
        kept.delete(key);
      }
    },
  };
}
