import { Keyv } from 'keyv';
import type { ZodType } from 'zod';
import type { Clock } from '../clock.ts';
import { StoreError } from '../errors.ts';
import { reasonOf } from './database.ts';
import type { SqliteAdapter } from './sqlite.ts';
import type { Records } from './store.ts';

/** What an adapter must offer beside Keyv's own interface. */
type Adapter = Pick<SqliteAdapter, 'add' | 'capabilities'> & object;

/**
 * The typed records of a namespace over a Keyv storage adapter.
 *
 * Keyv takes its time from `Date.now()`; so absolute times are handed to its raw methods and the adapter, which has our
 * clock, says what has expired. Without a listener for its `error` event Keyv throws what the adapter throws.
 */
export function createRecords<T>({
  adapter,
  namespace,
  schema,
  clock,
}: {
  adapter: Adapter;
  namespace: string;
  schema: ZodType<T>;
  clock: Clock;
}): Records<T> {
  // Plain JSON, so that a migration can change values with SQLite's JSON functions.
  const keyv = new Keyv({ store: adapter, namespace, checkExpired: false, serialization: JSON });

  const envelope = (value: T, ttlMs: number | undefined) => ({
    value,
    expires: ttlMs === undefined ? undefined : clock.now() + ttlMs,
  });

  function parse(key: string, value: unknown): T {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const where = issue?.path.length ? ` at ${issue.path.join('.')}` : '';
    throw new StoreError(
      `The record ${JSON.stringify(key)} in ${namespace} is not what this version writes${where} (${issue?.message}): restore a backup, or delete the record.`,
    );
  }

  function open(key: string, stored: string | { value?: unknown } | undefined): T | undefined {
    if (stored === undefined) return undefined;
    return parse(key, typeof stored === 'string' ? stored : stored.value);
  }

  async function attempt<R>(what: string, work: () => Promise<R>): Promise<R> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof StoreError) throw error;
      throw new StoreError(`The store failed to ${what} ${namespace}: ${reasonOf(error)}.`, { cause: error });
    }
  }

  /** Keyv passes over empty keys in silence. */
  function checkKeys(keys: readonly string[]): string[] {
    if (keys.includes('')) throw new TypeError('a record needs a key that is not empty');
    return [...keys];
  }

  function confirm(written: readonly boolean[]): void {
    if (!written.every(Boolean)) throw new Error('not everything was written');
  }

  return {
    get: (key) =>
      attempt('read', async () => {
        checkKeys([key]);
        return open(key, await keyv.getRaw(key));
      }),
    getMany: (keys) =>
      attempt('read', async () => {
        const found = await keyv.getManyRaw(checkKeys(keys));
        return keys.map((key, index) => open(key, found[index]));
      }),
    set: (key, value, { ttlMs } = {}) =>
      attempt('write', async () => {
        checkKeys([key]);
        confirm([await keyv.setRaw(key, envelope(value, ttlMs))]);
      }),
    setMany: (entries) =>
      attempt('write', async () => {
        checkKeys(entries.map(({ key }) => key));
        confirm(
          await keyv.setManyRaw(
            entries.map(({ key, value, ttlMs }) => ({ key, value: envelope(value, ttlMs) })),
          ),
        );
      }),
    add: (key, value, { ttlMs } = {}) =>
      attempt('write', async () => {
        checkKeys([key]);
        const record = envelope(value, ttlMs);
        return adapter.add(key, await keyv.encode(record), record.expires);
      }),
    delete: (key) =>
      attempt('delete from', async () => {
        checkKeys([key]);
        return keyv.delete(key);
      }),
    deleteMany: (keys) =>
      attempt('delete from', async () => {
        await keyv.deleteMany(checkKeys(keys));
      }),
    async *entries() {
      const iterator = keyv.iterator();
      for (;;) {
        const step = await attempt('read', () => iterator.next());
        if (step.done) return;
        const [key, value] = step.value;
        yield [key, parse(key, value)];
      }
    },
  };
}
