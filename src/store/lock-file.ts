import { DatabaseSync } from 'node:sqlite';

/** How long a start waits for an owner that is just ending, in milliseconds. */
const patienceMs = 1_000;
/** SQLite's primary code for a lock that another connection holds (https://www.sqlite.org/rescode.html). */
const busy = 5;

/** A lock that the operating system takes back when the process ends, however it ends. */
export interface LockFile {
  release(): void;
}

/**
 * Holds `PATH-lock` for as long as this process lives; undefined where another process of this machine holds it.
 *
 * Node has no file locks, but SQLite has: an exclusive transaction that nothing is ever written in. Unlike a process
 * number it is never stale and never confused by containers, each of which counts its processes for itself. The file is
 * left in place, empty: whoever removes a lock file may remove it under the next owner.
 *
 * @throws Error of SQLite where the file can't be made.
 */
export function holdLockFile(path: string): LockFile | undefined {
  const holder = new DatabaseSync(`${path}-lock`, { timeout: patienceMs });
  try {
    holder.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    holder.close();
    if (error instanceof Error && 'errcode' in error && Number(error.errcode) % 256 === busy)
      return undefined;
    throw error;
  }
  return {
    release() {
      if (holder.isOpen) holder.close();
    },
  };
}
