import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
    console.error(
      'Skipped: no tmpfs can be mounted here; the tests of full disks need root in a place that may mount.',
    );
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

/** A file system that can fail as a real disk does: from one moment to the next it is read-only, under whoever writes. */
export interface FailingDisk {
  readonly path: string;
  fail(): void;
  /** Takes it off, checks it and mounts it again, as an administrator would; nobody may use it meanwhile. */
  repair(): void;
  remove(): void;
}

/** Mounts an ext4 file system that lives in a file; undefined where this user or container may not, or has no ext4. */
export function mountFailingDisk(): FailingDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'wirewatch-ext4-'));
  const path = mkdtempSync(join(folder, 'mounted-'));
  const image = join(folder, 'image');
  const run = (program: string, ...words: string[]) => execFileSync(program, words, { stdio: 'ignore' });
  const mount = () => run('mount', '-o', 'loop', image, path);
  try {
    writeFileSync(image, new Uint8Array(24 * 1024 * 1024));
    run('mkfs.ext4', '-q', '-F', image);
    mount();
  } catch {
    rmSync(folder, { recursive: true });
    console.error(
      'Skipped: no ext4 can be mounted here; the test of a failing disk needs root, loop devices and e2fsprogs.',
    );
    return undefined;
  }
  return {
    path,
    // What the kernel does itself on an error of the disk (ext4(5): abort).
    fail: () => run('mount', '-o', 'remount,abort', path),
    repair() {
      run('umount', path);
      try {
        run('e2fsck', '-f', '-y', image);
      } catch {
        // It says with its exit code that it mended something.
      }
      mount();
    },
    remove() {
      run('umount', '--lazy', path);
      rmSync(folder, { recursive: true });
    },
  };
}

/** Leaves no byte free. */
export function fillDisk(path: string): void {
  for (let size = 65_536; size >= 1; size = Math.floor(size / 2)) {
    try {
      for (;;) writeFileSync(path, 'x'.repeat(size), { flag: 'a' });
    } catch {
      // Full for this size; smaller pieces may still fit.
    }
  }
}
