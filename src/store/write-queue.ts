import type { DatabaseSync } from 'node:sqlite';
import { inTransaction, isBusy } from './database.ts';

/** One row to write. */
export interface Row {
  readonly namespace: string;
  readonly key: string;
  readonly value: string;
  readonly expires: number | null;
}

interface Waiting {
  readonly rows: readonly Row[];
  readonly written: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Gathers what is written in one turn of the event loop into one transaction: a transaction waits for the disk, and polls that end
 * together would wait for it one after the other.
 */
export interface WriteQueue {
  /** Resolves when the rows are on the disk, all or none. Throws SQLite's error. */
  put(rows: readonly Row[]): Promise<void>;
  /** Writes what waits if one of these keys is among it, so that whoever reads or deletes it now sees it. */
  settle(namespace: string, keys: readonly string[]): void;
  /** Writes all that waits. What fails, fails for those who wait for it. */
  flush(): void;
}

const placeOf = (namespace: string, key: string): string => `${namespace}\n${key}`;

/** A queue of one database. Whoever writes alone is not held up. */
export function createWriteQueue(database: DatabaseSync): WriteQueue {
  const statement = database.prepare(
    'INSERT INTO records (namespace, key, value, expires) VALUES (:namespace, :key, :value, :expires) ' +
      'ON CONFLICT DO UPDATE SET value = excluded.value, expires = excluded.expires',
  );
  let queue: Waiting[] = [];
  const places = new Set<string>();
  let turn: NodeJS.Immediate | undefined;

  function write(batch: readonly Waiting[]): void {
    try {
      inTransaction(database, 'write', () => {
        for (const { rows } of batch) {
          for (const { namespace, key, value, expires } of rows)
            statement.run({ namespace, key, value, expires });
        }
      });
    } catch (error) {
      // What one of them may not write must not fail the others; those who found it busy all try again.
      if (batch.length > 1 && !isBusy(error)) for (const one of batch) write([one]);
      else for (const { failed } of batch) failed(error);
      return;
    }
    for (const { written } of batch) written();
  }

  function flush(): void {
    clearImmediate(turn);
    turn = undefined;
    const batch = queue;
    queue = [];
    places.clear();
    if (batch.length > 0) write(batch);
  }

  return {
    put(rows) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      queue.push({ rows, written: resolve, failed: reject });
      for (const { namespace, key } of rows) places.add(placeOf(namespace, key));
      turn ??= setImmediate(flush);
      return promise;
    },
    settle(namespace, keys) {
      if (queue.length > 0 && keys.some((key) => places.has(placeOf(namespace, key)))) flush();
    },
    flush,
  };
}
