import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { StoreError } from '../../src/errors.ts';
import { openDatabase } from '../../src/store/database.ts';
import { migrate, migrations } from '../../src/store/migrations.ts';
import { openStore } from '../../src/store/open.ts';
import { storeContract } from '../contract/store.ts';

const folder = mkdtempSync(join(tmpdir(), 'wirewatch-store-'));
let files = 0;
const newFile = () => join(folder, 'deep', `${files++}.db`);
afterAll(() => rmSync(folder, { recursive: true }));

for (const [name, url] of [
  ['a SQLite file', () => `sqlite:${newFile()}`],
  ['memory', () => 'memory:'],
] as const) {
  storeContract(name, async () => {
    let now = Date.UTC(2026, 0, 1);
    const store = await openStore(url(), { clock: { now: () => now } });
    return {
      store,
      advance(ms) {
        now += ms;
      },
    };
  });
}

const clock = { now: () => 0 };
const text = z.string();

/** A file as the first schema version left it, with one record in it. */
function fileOfVersion1(): string {
  const path = join(folder, `old-${files++}.db`);
  const database = new DatabaseSync(path);
  database.exec(`
    CREATE TABLE records (namespace TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, expires INTEGER,
      PRIMARY KEY (namespace, key)) STRICT;
    INSERT INTO records VALUES ('words', 'k', '{"value":"kept"}', NULL);
    PRAGMA user_version = 1;
    PRAGMA application_id = ${0x57697265};
  `);
  database.close();
  return path;
}

describe('opening the store', () => {
  it('makes the folder, and finds the records again the next time', async () => {
    const url = `sqlite:${newFile()}`;
    const first = await openStore(url, { clock });
    await first.records('words', text).set('k', 'v');
    await first.close();
    const second = await openStore(url, { clock });
    expect(await second.records('words', text).get('k')).toBe('v');
    await second.close();
  });

  it('brings an old file up to date and keeps what is in it', async () => {
    const path = fileOfVersion1();
    const store = await openStore(`sqlite:${path}`, { clock });
    expect(await store.records('words', text).get('k')).toBe('kept');
    await store.close();
    const database = new DatabaseSync(path, { readOnly: true });
    expect(database.prepare('PRAGMA user_version').get()?.user_version).toBe(migrations.length);
    database.close();
  });

  it('waits for the disk at every commit, in a write-ahead log', () => {
    const database = openDatabase(newFile());
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
    database.close();
  });

  it('purges what has expired', async () => {
    let now = 0;
    const store = await openStore('memory:', { clock: { now: () => now } });
    await store.records('words', text).set('k', 'v', { ttlMs: 5 });
    expect(await store.purge()).toBe(0);
    now = 5;
    expect([await store.purge(), await store.purge()]).toEqual([1, 0]);
    await store.close();
    await expect(store.purge()).rejects.toThrow(StoreError);
  });

  it.each<[string, () => string, RegExp]>([
    [
      'a URL of an unknown kind',
      () => 'redis://:secret@host',
      /kind that Wirewatch knows \(redis\).*sqlite:PATH/,
    ],
    ['a URL without a path', () => 'sqlite:', /sqlite:PATH/],
    [
      'a folder that can’t be made',
      () => {
        writeFileSync(join(folder, 'a-file'), '');
        return `sqlite:${join(folder, 'a-file', 'x.db')}`;
      },
      /can't be opened/,
    ],
    [
      'a folder in place of the file',
      () => {
        mkdirSync(join(folder, 'a-folder'));
        return `sqlite:${join(folder, 'a-folder')}`;
      },
      /can't be opened: .*check that the folder exists/,
    ],
    [
      'a file that is no database',
      () => {
        const path = join(folder, 'text.db');
        writeFileSync(path, 'Dear diary, '.repeat(1_000));
        return `sqlite:${path}`;
      },
      /it is no SQLite database/,
    ],
    [
      'another program’s database',
      () => {
        const path = join(folder, 'foreign.db');
        const database = new DatabaseSync(path);
        database.exec('CREATE TABLE cookies (a)');
        database.close();
        return `sqlite:${path}`;
      },
      /another program/,
    ],
    [
      'a newer version’s file',
      () => {
        const path = fileOfVersion1();
        const database = new DatabaseSync(path);
        database.exec('PRAGMA user_version = 999');
        database.close();
        return `sqlite:${path}`;
      },
      /newer Wirewatch \(schema 999/,
    ],
    [
      'a damaged file',
      () => {
        const path = newFile();
        const database = openDatabase(path);
        const row = database.prepare("INSERT INTO records VALUES ('n', ?, ?, NULL)");
        database.exec('BEGIN');
        for (let n = 0; n < 2_000; n += 1) row.run(`key-${n}`, 'v'.repeat(100));
        database.exec('COMMIT');
        database.close();
        const bytes = readFileSync(path);
        bytes.fill(0xa5, bytes.length / 2, bytes.length / 2 + 9_000);
        writeFileSync(path, bytes);
        return `sqlite:${path}`;
      },
      /the file is damaged, and there is no backup in .*: move it away/,
    ],
  ])('says in one line what is wrong with %s', async (_, url, line) => {
    await expect(openStore(url(), { clock })).rejects.toSatisfy((error) => {
      expect(error).toBeInstanceOf(StoreError);
      expect(String(error)).toMatch(line);
      expect(String(error)).not.toContain('\n');
      expect(String(error)).not.toContain('secret');
      return true;
    });
  });
});

describe('a migration', () => {
  it('that fails changes nothing and names itself', () => {
    const database = new DatabaseSync(':memory:');
    const broken = {
      name: 'the broken one',
      up: () => database.exec('CREATE TABLE half (a); SELECT * FROM nowhere'),
    };
    expect(() => migrate(database, [...migrations, broken])).toThrow(/"the broken one" failed/);
    expect(database.prepare('PRAGMA user_version').get()?.user_version).toBe(migrations.length);
    expect(database.prepare("SELECT name FROM sqlite_schema WHERE name = 'half'").get()).toBeUndefined();
  });

  it('is taken once', () => {
    const database = new DatabaseSync(':memory:');
    let taken = 0;
    const counting = {
      name: 'count',
      up() {
        taken += 1;
      },
    };
    migrate(database, [...migrations, counting]);
    migrate(database, [...migrations, counting]);
    expect(taken).toBe(1);
  });
});
