import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { messageOf, StoreError } from '../errors.ts';
import { backupFolder, listBackups } from './backup-files.ts';
import { faultOf, isQuicklyChecked, isSoundFile } from './check.ts';
import { checkSchema, migrate } from './migrations.ts';

/** How long the opening waits for another process that is writing, in milliseconds. */
const busyTimeoutMs = 5_000;

/** SQLite's primary result codes that we act on. */
const codes = { busy: 5, damaged: 11, noDatabase: 26 };

/** What to do about SQLite's primary result codes (https://www.sqlite.org/rescode.html). */
const mends: Readonly<Record<number, string>> = {
  5: 'another program keeps it locked: close what else has the file open',
  6: 'another program keeps it locked: close what else has the file open',
  8: "it can't be written: check that the bot's user may write the file and its folder",
  10: 'the disk fails to read or write: check the disk and the system log',
  11: 'the file is damaged: stop the bot and restore a backup',
  13: 'the disk is full: make room, and the bot goes on',
  14: "it can't be opened: check that the folder exists and that the bot's user may write there",
  26: 'it is no SQLite database: name another file in STORE_URL',
};

/**
 * Opens a SQLite file, checks it and brings its schema up to date; `:memory:` gives one that lives in memory.
 *
 * The journal is a write-ahead log with `synchronous=FULL`: a transaction is on the disk when the call returns, so that
 * it outlives a `kill -9` and, where the disk keeps its word, a power cut.
 *
 * @throws StoreError where the file can't be used, with what to do about it; where it is damaged, with the newest backup
 *   that is not.
 */
export function openDatabase(path: string): DatabaseSync {
  return opened(
    path,
    () => {
      if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
      return new DatabaseSync(path, { timeout: busyTimeoutMs });
    },
    (database) => {
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
      const fault = isQuicklyChecked(database) ? faultOf(database) : undefined;
      if (fault !== undefined) throw new DamagedError(fault);
      migrate(database);
    },
  );
}

/**
 * Opens a SQLite file to look into it, beside whoever writes it.
 *
 * @throws StoreError where there is none or it can't be used, with what to do about it.
 */
export function openDatabaseToRead(path: string): DatabaseSync {
  return opened(path, () => new DatabaseSync(path, { readOnly: true, timeout: busyTimeoutMs }), checkSchema);
}

class DamagedError extends Error {}

function opened(
  path: string,
  open: () => DatabaseSync,
  prepare: (database: DatabaseSync) => void,
): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = open();
    prepare(database);
    return database;
  } catch (error) {
    database?.close();
    throw new StoreError(`The store ${path} can't be opened: ${reasonAtStart(path, error)}.`, {
      cause: error,
    });
  }
}

/** A damaged file is the one failure that needs a backup: it is looked for only then. */
function reasonAtStart(path: string, error: unknown): string {
  const code = codeOf(error);
  const isDamaged = error instanceof DamagedError || code === codes.damaged;
  if (!isDamaged && code !== codes.noDatabase) return reasonOf(error);
  const what = isDamaged
    ? 'the file is damaged'
    : 'it is no SQLite database, or its beginning was overwritten';
  const good = listBackups(path).find((backup) => isSoundFile(backup.path));
  if (good !== undefined) {
    return `${what}: the last good backup is ${good.path} (${new Date(good.at).toISOString()}); put it in place with "npm run -s cli -- restore" (in Docker: "docker compose run --rm wirewatch restore")`;
  }
  return isDamaged
    ? `${what}, and there is no backup in ${backupFolder(path)}: move it away and start anew, then "import" what "export" once wrote`
    : `${what}: name another file in STORE_URL`;
}

/**
 * Does the work in one transaction; what it throws undoes all of it. A `write` takes the lock at once, because a
 * transaction that starts as a reader can't wait for it later; a `read` sees one state and locks nobody out.
 */
export function inTransaction<T>(database: DatabaseSync, kind: 'read' | 'write', work: () => T): T {
  database.exec(kind === 'write' ? 'BEGIN IMMEDIATE' : 'BEGIN');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // A full disk or a failed write has SQLite roll back by itself.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** SQLite's primary code of an error; undefined where it is not SQLite's. */
function codeOf(error: unknown): number | undefined {
  if (!(error instanceof Error && 'errcode' in error && typeof error.errcode === 'number')) return undefined;
  // The low byte is the primary code; the rest says more than anybody needs here.
  return error.errcode & 0xff;
}

/** Whether a call failed only because another connection was writing, and nothing was done. */
export function isBusy(error: unknown): boolean {
  return codeOf(error) === codes.busy;
}

/** Why a call on the store failed and what to do about it, as the part of a sentence. */
export function reasonOf(error: unknown): string {
  return mends[codeOf(error) ?? 0] ?? messageOf(error);
}
