import type { Clock } from '../clock.ts';
import { StoreError } from '../errors.ts';
import { openDatabase, reasonOf } from './database.ts';
import { createRecords } from './records.ts';
import { createSqliteAdapter, purgeExpired } from './sqlite.ts';
import type { Store } from './store.ts';

/** Milliseconds between two purges of what has expired. */
const purgeEveryMs = 10 * 60_000;

/** A store that also says how much room expired records take. */
export interface OpenStore extends Store {
  /** Removes expired records, at most a few thousand at a time, and says how many. It runs by itself every ten minutes. */
  purge(): Promise<number>;
}

/**
 * Opens the store of a URL: `sqlite:PATH` (a relative path is relative to the working directory; the folder is made) or
 * `memory:`, which forgets everything when it is closed.
 *
 * @throws StoreError where the URL is of no kind we know, or the file can't be used.
 */
export async function openStore(url: string, { clock }: { clock: Clock }): Promise<OpenStore> {
  const database = openDatabase(pathOf(url));
  // A purge that fails only leaves room unused; what broke it shows at the next read or write, which somebody awaits.
  const timer = setInterval(() => void purge().catch(() => undefined), purgeEveryMs).unref();

  async function purge(): Promise<number> {
    try {
      return purgeExpired(database, clock.now());
    } catch (error) {
      throw new StoreError(`The store failed to purge: ${reasonOf(error)}.`, { cause: error });
    }
  }

  return {
    records: (namespace, schema) =>
      createRecords({ adapter: createSqliteAdapter({ database, clock }), namespace, schema, clock }),
    purge,
    async close() {
      clearInterval(timer);
      if (!database.isOpen) return;
      try {
        database.close();
      } catch (error) {
        throw new StoreError(`The store failed to close: ${reasonOf(error)}.`, { cause: error });
      }
    },
  };
}

function pathOf(url: string): string {
  if (url === 'memory:') return ':memory:';
  const path = /^sqlite:(.+)$/s.exec(url)?.[1];
  if (path !== undefined) return path;
  throw new StoreError(
    `STORE_URL is of no kind that Wirewatch knows (${url.split(':')[0]}): set sqlite:PATH, such as sqlite:data/wirewatch.db, or memory:.`,
  );
}
