import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { systemClock } from '../src/clock.ts';
import { openStore } from '../src/store/open.ts';

// The typed store (Keyv over node:sqlite, checked by zod) beside bare prepared statements on the same disk.
const records = 20_000;
const value = {
  title: 'Kim Jong Un arrives in Beijing',
  at: 1_756_800_000_000,
  words: 'armoured train capital parade',
};
const schema = z.object({ title: z.string(), at: z.number(), words: z.string() });
const keys = Array.from({ length: records }, (_, n) => `key-${n}`);

async function perSecond(work: () => Promise<void> | void): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return records / (Number(process.hrtime.bigint() - start) / 1e9);
}

const folder = await mkdtemp(join(tmpdir(), 'wirewatch-bench-'));
const bare = new DatabaseSync(join(folder, 'bare.db'));
bare.exec(
  'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE r (k TEXT PRIMARY KEY, v TEXT) WITHOUT ROWID',
);
const put = bare.prepare('INSERT OR REPLACE INTO r VALUES (?, ?)');
const take = bare.prepare('SELECT v FROM r WHERE k = ?');
const store = await openStore(`sqlite:${join(folder, 'store.db')}`, { clock: systemClock });
const typed = store.records('bench', schema);

const rows = [
  {
    what: 'write in one batch',
    bare: await perSecond(() => {
      bare.exec('BEGIN');
      for (const key of keys) put.run(key, JSON.stringify(value));
      bare.exec('COMMIT');
    }),
    store: await perSecond(() => typed.setMany(keys.map((key) => ({ key, value })))),
  },
  {
    what: 'read in batches of 100',
    bare: await perSecond(() => {
      for (const key of keys) JSON.parse(String(take.get(key)?.v));
    }),
    store: await perSecond(async () => {
      for (let at = 0; at < records; at += 100) await typed.getMany(keys.slice(at, at + 100));
    }),
  },
  {
    what: 'read one by one',
    bare: await perSecond(() => {
      for (const key of keys) JSON.parse(String(take.get(key)?.v));
    }),
    store: await perSecond(async () => {
      for (const key of keys) await typed.get(key);
    }),
  },
];

process.stdout.write(`store: ${records} records, each figure records/s\n`);
for (const row of rows) {
  const [own, base] = [Math.round(row.store), Math.round(row.bare)];
  process.stdout.write(
    `${row.what.padEnd(24)} store ${String(own).padStart(9)}   bare statements ${String(base).padStart(9)}   ratio ${(own / base).toFixed(2)}\n`,
  );
}
await store.close();
bare.close();
await rm(folder, { recursive: true });
