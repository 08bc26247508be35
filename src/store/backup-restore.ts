import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import type { Clock } from '../clock.ts';
import { StoreError } from '../errors.ts';
import { backupFolder, listBackups } from './backup-files.ts';
import { isSoundFile } from './check.ts';
import { openDatabase, reasonOf } from './database.ts';
import { lockFileOf } from './own.ts';

/** What was put in place. */
export interface Restored {
  readonly from: string;
  /** Where the store lies that was in its place; undefined where there was none. */
  readonly former: string | undefined;
}

/**
 * Puts a backup in the place of a store, the newest sound one where none is named. The former store is kept under
 * another name.
 *
 * @throws StoreError where a bot uses the store, there is no sound backup, or the files can't be written.
 */
export function restoreBackup({
  path,
  from,
  clock,
}: {
  path: string;
  from?: string | undefined;
  clock: Clock;
}): Restored {
  const lock = lockFileOf(path);
  try {
    const chosen = from ?? listBackups(path).find((backup) => isSoundFile(backup.path))?.path;
    if (chosen === undefined) {
      throw new StoreError(`There is no sound backup in ${backupFolder(path)}: nothing was restored.`);
    }
    if (!existsSync(chosen) || !isSoundFile(chosen)) {
      throw new StoreError(
        `${chosen} is no sound backup of a store: name another file of ${backupFolder(path)}; nothing was restored.`,
      );
    }
    return { from: chosen, former: exchange(path, chosen, clock.now()) };
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError(`The backup could not be put in the place of ${path}: ${reasonOf(error)}.`, {
      cause: error,
    });
  } finally {
    lock.release();
  }
}

/** A log that is left behind would be played into the restored file: it goes first. */
function exchange(path: string, from: string, now: number): string | undefined {
  const copy = `${path}.restoring`;
  copyFileSync(from, copy);
  doubtWaitingAlerts(copy);
  const former = `${path}.before-${new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')}`;
  rmSync(`${path}-shm`, { force: true });
  if (existsSync(`${path}-wal`)) renameSync(`${path}-wal`, `${former}-wal`);
  const hadOne = existsSync(path);
  if (hadOne) renameSync(path, former);
  renameSync(copy, path);
  return hadOne ? former : undefined;
}

/** What waited when the backup was made has most likely been posted since: it is looked for before it is sent. */
function doubtWaitingAlerts(path: string): void {
  const database = openDatabase(path);
  try {
    database.exec(`
      UPDATE records SET value = json_set(value, '$.value.state', 'sending')
      WHERE namespace = 'outbox' AND json_valid(value) AND json_extract(value, '$.value.state') = 'pending'
    `);
  } finally {
    database.close();
  }
}
