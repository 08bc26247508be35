import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { messageOf, StoreError } from '../errors.ts';
import { migrate } from './migrations.ts';

/** How long a call waits for another process that is writing, in milliseconds. */
const busyTimeoutMs = 5_000;

/** What to do about SQLite's primary result codes (https://www.sqlite.org/rescode.html). */
const mends: Readonly<Record<number, string>> = {
  5: 'another process keeps it locked: let only one Wirewatch use the file',
  6: 'another process keeps it locked: let only one Wirewatch use the file',
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
 * @throws StoreError where the file can't be used, with what to do about it.
 */
export function openDatabase(path: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    database = new DatabaseSync(path, { timeout: busyTimeoutMs });
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    const fault = database.prepare('PRAGMA quick_check(1)').get()?.quick_check;
    if (fault !== 'ok') throw new StoreError(`${mends[11]}`, { cause: new Error(String(fault)) });
    migrate(database);
    return database;
  } catch (error) {
    database?.close();
    throw new StoreError(`The store ${path} can't be opened: ${reasonOf(error)}.`, { cause: error });
  }
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

/** Why a call on the store failed and what to do about it, as the part of a sentence. */
export function reasonOf(error: unknown): string {
  if (error instanceof Error && 'errcode' in error && typeof error.errcode === 'number') {
    // The low byte is the primary code; the rest says more than anybody needs here.
    return mends[error.errcode & 0xff] ?? messageOf(error);
  }
  return messageOf(error);
}
