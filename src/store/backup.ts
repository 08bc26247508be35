import { once } from 'node:events';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { extname } from 'node:path';
import { backup, type DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import type { Clock } from '../clock.ts';
import { StoreError } from '../errors.ts';
import { backupFolder, backupPath, listBackups, listUnfinished } from './backup-files.ts';
import { reasonOf } from './database.ts';

/** Pages that one step copies while the store waits: 2 MB of them, some milliseconds. */
const pagesAStep = 500;

/** Makes backups of one store. */
export interface BackupMaker {
  /**
   * Copies the store as it stands, checks the copy and removes the oldest ones. Resolves with the copy's path.
   *
   * @throws StoreError where no sound copy could be made; nothing is kept or removed then.
   */
  make(kept: number, signal: AbortSignal): Promise<string>;
  /** When the newest one was made, milliseconds UTC. */
  lastAt(): number | undefined;
}

/** Backups in the folder `backups` beside the store's file, one file each. */
export function createBackupMaker({
  database,
  path,
  clock,
}: {
  database: DatabaseSync;
  path: string;
  clock: Clock;
}): BackupMaker {
  return {
    lastAt: () => listBackups(path)[0]?.at,
    async make(kept, signal) {
      const made = backupPath(path, clock.now());
      const part = `${made}.part`;
      try {
        mkdirSync(backupFolder(path), { recursive: true });
        removeAll(listUnfinished(path));
        await backup(database, part, { rate: pagesAStep, progress: () => signal.throwIfAborted() });
        const fault = await faultOfCopy(part);
        if (fault !== null) throw new Error(`the copy is damaged, and so is the store, it seems (${fault})`);
        signal.throwIfAborted();
        renameSync(part, made);
      } catch (error) {
        discard(path);
        throw new StoreError(`No backup of the store ${path} could be made: ${reasonOf(error)}.`, {
          cause: error,
        });
      }
      removeAll(
        listBackups(path)
          .slice(kept)
          .map((old) => old.path),
      );
      return made;
    },
  };
}

async function faultOfCopy(path: string): Promise<string | null> {
  // The sources run as they are, the image runs what the compiler made of them.
  const script = new URL(`./backup-check${extname(import.meta.url)}`, import.meta.url);
  const worker = new Worker(script, { workerData: path });
  try {
    const [fault] = await once(worker, 'message');
    return typeof fault === 'string' ? fault : null;
  } finally {
    await worker.terminate();
  }
}

function removeAll(paths: readonly string[]): void {
  for (const path of paths) rmSync(path, { force: true });
}

function discard(storePath: string): void {
  try {
    removeAll(listUnfinished(storePath));
  } catch {
    // What the first failure was is the news; the next backup tries to remove it again.
  }
}
