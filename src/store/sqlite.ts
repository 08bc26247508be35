import type { DatabaseSync } from 'node:sqlite';
import { type KeyvStorageAdapter, type KeyvStorageEntry, keyvStorageCapability } from 'keyv';
import type { Clock } from '../clock.ts';
import { inTransaction } from './database.ts';
import { createWriteQueue, type Row, type WriteQueue } from './write-queue.ts';

/** Rows that one step of the iterator reads, so that no statement stays open between two of them. */
const pageSize = 200;

/** Expired rows that one transaction removes, so that a long-sleeping bot isn't blocked by its first purge. */
const purgeBatch = 5_000;

/** A Keyv 6 storage adapter; errors are thrown, never emitted, so it needs no emitter. */
export interface SqliteAdapter
  extends Pick<
    Required<KeyvStorageAdapter>,
    | 'capabilities'
    | 'get'
    | 'getMany'
    | 'has'
    | 'hasMany'
    | 'set'
    | 'setMany'
    | 'delete'
    | 'deleteMany'
    | 'clear'
    | 'iterator'
  > {
  /** Which rows the adapter sees; undefined is a namespace of its own, so that no `clear()` reaches another's rows. */
  namespace?: string | undefined;
  /** Writes only where no live row has the key; true for the one caller who got it, across processes. */
  add(key: string, value: unknown, expires?: number): Promise<boolean>;
  /**
   * Moves a record that can't be read into the namespace `set-aside`, where nothing reads it. Returns its key there; null
   * where it is gone or `isBad` finds it good by now.
   *
   * @throws Error of SQLite where nothing can be written; then nothing was.
   */
  setAside(key: string, why: { isBad: (text: string) => boolean; reason: string }): string | null;
}

/** Where records that can't be read are kept, and for how long: 90 days. */
export const setAsideNamespace = 'set-aside';
const setAsideMs = 90 * 24 * 3_600_000;

/**
 * One namespace of the table `records` as a Keyv storage. A row is gone from the millisecond of its `expires` on, by the
 * given clock. A batch is written in one transaction, which it may share with others.
 */
export function createSqliteAdapter({
  database,
  clock,
  writes = createWriteQueue(database),
}: {
  database: DatabaseSync;
  clock: Clock;
  /** The one queue that all namespaces of the database share. */
  writes?: WriteQueue;
}): SqliteAdapter {
  const live = '(expires IS NULL OR expires > :now)';
  const read = database.prepare(
    `SELECT value FROM records WHERE namespace = :namespace AND key = :key AND ${live}`,
  );
  const page = database.prepare(
    `SELECT key, value FROM records WHERE namespace = :namespace AND key > :after AND ${live} ORDER BY key LIMIT ${pageSize}`,
  );
  const insert =
    'INSERT INTO records (namespace, key, value, expires) VALUES (:namespace, :key, :value, :expires)';
  const update = 'ON CONFLICT DO UPDATE SET value = excluded.value, expires = excluded.expires';
  const write = database.prepare(`${insert} ${update}`);
  const claim = database.prepare(`${insert} ${update} WHERE expires <= :now`);
  const remove = database.prepare(
    `DELETE FROM records WHERE namespace = :namespace AND key = :key RETURNING ${live} AS live`,
  );
  const removeAll = database.prepare('DELETE FROM records WHERE namespace = :namespace');

  const space = () => adapter.namespace ?? '';
  const parameters = (key: string) => ({ namespace: space(), key: checkedKey(key), now: clock.now() });
  const readOne = (key: string) => {
    const value = read.get(parameters(key))?.value;
    return typeof value === 'string' ? value : undefined;
  };
  const rowOf = (key: string, value: unknown, expires?: number): Row => ({
    namespace: space(),
    key: checkedKey(key),
    value: checkedValue(value),
    expires: expires ?? null,
  });
  /** Whoever asks for a record sees what was written before. */
  const settle = (...keys: readonly string[]) => writes.settle(space(), keys);
  const removeOne = (key: string) => remove.get(parameters(key))?.live === 1;
  const readAll = <T>(work: () => T) => inTransaction(database, 'read', work);
  const writeAll = <T>(work: () => T) => inTransaction(database, 'write', work);

  const adapter: SqliteAdapter = {
    namespace: undefined,
    get capabilities() {
      return keyvStorageCapability(this);
    },
    async get(key) {
      settle(key);
      return readOne(key);
    },
    async getMany(keys) {
      settle(...keys);
      return readAll(() => keys.map(readOne));
    },
    async has(key) {
      settle(key);
      return readOne(key) !== undefined;
    },
    async hasMany(keys) {
      settle(...keys);
      return readAll(() => keys.map((key) => readOne(key) !== undefined));
    },
    async set(key, value, expires) {
      await writes.put([rowOf(key, value, expires)]);
      return true;
    },
    async setMany<Value>(entries: KeyvStorageEntry<Value>[]) {
      await writes.put(entries.map(({ key, value, expires }) => rowOf(key, value, expires)));
      return entries.map(() => true);
    },
    async add(key, value, expires) {
      settle(key);
      const row = { ...parameters(key), value: checkedValue(value), expires: expires ?? null };
      return claim.run(row).changes === 1;
    },
    setAside(key, { isBad, reason }) {
      settle(key);
      return writeAll(() => {
        const text = readOne(key);
        if (text === undefined || !isBad(text)) return null;
        const now = clock.now();
        const at = new Date(now).toISOString();
        const keptAs = `${space()}/${key} ${at}`;
        write.run({
          namespace: setAsideNamespace,
          key: keptAs,
          value: JSON.stringify({ value: { namespace: space(), key, text, reason, at } }),
          expires: now + setAsideMs,
        });
        removeOne(key);
        return keptAs;
      });
    },
    async delete(key) {
      settle(key);
      return removeOne(key);
    },
    async deleteMany(keys) {
      settle(...keys);
      return writeAll(() => keys.map(removeOne));
    },
    async clear() {
      writes.flush();
      removeAll.run({ namespace: space() });
    },
    async *iterator<Value>() {
      writes.flush();
      for (let after = ''; ; ) {
        const rows = page.all({ namespace: space(), after, now: clock.now() });
        for (const { key, value } of rows) {
          after = String(key);
          // Keyv's interface lets the caller name the type; what is stored is always its encoded string.
          yield [after, value as Awaited<Value>];
        }
        if (rows.length < pageSize) return;
      }
    },
  };
  return adapter;
}

/** Removes expired rows of every namespace; says how many. */
export function purgeExpired(database: DatabaseSync, now: number): number {
  const batch = database.prepare(
    `DELETE FROM records WHERE rowid IN (SELECT rowid FROM records WHERE expires <= ? LIMIT ${purgeBatch})`,
  );
  return Number(batch.run(now).changes);
}

/** SQLite keeps UTF-8: two keys that differ in half a surrogate pair would become one. */
function checkedKey(key: string): string {
  if (key.isWellFormed()) return key;
  throw new TypeError('a key holds half a surrogate pair');
}

function checkedValue(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new TypeError('the SQLite store keeps strings: leave serialization on');
}
