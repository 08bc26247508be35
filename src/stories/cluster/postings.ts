/** Which stories have a key: for each key the ones that grew last, the newest at the end. */
export interface Postings<S> {
  get(key: number): readonly S[];
  /** The story has grown: it is the newest under these keys. */
  touch(keys: readonly number[], story: S): void;
  remove(keys: readonly number[], story: S): void;
}

/**
 * Postings that hold at most so many stories a key: what is asked of them costs the same however many there are. The
 * ones that grew the longest ago go first, which are also the first that are forgotten altogether.
 */
export function createPostings<S>({ most }: { most: number }): Postings<S> {
  const lists = new Map<number, S[]>();
  const nothing: readonly S[] = [];

  return {
    get: (key) => lists.get(key) ?? nothing,
    touch(keys, story) {
      for (const key of keys) {
        const list = lists.get(key);
        if (list === undefined) {
          lists.set(key, [story]);
          continue;
        }
        const at = list.lastIndexOf(story);
        if (at === list.length - 1) continue;
        if (at >= 0) list.splice(at, 1);
        list.push(story);
        if (list.length > most) list.shift();
      }
    },
    remove(keys, story) {
      for (const key of keys) {
        const list = lists.get(key);
        const at = list?.indexOf(story) ?? -1;
        if (list === undefined || at < 0) continue;
        if (list.length === 1) lists.delete(key);
        else list.splice(at, 1);
      }
    },
  };
}
