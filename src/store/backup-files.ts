import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A backup of a store. */
export interface BackupFile {
  readonly path: string;
  /** When it was made, milliseconds UTC. */
  readonly at: number;
}

/** Where the backups of a store lie. */
export function backupFolder(storePath: string): string {
  return join(dirname(storePath), 'backups');
}

/** The place of a backup made at this time, such as `backups/wirewatch-20261231T235959Z.db`. */
export function backupPath(storePath: string, at: number): string {
  const stamp = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
  return join(backupFolder(storePath), `${stem(storePath)}-${stamp}.db`);
}

/** The backups of a store, newest first. One that is still being written has another name and is not among them. */
export function listBackups(storePath: string): BackupFile[] {
  const folder = backupFolder(storePath);
  return namesIn(folder)
    .flatMap((name) => {
      const prefix = `${stem(storePath)}-`;
      const stamp = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.db$/.exec(
        name.startsWith(prefix) ? name.slice(prefix.length) : '',
      );
      if (stamp === null) return [];
      const [year = 0, month = 1, day, hour, minute, second] = stamp.slice(1).map(Number);
      return [{ path: join(folder, name), at: Date.UTC(year, month - 1, day, hour, minute, second) }];
    })
    .toSorted((a, b) => b.at - a.at);
}

/** What backups that were broken off have left. */
export function listUnfinished(storePath: string): string[] {
  const folder = backupFolder(storePath);
  const unfinished = new RegExp(String.raw`^${RegExp.escape(stem(storePath))}-\w+\.db\.part(-\w+)?$`);
  return namesIn(folder)
    .filter((name) => unfinished.test(name))
    .map((name) => join(folder, name));
}

function stem(storePath: string): string {
  return basename(storePath).replace(/\.db$/, '');
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // No folder yet, or none that may be read: no backups either way.
    return [];
  }
}
