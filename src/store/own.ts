import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../clock.ts';
import { StoreError } from '../errors.ts';
import { isBusy, openDatabase, openDatabaseToRead, reasonOf } from './database.ts';
import { claimStore, inUse, type LockParts, lockTimes, readOwner } from './lock.ts';
import { holdLockFile, type LockFile } from './lock-file.ts';

/** A database that belongs to this process alone. */
export interface OwnedDatabase {
  readonly database: DatabaseSync;
  /** Begins to say that we are alive. */
  beginBeating(hooks: BeatHooks): void;
  /** Closes the database and lets the next owner in. */
  close(): void;
}

/** Who hears of heartbeats. */
export interface BeatHooks {
  /** Throws StoreError where what is written would be lost. */
  readonly beforeBeat: () => void;
  readonly onBeat: () => void;
  readonly onFailed: (error: StoreError) => void;
  readonly onLost: (error: StoreError) => void;
}

/**
 * Opens a database that no other owner may use meanwhile: the lock file keeps out those on this machine, the record of
 * the owner those on other machines.
 *
 * @throws StoreError where it has another owner or can't be used.
 */
export async function openOwned({
  path,
  clock,
  onWait,
}: { path: string; clock: Clock } & Pick<LockParts, 'onWait'>): Promise<OwnedDatabase> {
  const file = lockFileOf(path);
  let database: DatabaseSync | undefined;
  try {
    database = openDatabase(path);
    const lock = await claimStore({ database, path, clock, ...(onWait === undefined ? {} : { onWait }) });
    return owned({ database, path, lock, file });
  } catch (error) {
    database?.close();
    file.release();
    if (error instanceof StoreError) throw error;
    throw new StoreError(`The store ${path} can't be claimed: ${reasonOf(error)}.`, { cause: error });
  }
}

function owned({
  database,
  path,
  lock,
  file,
}: {
  database: DatabaseSync;
  path: string;
  lock: Awaited<ReturnType<typeof claimStore>>;
  file: LockFile;
}): OwnedDatabase {
  let timer: NodeJS.Timeout | undefined;
  let wasBusy = false;

  function beat({ beforeBeat, onBeat, onFailed, onLost }: BeatHooks): void {
    try {
      beforeBeat();
      const other = lock.beat();
      wasBusy = false;
      if (other === undefined) {
        onBeat();
        return;
      }
      clearInterval(timer);
      onLost(
        new StoreError(
          `The store ${path} was taken over by another Wirewatch (process ${other.pid} on ${other.host}), so this one stops: run only one.`,
        ),
      );
    } catch (cause) {
      // Anybody may write for a moment; who still does at the next beat is in the way.
      const isPassing = isBusy(cause) && !wasBusy;
      wasBusy = isBusy(cause);
      if (isPassing) return;
      onFailed(
        cause instanceof StoreError
          ? cause
          : new StoreError(`The store ${path} failed to write: ${reasonOf(cause)}.`, { cause }),
      );
    }
  }

  return {
    database,
    beginBeating(hooks) {
      timer = setInterval(beat, lockTimes.beatMs, hooks).unref();
    },
    close() {
      clearInterval(timer);
      try {
        lock.release();
      } catch {
        // Whatever broke it has been said; the next start finds the lock file free and takes over all the same.
      }
      try {
        database.close();
      } finally {
        file.release();
      }
    },
  };
}

/**
 * Keeps other owners of this machine out, before the database is opened.
 *
 * @throws StoreError where there is one, or the file can't be made.
 */
export function lockFileOf(path: string): LockFile {
  let file: LockFile | undefined;
  try {
    mkdirSync(dirname(path), { recursive: true });
    file = holdLockFile(path);
  } catch (error) {
    throw new StoreError(`The store ${path} can't be opened: ${reasonOf(error)}.`, { cause: error });
  }
  if (file !== undefined) return file;
  throw inUse(path, ownerAt(path));
}

function ownerAt(path: string) {
  let database: DatabaseSync | undefined;
  try {
    database = openDatabaseToRead(path);
    return readOwner(database);
  } catch {
    // It is only for the message, and another may be making the file at this moment.
    return undefined;
  } finally {
    database?.close();
  }
}
