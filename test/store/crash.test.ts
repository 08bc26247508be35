import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'wirewatch-crash-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** How often the writer is killed; CRASH_ROUNDS=500 for a long run. */
const rounds = Number(process.env.CRASH_ROUNDS ?? 10);
const batchSize = 20;

function start(script: string, ...args: string[]): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

/** The lines a child writes, as they come. */
function linesOf(child: ChildProcess): { lines: string[]; next: () => Promise<unknown> } {
  const lines: string[] = [];
  let rest = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
  return { lines, next: () => once(child.stdout ?? child, 'data') };
}

describe('the store under kill -9', () => {
  it(`keeps every acknowledged batch whole, ${rounds} times over`, { timeout: rounds * 10_000 }, async () => {
    const path = join(folder, 'killed.db');
    let acknowledged = -1;
    for (let round = 0; round < rounds; round += 1) {
      const child = start('crash-writer.ts', `sqlite:${path}`, String(acknowledged + 1), String(batchSize));
      const output = linesOf(child);
      const closed = once(child, 'close');
      await output.next();
      await sleep(Math.random() * 40);
      child.kill('SIGKILL');
      await closed;
      // Which batches were acknowledged before the kill; one that was written but not yet told is whole as well.
      acknowledged = Number(output.lines.at(-1) ?? acknowledged);

      const database = new DatabaseSync(path);
      expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
      const batches = database
        .prepare(
          "SELECT json_extract(value, '$.value.batch') AS batch, count(*) AS size FROM records GROUP BY 1 ORDER BY 1",
        )
        .all();
      database.close();
      expect(batches.length - 1).toBeGreaterThanOrEqual(acknowledged);
      expect(batches.length - 1).toBeLessThanOrEqual(acknowledged + 1);
      expect(batches.map(({ batch }) => batch)).toEqual(batches.map((_, index) => index));
      expect(new Set(batches.map(({ size }) => size))).toEqual(new Set([batchSize]));
    }
  });
});

describe('four processes that race for the same keys', () => {
  it('share them out: each key has exactly one winner', { timeout: 60_000 }, async () => {
    const keys = 400;
    const url = `sqlite:${join(folder, 'raced.db')}`;
    const racers = Array.from({ length: 4 }, () => {
      const child = start('race-adder.ts', url, String(keys));
      return { child, output: linesOf(child), closed: once(child, 'close') };
    });
    await Promise.all(racers.map(({ output }) => output.next()));
    for (const { child } of racers) child.stdin?.write('go\n');
    const codes = await Promise.all(racers.map(({ closed }) => closed));
    expect(codes.map(([code]) => code)).toEqual([0, 0, 0, 0]);
    const won = racers.flatMap(({ output }) => output.lines.filter((line) => line !== 'ready'));
    expect(won.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: keys }, (_, key) => key));
  });
});
