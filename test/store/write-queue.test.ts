import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '../../src/store/migrations.ts';
import { createWriteQueue, type Row } from '../../src/store/write-queue.ts';

let database: DatabaseSync;
let commits: number;
beforeEach(() => {
  database = new DatabaseSync(':memory:');
  migrate(database);
  commits = 0;
  const exec = database.exec.bind(database);
  database.exec = (sql) => {
    if (sql === 'COMMIT') commits += 1;
    exec(sql);
  };
});
afterEach(() => database.close());

const row = (key: string, value = '"v"'): Row => ({ namespace: 'n', key, value, expires: null });
const keys = () =>
  database
    .prepare('SELECT key FROM records ORDER BY key')
    .all()
    .map(({ key }) => key);

describe('the queue of writes', () => {
  it('writes what comes together in one transaction', async () => {
    const queue = createWriteQueue(database);
    await Promise.all([queue.put([row('a'), row('b')]), queue.put([row('c')]), queue.put([row('a', '"w"')])]);
    expect(keys()).toEqual(['a', 'b', 'c']);
    expect(database.prepare("SELECT value FROM records WHERE key = 'a'").get()?.value).toBe('"w"');
    expect(commits).toBe(1);
  });

  it('says that a row is written only when it is', async () => {
    const queue = createWriteQueue(database);
    const written = queue.put([row('a')]);
    expect(keys()).toEqual([]);
    await written;
    expect(keys()).toEqual(['a']);
  });

  it('writes before somebody looks at what waits, and not for others', () => {
    const queue = createWriteQueue(database);
    void queue.put([row('a')]);
    queue.settle('n', ['b']);
    queue.settle('other', ['a']);
    expect(keys()).toEqual([]);
    queue.settle('n', ['b', 'a']);
    expect(keys()).toEqual(['a']);
  });

  it('fails for those alone whose rows can’t be written, all of them or none', async () => {
    const queue = createWriteQueue(database);
    database.exec(
      "CREATE TRIGGER refuse BEFORE INSERT ON records WHEN NEW.key = 'bad' BEGIN SELECT RAISE(FAIL, 'no'); END",
    );
    const outcomes = await Promise.allSettled([
      queue.put([row('a')]),
      queue.put([row('b'), row('bad')]),
      queue.put([row('c')]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(keys()).toEqual(['a', 'c']);
  });
});
