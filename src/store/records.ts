import { setTimeout as pause } from 'node:timers/promises';
import { Keyv } from 'keyv';
import type { ZodError, ZodType } from 'zod';
import type { Clock } from '../clock.ts';
import { StoreError } from '../errors.ts';
import { isBusy, reasonOf } from './database.ts';
import type { SqliteAdapter } from './sqlite.ts';
import type { Records } from './store.ts';

/** What an adapter must offer beside Keyv's own interface. */
type Adapter = Pick<SqliteAdapter, 'add' | 'setAside' | 'capabilities'> & object;

/** How long a call goes on trying while another connection writes, and how long it rests in between, in milliseconds. */
const busyPatienceMs = 5_000;
const busyPauseMs = 25;

/** Hears of every call. */
export interface RecordsWatch {
  /** Throws where what is written would be lost. */
  beforeWrite(): void;
  written(): void;
  failed(error: StoreError): void;
  /** A record doesn't fit its schema; `keptAs` says where it is now, null where it could not be moved. */
  unreadable(place: { namespace: string; key: string }, error: StoreError, keptAs: string | null): void;
}

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
  watch,
}: {
  adapter: Adapter;
  namespace: string;
  schema: ZodType<T>;
  clock: Clock;
  watch: RecordsWatch;
}): Records<T> {
  const keyv = new Keyv({ store: adapter, namespace, checkExpired: false, serialization });

  const envelope = (value: T, ttlMs: number | undefined) => ({
    value,
    expires: ttlMs === undefined ? undefined : clock.now() + ttlMs,
  });

  /** A record as it was read; undefined, and no longer in the way, where it doesn't fit the schema. */
  function open(key: string, stored: unknown): T | undefined {
    if (stored === undefined) return undefined;
    const read = schema.safeParse(valueIn(stored));
    if (read.success) return read.data;
    setAside(key, misfit(key, read.error));
    return undefined;
  }

  function misfit(key: string, { issues: [issue] }: ZodError): StoreError {
    const where = issue?.path.length ? ` at ${issue.path.join('.')}` : '';
    return new StoreError(
      `The record ${JSON.stringify(key)} in ${namespace} is not what this version writes${where} (${issue?.message}).`,
    );
  }

  function setAside(key: string, error: StoreError): void {
    let keptAs: string | null = null;
    try {
      // It is read again, because it may have been written meanwhile.
      const isBad = (text: string) => !schema.safeParse(valueIn(serialization.parse(text))).success;
      keptAs = adapter.setAside(key, { isBad, reason: error.message });
      if (keptAs === null) return;
    } catch {
      // Read-only, locked or full: it stays where it is, and the next reading tries again.
    }
    watch.unreadable({ namespace, key }, error, keptAs);
  }

  type Call = 'read' | 'write' | 'delete from';

  async function attempt<R>(what: Call, work: () => Promise<R>): Promise<R> {
    try {
      if (what !== 'read') watch.beforeWrite();
      const result = await patiently(work);
      if (what !== 'read') watch.written();
      return result;
    } catch (cause) {
      if (cause instanceof StoreError) throw cause;
      const error = new StoreError(`The store failed to ${what} ${namespace}: ${reasonOf(cause)}.`, {
        cause,
      });
      // A key that no store could take is the caller's fault and says nothing of the store.
      if (!(cause instanceof TypeError)) watch.failed(error);
      throw error;
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
        const read = open(key, { value });
        if (read !== undefined) yield [key, read];
      }
    },
  };
}

/**
 * Plain JSON, so that a migration can change values with SQLite's JSON functions. What is none comes out as a record
 * without a value, which fits no schema: Keyv would end the reading of all others there.
 */
const serialization = {
  stringify: (value: unknown): string => JSON.stringify(value),
  parse(text: string) {
    try {
      return JSON.parse(text) ?? noValue;
    } catch {
      return noValue;
    }
  },
};

const noValue = { value: undefined };

function valueIn(record: unknown): unknown {
  return typeof record === 'object' && record !== null && 'value' in record ? record.value : undefined;
}

/**
 * Tries again while another connection writes: SQLite's own waiting would stop everything else, the gateway and
 * /healthz too.
 */
async function patiently<R>(work: () => Promise<R>): Promise<R> {
  for (let waitedMs = 0; ; waitedMs += busyPauseMs) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || waitedMs >= busyPatienceMs) throw error;
      await pause(busyPauseMs);
    }
  }
}
