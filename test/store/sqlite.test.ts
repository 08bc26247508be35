import { detectKeyvStorage } from 'keyv';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { createSqliteAdapter, purgeExpired } from '../../src/store/sqlite.ts';
import { keyvStorageContract } from '../contract/keyv-storage.ts';

function create() {
  let now = Date.UTC(2026, 0, 1);
  const database = openDatabase(':memory:');
  const clock = { now: () => now };
  return {
    database,
    adapter: () => createSqliteAdapter({ database, clock }),
    advance(ms: number) {
      now += ms;
    },
    now: clock.now,
  };
}

keyvStorageContract('SQLite', create);

describe('the SQLite adapter', () => {
  it('is used by Keyv as it is, without a bridge', () => {
    const adapter = create().adapter();
    expect(adapter.capabilities.expires).toBe(true);
    expect(detectKeyvStorage(adapter)).toMatchObject({ compatible: true, store: 'keyvStorage' });
  });

  it('adds where the key is free, and where what was there has expired', async () => {
    const subject = create();
    const adapter = subject.adapter();
    expect(await adapter.add('k', 'one', subject.now() + 10)).toBe(true);
    expect(await adapter.add('k', 'two')).toBe(false);
    expect(await adapter.get('k')).toBe('one');
    subject.advance(10);
    expect(await adapter.add('k', 'three')).toBe(true);
    expect(await adapter.get('k')).toBe('three');
    subject.advance(1e12);
    expect(await adapter.add('k', 'four')).toBe(false);
  });

  it('refuses keys that SQLite would take for one another', async () => {
    await expect(create().adapter().set('\ud83d', 'v')).rejects.toThrow('half a surrogate pair');
  });

  it('writes nothing of a batch of which one entry can’t be written', async () => {
    const adapter = create().adapter();
    await expect(
      adapter.setMany<unknown>([
        { key: 'a', value: 'v' },
        { key: 'b', value: 1 },
      ]),
    ).rejects.toThrow('keeps strings');
    expect(await adapter.has('a')).toBe(false);
  });

  it('purges what has expired in every namespace, and nothing else', async () => {
    const subject = create();
    for (const namespace of ['a', 'b']) {
      const adapter = Object.assign(subject.adapter(), { namespace });
      await adapter.set('short', 'v', subject.now() + 1);
      await adapter.set('long', 'v', subject.now() + 2);
      await adapter.set('always', 'v');
    }
    subject.advance(1);
    expect(purgeExpired(subject.database, subject.now())).toBe(2);
    expect(subject.database.prepare('SELECT count(*) AS rows FROM records').get()?.rows).toBe(4);
  });

  it('finds what has expired without reading every record', () => {
    const plan = create()
      .database.prepare('EXPLAIN QUERY PLAN SELECT rowid FROM records WHERE expires <= 1')
      .all()
      .map(({ detail }) => detail);
    expect(plan.join()).toContain('records_by_expiry');
  });
});
