import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { checkOrigin } from './migrations.ts';

/**
 * Files up to this size are read through at the start, which takes about a second; larger ones are looked at when they
 * are backed up.
 */
const checkedBytes = 512 * 1024 * 1024;

/** What SQLite finds wrong with a database first; undefined where it is sound. Reads all of it. */
export function faultOf(database: DatabaseSync): string | undefined {
  const found = database.prepare('PRAGMA quick_check(1)').get()?.quick_check;
  return found === 'ok' ? undefined : String(found);
}

/** Whether a database is small enough to be checked while people wait. */
export function isQuicklyChecked(database: DatabaseSync): boolean {
  const pragma = (name: 'page_count' | 'page_size') =>
    Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
  return pragma('page_count') * pragma('page_size') <= checkedBytes;
}

/** Whether a file is a sound store; it is not changed. */
export function isSoundFile(path: string): boolean {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { readOnly: true });
    checkOrigin(database);
    return faultOf(database) === undefined;
  } catch {
    return false;
  } finally {
    database?.close();
  }
}

/** Whether the file that was opened is still the one at its path. */
export type FilePresence = 'there' | 'gone' | 'replaced';

/**
 * Watches the file of an open database. SQLite goes on writing to a file that was deleted or replaced, and everything it
 * writes is lost with the process.
 */
export function watchFile(path: string): () => FilePresence {
  const opened = identityOf(path);
  return () => {
    const now = identityOf(path);
    if (now === undefined) return 'gone';
    return now === opened ? 'there' : 'replaced';
  };
}

function identityOf(path: string): bigint | undefined {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino;
}
