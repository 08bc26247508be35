import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { StoreError } from '../../src/errors.ts';
import type { Log } from '../../src/ops/log.ts';
import { createBackupMaker } from '../../src/store/backup.ts';
import { backupPath, listBackups } from '../../src/store/backup-files.ts';
import { restoreBackup } from '../../src/store/backup-restore.ts';
import { scheduleBackups } from '../../src/store/backup-schedule.ts';
import { type OpenStore, openStore } from '../../src/store/open.ts';

const hour = 3_600_000;
const time = { now: 0 };
const clock = { now: () => time.now };
const never = new AbortController().signal;
let folder: string;
let path: string;
let store: OpenStore;

beforeEach(async () => {
  time.now = Date.UTC(2026, 11, 31, 23, 59, 59);
  folder = mkdtempSync(join(tmpdir(), 'wirewatch-backup-'));
  path = join(folder, 'wirewatch.db');
  store = await open();
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const open = () => openStore(`sqlite:${path}`, { clock, access: 'own' });
const words = (of: OpenStore) => of.records('words', z.string());
const inBackups = () =>
  existsSync(join(folder, 'backups')) ? readdirSync(join(folder, 'backups')).sort() : [];

function maker() {
  if (store.backups === undefined) throw new Error('the store has no file');
  return store.backups;
}

/** Spoils the middle of a file, as a failing disk does. */
function damage(file: string): void {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, bytes.length / 2, bytes.length / 2 + 9_000);
  writeFileSync(file, bytes);
}

async function fill(): Promise<void> {
  const entries = Array.from({ length: 2_000 }, (_, n) => ({ key: `key-${n}`, value: 'v'.repeat(100) }));
  await words(store).setMany(entries);
}

describe('a backup', () => {
  it('is one complete file with everything that was written', async () => {
    await words(store).set('k', 'v');
    const file = await maker().make(7, never);
    expect(inBackups()).toEqual(['wirewatch-20261231T235959Z.db']);
    expect(maker().lastAt()).toBe(time.now);
    const copy = await openStore(`sqlite:${file}`, { clock, access: 'read' });
    expect(await words(copy).get('k')).toBe('v');
    await copy.close();
  });

  it('takes the place of the oldest, and removes what a crash left and nothing else', async () => {
    await maker().make(7, never);
    const others = ['wirewatch-notes.db', 'other-20200101T000000Z.db', 'notes.part'];
    for (const name of [...others, 'wirewatch-20200101T000000Z.db.part']) {
      writeFileSync(join(folder, 'backups', name), '');
    }
    for (let n = 0; n < 3; n += 1) {
      time.now += 24 * hour;
      await maker().make(2, never);
    }
    expect(inBackups()).toEqual(
      [...others, 'wirewatch-20270102T235959Z.db', 'wirewatch-20270103T235959Z.db'].sort(),
    );
  });

  it('of a damaged store is not kept, and no good one is given up for it', async () => {
    await fill();
    await maker().make(1, never);
    await store.close();
    time.now += 24 * hour;
    damage(path);
    // A store is checked when it is opened: this one is damaged later.
    const database = new DatabaseSync(path);
    const backups = createBackupMaker({ database, path, clock });
    await expect(backups.make(1, never)).rejects.toSatisfy((error) => {
      expect(error).toBeInstanceOf(StoreError);
      expect(String(error)).toMatch(/No backup of the store .* could be made: the copy is damaged/);
      return true;
    });
    expect(inBackups()).toEqual(['wirewatch-20261231T235959Z.db']);
    database.close();
  });

  it('that is broken off leaves nothing', async () => {
    await expect(maker().make(7, AbortSignal.abort(new Error('the bot stops')))).rejects.toThrow(StoreError);
    expect(inBackups()).toEqual([]);
  });

  it('says what is wrong where none can be made', async () => {
    writeFileSync(join(folder, 'backups'), 'a file');
    await expect(maker().make(7, never)).rejects.toThrow(
      /No backup of the store .*wirewatch.db could be made/,
    );
  });
});

describe('the schedule of backups', () => {
  const lines: string[] = [];
  const log: Log = {
    debug() {},
    info: (event) => void lines.push(event),
    warn() {},
    error: (event) => void lines.push(event),
  };
  const run = async (hours: number) => {
    const schedule = scheduleBackups({ maker: store.backups, hours, kept: 7, clock, log });
    schedule.start();
    await expect.poll(() => lines.length).toBeGreaterThan(0);
    await schedule.stop();
  };
  beforeEach(() => {
    lines.length = 0;
  });

  it('goes by the age of the newest one, so that restarts neither skip nor double one', async () => {
    await run(24);
    time.now += 23 * hour;
    const early = scheduleBackups({ maker: store.backups, hours: 24, kept: 7, clock, log });
    early.start();
    await early.stop();
    expect(listBackups(path)).toHaveLength(1);
    time.now += hour;
    lines.length = 0;
    await run(24);
    expect(listBackups(path)).toHaveLength(2);
    expect(lines).toEqual(['backup-made']);
  });

  it('makes one where the clock was years ahead once', async () => {
    writeFileSync(join(folder, 'unused'), '');
    time.now += 10 * 365 * 24 * hour;
    await maker().make(7, never);
    time.now -= 10 * 365 * 24 * hour;
    await run(24);
    expect(listBackups(path)).toHaveLength(2);
  });

  it('makes none for 0 hours', async () => {
    const off = scheduleBackups({ maker: store.backups, hours: 0, kept: 7, clock, log });
    off.start();
    await off.stop();
    expect(inBackups()).toEqual([]);
  });
});

describe('a damaged store', () => {
  it.each<[string, (file: string) => void, RegExp]>([
    ['in the middle', damage, /the file is damaged/],
    [
      'at its beginning',
      (file) => writeFileSync(file, 'Dear diary, '.repeat(1_000)),
      /its beginning was overwritten/,
    ],
  ])('%s is refused with the last good backup, which restore puts in place', async (_, spoil, what) => {
    await fill();
    await maker().make(7, never);
    const good = backupPath(path, time.now);
    await store.close();
    spoil(path);
    writeFileSync(backupPath(path, time.now + hour), 'no database');

    await expect(open()).rejects.toSatisfy((error) => {
      expect(String(error)).toMatch(what);
      expect(String(error)).toContain(`the last good backup is ${good} (2026-12-31T23:59:59.000Z)`);
      expect(String(error)).toContain('npm run -s cli -- restore');
      expect(String(error)).not.toContain('\n');
      return true;
    });
    const restored = restoreBackup({ path, clock });
    expect(restored.from).toBe(good);
    expect(dirname(restored.former ?? '')).toBe(folder);
    store = await open();
    expect(await words(store).get('key-1999')).toBe('v'.repeat(100));
  });
});

describe('restoring', () => {
  it('is refused while a bot uses the store, and changes nothing', async () => {
    await maker().make(7, never);
    expect(() => restoreBackup({ path, clock })).toThrow(/in use by another Wirewatch/);
    await words(store).set('k', 'v');
  });

  it('leaves no later write of the former store behind', async () => {
    await maker().make(7, never);
    await words(store).set('later', 'v');
    await store.close();
    // As a kill leaves it: with a log that was never folded into the file.
    const killed = await openStore(`sqlite:${path}`, { clock });
    await words(killed).set('latest', 'v');
    const log = readFileSync(`${path}-wal`);
    await killed.close();
    writeFileSync(`${path}-wal`, log);
    restoreBackup({ path, clock });
    store = await open();
    expect(await words(store).getMany(['later', 'latest'])).toEqual([undefined, undefined]);
  });

  it('has alerts that waited looked for before they are sent, as they may have been posted since', async () => {
    const states = (of: OpenStore) => of.records('outbox', z.object({ state: z.string() }));
    await states(store).set('waits', { state: 'pending' });
    await states(store).set('refused', { state: 'parked' });
    await maker().make(7, never);
    await store.close();
    restoreBackup({ path, clock });
    store = await open();
    expect(await states(store).getMany(['waits', 'refused'])).toEqual([
      { state: 'sending' },
      { state: 'parked' },
    ]);
  });

  it.each<[string, () => string | undefined, RegExp]>([
    ['where there is no backup', () => undefined, /no sound backup in .*backups: nothing was restored/],
    ['from a file that is none', () => join(folder, 'none.db'), /none.db is no sound backup/],
  ])('says in one line why it can’t, %s', async (_, from, line) => {
    await store.close();
    expect(() => restoreBackup({ path, from: from(), clock })).toThrow(line);
    expect(existsSync(path)).toBe(true);
    store = await open();
  });
});
