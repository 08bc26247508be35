import type { Clock } from '../clock.ts';
import { messageOf, StoreError } from '../errors.ts';
import { type BackupMaker, createBackupMaker } from './backup.ts';
import { watchFile } from './check.ts';
import { createCondition, type StoreState } from './condition.ts';
import { openDatabase, openDatabaseToRead, reasonOf } from './database.ts';
import { openOwned } from './own.ts';
import { createRecords, type RecordsWatch } from './records.ts';
import { createSqliteAdapter, purgeExpired } from './sqlite.ts';
import type { Store } from './store.ts';
import { createWriteQueue } from './write-queue.ts';

/** Milliseconds between two purges of what has expired. */
const purgeEveryMs = 10 * 60_000;
/** A store, and how it is. */
export interface OpenStore extends Store {
  /** Removes expired records, at most a few thousand at a time, and says how many. It runs by itself every ten minutes. */
  purge(): Promise<number>;
  /** How it is, for /healthz. */
  state(): StoreState;
  /** Rejects where the store can't be used any longer: another process has it, or its file was replaced. */
  readonly lost: Promise<never>;
  /** Makes backups of it; undefined where it lives in memory. */
  readonly backups: BackupMaker | undefined;
}

/** What a store says without being asked; where there is an `error`, it is a sentence for people. */
export type OnStoreEvent = (
  level: 'info' | 'warn' | 'error',
  event: string,
  fields: { readonly error?: string } & Readonly<Record<string, unknown>>,
) => void;

/** How a store is opened. */
export interface OpenOptions {
  readonly clock: Clock;
  /** `own` keeps out every other owner; `read` looks beside an owner; `share` knows of no owners. */
  readonly access?: 'own' | 'read' | 'share';
  readonly onEvent?: OnStoreEvent;
}

/**
 * Opens the store of a URL: `sqlite:PATH` (a relative path is relative to the working directory; the folder is made) or
 * `memory:`, which forgets everything when it is closed.
 *
 * @throws StoreError where the URL is of no kind we know, the file can't be used, or another process owns it.
 */
export async function openStore(
  url: string,
  { clock, access = 'share', onEvent = () => {} }: OpenOptions,
): Promise<OpenStore> {
  const path = pathOf(url);
  const isFile = path !== ':memory:';
  const onWait = (error: string) => onEvent('warn', 'store-waiting', { error });
  const owned = isFile && access === 'own' ? await openOwned({ path, clock, onWait }) : undefined;
  const database = owned?.database ?? (access === 'read' ? openDatabaseToRead(path) : openDatabase(path));
  // From here on nobody waits inside of SQLite, because the whole process would wait along: the records do it.
  database.exec('PRAGMA busy_timeout = 0');
  const writes = createWriteQueue(database);

  const condition = createCondition({
    clock,
    onFailing: (error) => onEvent('error', 'store-failing', { error: messageOf(error) }),
    onMended: (lastedMs) => onEvent('info', 'store-mended', { lastedMs }),
  });
  const lost = Promise.withResolvers<never>();
  lost.promise.catch((error: unknown) => onEvent('error', 'store-lost', { error: messageOf(error) }));
  const presence = isFile ? watchFile(path) : () => 'there' as const;
  const unreadable = new Set<string>();
  const watch: RecordsWatch = {
    beforeWrite() {
      const now = presence();
      if (now === 'there') return;
      const error = new StoreError(`The file of the store ${path} ${absences[now]}.`, {
        cause: new Error(`its file ${absences[now]}`),
      });
      condition.failed(error);
      if (now === 'replaced') lost.reject(error);
      throw error;
    },
    written: condition.written,
    failed: condition.failed,
    unreadable({ namespace, key }, error, keptAs) {
      const place = `${namespace}/${key}`;
      if (keptAs !== null) {
        unreadable.delete(place);
        onEvent('error', 'record-set-aside', { namespace, key, keptAs, error: messageOf(error) });
      } else if (!unreadable.has(place)) {
        unreadable.add(place);
        onEvent('error', 'record-unreadable', { namespace, key, error: messageOf(error) });
      }
    },
  };
  owned?.beginBeating({
    beforeBeat: watch.beforeWrite,
    onBeat: condition.written,
    onFailed: condition.failed,
    onLost: lost.reject,
  });
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
    records: (namespace, schema) => {
      const adapter = createSqliteAdapter({ database, clock, writes });
      return createRecords({ adapter, namespace, schema, clock, watch });
    },
    purge,
    state: condition.state,
    lost: lost.promise,
    backups: isFile ? createBackupMaker({ database, path, clock }) : undefined,
    async close() {
      clearInterval(timer);
      if (!database.isOpen) return;
      writes.flush();
      try {
        if (owned === undefined) database.close();
        else owned.close();
      } catch (error) {
        throw new StoreError(`The store failed to close: ${reasonOf(error)}.`, { cause: error });
      }
    },
  };
}

/** What is wrong where the file at the path is not the one that was opened, and what to do about it. */
const absences = {
  gone: 'is gone: put it back, or start the bot again to begin anew',
  replaced: 'was replaced by another: start the bot again to use that one',
};

function pathOf(url: string): string {
  if (url === 'memory:') return ':memory:';
  const path = /^sqlite:(.+)$/s.exec(url)?.[1];
  if (path !== undefined) return path;
  throw new StoreError(
    `STORE_URL is of no kind that Wirewatch knows (${url.split(':')[0]}): set sqlite:PATH, such as sqlite:data/wirewatch.db, or memory:.`,
  );
}
