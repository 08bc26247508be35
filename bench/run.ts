import { spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';

// Runs every benchmark of this folder, or those named: `npm run bench -- match`. Each in a process of its own, so that
// none warms up or fills the heap of another.
const named = process.argv.slice(2);
const files = (await readdir(import.meta.dirname))
  .filter((name) => name.endsWith('.ts') && name !== 'run.ts')
  .toSorted();
const nameOf = (file: string) => file.replace(/\.ts$/, '');
const chosen = files.filter((name) => named.length === 0 || named.includes(nameOf(name)));
if (chosen.length === 0) {
  process.stderr.write(
    `There is no benchmark ${named.join(', ')}: choose of ${files.map((name) => nameOf(name)).join(', ')}.\n`,
  );
  process.exitCode = 2;
}
for (const name of chosen) {
  const { status } = spawnSync(process.execPath, ['--expose-gc', join(import.meta.dirname, name)], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
