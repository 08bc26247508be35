import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { StoreError } from '../../src/errors.ts';
import { openDatabase } from '../../src/store/database.ts';
import { claimStore, type LockParts, readOwner } from '../../src/store/lock.ts';
import { holdLockFile } from '../../src/store/lock-file.ts';
import { openStore } from '../../src/store/open.ts';

const folder = mkdtempSync(join(tmpdir(), 'wirewatch-lock-'));
let files = 0;
const newPath = () => join(folder, `${files++}.db`);
afterAll(() => rmSync(folder, { recursive: true }));

const start = Date.UTC(2026, 0, 1);
const times = { beatMs: 10, staleMs: 40 };
const here = { host: 'here', boot: 'boot-1', pid: 1 };
const elsewhere = { host: 'elsewhere', boot: 'boot-2', pid: 1 };

const open: DatabaseSync[] = [];
afterEach(() => {
  for (const database of open.splice(0)) database.close();
});

/** Two processes' views of one file, and a clock for each. */
function claimants() {
  const path = newPath();
  const times_ = { first: start, second: start };
  const parts = (self: LockParts['self'], which: 'first' | 'second'): LockParts => {
    const database = openDatabase(path);
    open.push(database);
    return { database, path, clock: { now: () => times_[which] }, times, ...(self && { self }) };
  };
  return { path, parts, set: (which: 'first' | 'second', now: number) => (times_[which] = now) };
}

describe('the owner of a store', () => {
  it('is written down, and taken off when it lets go', async () => {
    const { parts } = claimants();
    const mine = parts(here, 'first');
    const lock = await claimStore(mine);
    expect(readOwner(mine.database)).toMatchObject({ ...here, startedAt: start, beatAt: start });
    lock.release();
    expect(readOwner(mine.database)).toBeUndefined();
  });

  it('says that it is alive', async () => {
    const { parts, set } = claimants();
    const mine = parts(here, 'first');
    const lock = await claimStore(mine);
    set('first', start + 5_000);
    expect(lock.beat()).toBeUndefined();
    expect(readOwner(mine.database)).toMatchObject({ startedAt: start, beatAt: start + 5_000 });
  });

  it.each<[string, { host: string; boot: string; pid: number }]>([
    ['the same machine after a crash', { ...here, pid: 2 }],
    ['the same machine under another name, as a new container has one', { ...here, host: 'other' }],
    ['the same name after the machine was started again', { ...here, boot: 'boot-9' }],
  ])('is followed without waiting on %s', async (_, self) => {
    const { parts } = claimants();
    await claimStore(parts(here, 'first'));
    const second = parts(self, 'second');
    await claimStore({ ...second, onWait: () => expect.unreachable() });
    expect(readOwner(second.database)).toMatchObject(self);
  });

  it('is followed at once on another machine when it has been silent for long', async () => {
    const { parts, set } = claimants();
    await claimStore(parts(elsewhere, 'first'));
    set('second', start + times.staleMs);
    await claimStore({ ...parts(here, 'second'), onWait: () => expect.unreachable() });
  });

  it('is waited for on another machine, which is said once, and followed when it stays silent', async () => {
    const { parts } = claimants();
    await claimStore(parts(elsewhere, 'first'));
    const said: string[] = [];
    const second = parts(here, 'second');
    await claimStore({ ...second, onWait: (line) => said.push(line) });
    expect(said).toEqual([expect.stringMatching(/process 1 on elsewhere: waiting up to 1 seconds/)]);
    expect(readOwner(second.database)).toMatchObject(here);
  });

  it('keeps others out as soon as it is seen to be alive, even where the clocks differ', async () => {
    const { parts, set } = claimants();
    const first = await claimStore(parts(elsewhere, 'first'));
    set('second', start - 86_400_000);
    const second = claimStore({
      ...parts(here, 'second'),
      onWait() {
        set('first', start + 1);
        first.beat();
      },
    });
    await expect(second).rejects.toThrow(/in use by another Wirewatch \(process 1 on elsewhere, since 2026/);
  });

  it('learns who has taken the store from it, and then leaves it to them', async () => {
    const { parts } = claimants();
    const first = await claimStore(parts(here, 'first'));
    const second = parts({ ...here, pid: 2 }, 'second');
    await claimStore(second);
    expect(first.beat()).toMatchObject({ pid: 2 });
    first.release();
    expect(readOwner(second.database)).toMatchObject({ pid: 2 });
  });

  it('that can’t be read is written over', async () => {
    const { parts } = claimants();
    const mine = parts(here, 'first');
    mine.database.exec("INSERT INTO records VALUES ('lock', 'owner', '{', NULL)");
    await claimStore(mine);
    expect(readOwner(mine.database)).toMatchObject(here);
  });
});

describe('the lock file', () => {
  it('is one holder’s at a time', () => {
    const path = newPath();
    const first = holdLockFile(path);
    expect(holdLockFile(path)).toBeUndefined();
    first?.release();
    const second = holdLockFile(path);
    expect(second).toBeDefined();
    second?.release();
  });
});

describe('a store that is opened to be owned', () => {
  const clock = { now: () => start };

  it('refuses a second owner in one line that names the first, and lets readers in', async () => {
    const url = `sqlite:${newPath()}`;
    const first = await openStore(url, { clock, access: 'own' });
    await expect(openStore(url, { clock, access: 'own' })).rejects.toSatisfy((error) => {
      expect(error).toBeInstanceOf(StoreError);
      expect(String(error)).toMatch(
        new RegExp(`in use by another Wirewatch \\(process ${process.pid} on .*: stop that one first, or`),
      );
      return true;
    });
    await (await openStore(url, { clock, access: 'read' })).close();
    await first.close();
    await (await openStore(url, { clock, access: 'own' })).close();
  });

  it('lets the next one in after it could not be opened', async () => {
    const path = newPath();
    const database = openDatabase(path);
    database.exec('PRAGMA user_version = 999');
    await expect(openStore(`sqlite:${path}`, { clock, access: 'own' })).rejects.toThrow(/newer Wirewatch/);
    database.exec('PRAGMA user_version = 2');
    database.close();
    await (await openStore(`sqlite:${path}`, { clock, access: 'own' })).close();
  });
});
