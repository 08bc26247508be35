import PQueue from 'p-queue';

/** Does the work on one thing one after the other, and on different things side by side. */
export type InTurn = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** Turns in memory; a key that nobody waits for any more costs nothing. */
export function createTurns(): InTurn {
  const lines = new Map<string, PQueue>();

  return async (key, work) => {
    const line = lines.get(key) ?? new PQueue({ concurrency: 1 });
    lines.set(key, line);
    try {
      return await line.add(work);
    } finally {
      if (line.size === 0 && line.pending === 0 && lines.get(key) === line) lines.delete(key);
    }
  };
}
