import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../errors.ts';

/** One step from a schema version to the next. It runs in a transaction: it is done wholly or not at all. */
export interface Migration {
  /** What it does, for the error of one that fails. */
  readonly name: string;
  readonly up: (database: DatabaseSync) => void;
}

/**
 * Every step since the first version, in order; the schema version of a file is the number of steps it has taken.
 * A step that was released is never changed: a later one mends it.
 */
export const migrations: readonly Migration[] = [
  {
    name: 'the table of records',
    up: (database) =>
      database.exec(`
        CREATE TABLE records (
          namespace TEXT NOT NULL,
          key TEXT NOT NULL,
          value TEXT NOT NULL,
          expires INTEGER,
          PRIMARY KEY (namespace, key)
        ) STRICT;
      `),
  },
  {
    // Without it a purge reads every record, and most records expire one day.
    name: 'the index of expiry',
    up: (database) =>
      database.exec('CREATE INDEX records_by_expiry ON records (expires) WHERE expires IS NOT NULL'),
  },
];

/** Marks a SQLite file as ours ("Wire" in ASCII), so that another program's file is not taken for an empty store. */
const applicationId = 0x57697265;

/**
 * Takes the steps that a database has not taken yet.
 *
 * @throws StoreError where it belongs to another program or was written by a newer version.
 */
export function migrate(database: DatabaseSync, steps: readonly Migration[] = migrations): void {
  checkOrigin(database, steps);
  for (const [index, step] of steps.entries()) take(database, step, index);
}

/**
 * Checks that a database is one of this version, without changing it.
 *
 * @throws StoreError where it belongs to another program or was written by another version.
 */
export function checkSchema(database: DatabaseSync, steps: readonly Migration[] = migrations): void {
  checkOrigin(database, steps);
  if (readPragma(database, 'user_version') === steps.length) return;
  throw new StoreError(
    'it was written by an older Wirewatch: start the bot once, which brings it up to date',
  );
}

/**
 * Checks that a database is a store of this version or an older one, or empty, without changing it.
 *
 * @throws StoreError where it belongs to another program or was written by a newer version.
 */
export function checkOrigin(database: DatabaseSync, steps: readonly Migration[] = migrations): void {
  const version = readPragma(database, 'user_version');
  const owner = readPragma(database, 'application_id');
  if (owner !== applicationId && (owner !== 0 || version !== 0 || hasTables(database))) {
    throw new StoreError('it is a SQLite file of another program: name another file in STORE_URL');
  }
  if (version > steps.length) {
    throw new StoreError(
      `it was written by a newer Wirewatch (schema ${version}, this one knows ${steps.length}): start that version, or restore an older backup`,
    );
  }
}

function take(database: DatabaseSync, { name, up }: Migration, index: number): void {
  if (readPragma(database, 'user_version') > index) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    // Another process may have taken the step while this one waited for the lock.
    if (readPragma(database, 'user_version') === index) {
      up(database);
      database.exec(`PRAGMA user_version = ${index + 1}; PRAGMA application_id = ${applicationId}`);
    }
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw new StoreError(`the migration "${name}" failed, and nothing was changed`, { cause: error });
  }
}

function readPragma(database: DatabaseSync, name: 'user_version' | 'application_id'): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}

function hasTables(database: DatabaseSync): boolean {
  return database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined;
}
