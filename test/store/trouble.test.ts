import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { StoreError } from '../../src/errors.ts';
import { createCondition } from '../../src/store/condition.ts';
import { openDatabase } from '../../src/store/database.ts';
import { openStore } from '../../src/store/open.ts';
import { createRecords } from '../../src/store/records.ts';
import { createSqliteAdapter } from '../../src/store/sqlite.ts';

const folder = mkdtempSync(join(tmpdir(), 'wirewatch-trouble-'));
let files = 0;
afterAll(() => rmSync(folder, { recursive: true }));

/** A store with a clock, and what it says. */
async function newStore(access: 'own' | 'share' = 'own') {
  const path = join(folder, `${files++}.db`);
  const said: { event: string; error?: string | undefined }[] = [];
  const time = { now: Date.UTC(2026, 0, 1) };
  const store = await openStore(`sqlite:${path}`, {
    clock: { now: () => time.now },
    access,
    onEvent: (_, event, fields) => said.push({ event, ...fields }),
  });
  return { path, store, words: store.records('words', z.string()), said, time };
}

describe('a store that is locked by another program for a moment', () => {
  it('waits without holding up the process', async () => {
    const { path, store, words, said } = await newStore();
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    const written = words.set('k', 'v');
    let turns = 0;
    const turning = setInterval(() => {
      turns += 1;
      if (turns === 10) other.exec('COMMIT');
    }, 1);
    await written;
    clearInterval(turning);
    expect(await words.get('k')).toBe('v');
    expect([store.state().ok, said]).toEqual([true, []]);
    other.close();
    await store.close();
  });
});

describe('a store without room', () => {
  it('takes a batch wholly or not at all, says why not, and takes it when there is room again', async () => {
    const database = openDatabase(':memory:');
    const clock = { now: () => 0 };
    const failures: string[] = [];
    const words = createRecords({
      adapter: createSqliteAdapter({ database, clock }),
      namespace: 'words',
      schema: z.string(),
      clock,
      watch: {
        beforeWrite() {},
        written() {},
        failed: ({ message }) => failures.push(message),
        unreadable: () => expect.unreachable(),
      },
    });
    const batch = Array.from({ length: 50 }, (_, n) => ({ key: `k${n}`, value: 'v'.repeat(1_000) }));
    database.exec('PRAGMA max_page_count = 10');
    await expect(words.setMany(batch)).rejects.toThrow(StoreError);
    expect(failures).toEqual([
      'The store failed to write words: the disk is full: make room, and the bot goes on.',
    ]);
    expect(await words.getMany(['k0', 'k49'])).toEqual([undefined, undefined]);
    database.exec('PRAGMA max_page_count = 1000');
    await words.setMany(batch);
    expect(await words.get('k49')).toBe('v'.repeat(1_000));
    database.close();
  });
});

describe('a store whose file is gone', () => {
  it('refuses to write into nothing, says so, and goes on when the file is back', async () => {
    const { path, store, words, said, time } = await newStore();
    await words.set('before', 'v');
    renameSync(path, `${path}.away`);
    for (let n = 0; n < 3; n += 1) {
      await expect(words.set('during', 'v')).rejects.toThrow(/is gone: put it back/);
    }
    expect(store.state()).toEqual({
      ok: false,
      detail: expect.stringMatching(/^not ok since 2026-01-01T00:00:00.000Z: its file is gone: put it back/),
    });
    expect(store.state().detail).not.toContain(folder);
    expect(said).toEqual([{ event: 'store-failing', error: expect.stringMatching(/is gone/) }]);

    renameSync(`${path}.away`, path);
    time.now += 15_000;
    await words.set('after', 'v');
    expect(store.state()).toEqual({ ok: true, detail: 'last written 2026-01-01T00:00:15.000Z' });
    expect(said.map(({ event }) => event)).toEqual(['store-failing', 'store-mended']);
    expect(await words.getMany(['before', 'during', 'after'])).toEqual(['v', undefined, 'v']);
    await store.close();
  });

  it('is lost when another file is in its place', async () => {
    const { path, store, words } = await newStore();
    writeFileSync(`${path}.other`, '');
    renameSync(`${path}.other`, path);
    await expect(words.set('k', 'v')).rejects.toThrow(StoreError);
    await expect(store.lost).rejects.toThrow(/was replaced by another: start the bot again/);
    await store.close();
  });
});

describe('a record that can’t be read', () => {
  const bad: readonly (readonly [what: string, text: string])[] = [
    ['torn', '{"value":"torn'],
    ['no JSON at all', 'Dear diary'],
    ['empty', ''],
    ['null', 'null'],
    ['a bare value', '"b"'],
    ['without a value', '{"expires":1}'],
    ['of another shape', '{"value":{"name":7}}'],
  ];

  it.each(bad)('%s is set aside and said once; the others are read', async (_, text) => {
    const { path, store, words, said } = await newStore('share');
    await words.setMany(['a', 'c'].map((key) => ({ key, value: key })));
    const database = new DatabaseSync(path);
    database.prepare("INSERT INTO records VALUES ('words', 'b', ?, NULL)").run(text);
    for (let n = 0; n < 2; n += 1) {
      const read: string[] = [];
      for await (const [key] of words.entries()) read.push(key);
      expect(read).toEqual(['a', 'c']);
      expect(await words.getMany(['a', 'b', 'c'])).toEqual(['a', undefined, 'c']);
    }
    const keptAs = 'words/b 2026-01-01T00:00:00.000Z';
    expect(said).toEqual([
      {
        event: 'record-set-aside',
        namespace: 'words',
        key: 'b',
        keptAs,
        error: expect.stringMatching(/"b" in words is not what this version writes/),
      },
    ]);
    const kept = database.prepare("SELECT value FROM records WHERE namespace = 'set-aside' AND key = ?");
    expect(JSON.parse(String(kept.get(keptAs)?.value)).value).toMatchObject({ key: 'b', text });
    expect(store.state().ok).toBe(true);
    database.close();
    await store.close();
  });

  it('is said once and left where it is while nothing can be written, and doesn’t show what is in it', async () => {
    const { path, store, said } = await newStore('share');
    await store.records('words', z.number()).set('odd', 4711);
    await store.close();
    const looking = await openStore(`sqlite:${path}`, {
      clock: { now: () => 0 },
      access: 'read',
      onEvent: (_, event, fields) => said.push({ event, ...fields }),
    });
    const words = looking.records('words', z.string());
    for (let n = 0; n < 2; n += 1) expect(await words.get('odd')).toBeUndefined();
    expect(said).toEqual([expect.objectContaining({ event: 'record-unreadable', key: 'odd' })]);
    expect(JSON.stringify(said)).not.toContain('4711');
    expect(await looking.records('words', z.number()).get('odd')).toBe(4711);
    await looking.close();
  });
});

describe('a store that became read-only', () => {
  it('says so once, reads on, and goes on when it is mended', async () => {
    const database = openDatabase(':memory:');
    const time = { now: 0 };
    const told: string[] = [];
    const condition = createCondition({
      clock: { now: () => time.now },
      onFailing: ({ message }) => told.push(message),
      onMended: () => told.push('mended'),
    });
    const words = createRecords({
      adapter: createSqliteAdapter({ database, clock: { now: () => time.now } }),
      namespace: 'words',
      schema: z.string(),
      clock: { now: () => time.now },
      watch: {
        beforeWrite() {},
        written: condition.written,
        failed: condition.failed,
        unreadable: () => expect.unreachable(),
      },
    });
    await words.set('before', 'v');
    // SQLite gives the same code (8) for a file on a read-only file system.
    database.exec('PRAGMA query_only = 1');
    for (let n = 0; n < 3; n += 1) await expect(words.set('during', 'v')).rejects.toThrow(StoreError);
    expect(await words.getMany(['before', 'during'])).toEqual(['v', undefined]);
    expect(condition.state().ok).toBe(false);
    database.exec('PRAGMA query_only = 0');
    time.now = 60_000;
    await words.set('during', 'v');
    expect(told).toEqual([expect.stringMatching(/it can't be written: check that the bot's user/), 'mended']);
    database.close();
  });
});

describe('the condition of a store', () => {
  const failure = (reason: string) => new StoreError('It failed.', { cause: new Error(reason) });

  function watched() {
    const time = { now: 0 };
    const told: string[] = [];
    const condition = createCondition({
      clock: { now: () => time.now },
      onFailing: (error) => told.push(String(error.cause)),
      onMended: (lastedMs) => told.push(`mended ${lastedMs}`),
    });
    return { time, told, condition };
  }

  it('is told once for each reason until it is mended', () => {
    const { time, told, condition } = watched();
    for (const reason of ['full', 'full', 'broken', 'full', 'broken']) {
      condition.failed(failure(reason));
      time.now += 1_000;
    }
    time.now += 60_000;
    condition.written();
    condition.failed(failure('full'));
    expect(told).toEqual(['Error: full', 'Error: broken', 'mended 4000', 'Error: full']);
  });

  it('is not mended by a small write between large ones that fail', () => {
    const { time, told, condition } = watched();
    for (let n = 0; n < 5; n += 1) {
      condition.failed(failure('full'));
      time.now += 10_000;
      condition.written();
    }
    expect(told).toEqual(['Error: full']);
    expect(condition.state().ok).toBe(false);
  });

  it('is mended even when the clock was set back a day', () => {
    const { time, condition } = watched();
    time.now = 2 * 86_400_000;
    condition.failed(failure('full'));
    time.now -= 86_400_000;
    condition.written();
    expect(condition.state().ok).toBe(true);
  });
});
