import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of its own, in memory. */
export interface SmallDisk {
  readonly path: string;
  /** Lets nobody write, or all again. */
  setReadOnly(readOnly: boolean): void;
  remove(): void;
}

/** Mounts a disk of a few bytes; undefined where this user or container may not mount. */
export function mountSmallDisk(kilobytes: number): SmallDisk | undefined {
  const path = mkdtempSync(join(tmpdir(), 'wirewatch-disk-'));
  const mount = (...words: string[]) => execFileSync('mount', words, { stdio: 'ignore' });
  try {
    mount('-t', 'tmpfs', '-o', `size=${kilobytes}k,mode=777`, 'tmpfs', path);
  } catch {
    rmSync(path, { recursive: true });
    return undefined;
  }
  return {
    path,
    setReadOnly: (readOnly) => mount('-o', `remount,${readOnly ? 'ro' : 'rw'}`, path),
    remove() {
      execFileSync('umount', ['--lazy', path]);
      rmSync(path, { recursive: true });
    },
  };
}
