import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { moveDate } from '../support/move-date.ts';
import { type Pace, simulatedNow } from './pace.ts';

/**
 * Preloaded into the bot (`NODE_OPTIONS=--import=…`), it makes the clock run as fast as the file SOAK_PACE says, for all
 * of its code and its packages. Timers of a minute and more run as much faster; shorter ones (the scheduler's look at
 * the clock, the store's sign of life, what discord.js and undici wait for) stay as they are.
 *
 * On SIGUSR2 it collects the garbage and writes what memory is in use to the file SOAK_MEMORY.
 */
const longTimerMs = 60_000;
const realNow = Date.now;
const paceFile = process.env.SOAK_PACE ?? '';
const memoryFile = process.env.SOAK_MEMORY ?? '';
let pace: Pace = JSON.parse(readFileSync(paceFile, 'utf8'));

const now = () => simulatedNow(pace, realNow());
const shortened = (ms: number | undefined) => (ms !== undefined && ms >= longTimerMs ? ms / pace.factor : ms);

moveDate(now);
function faster<T extends object>(timer: T): T {
  return new Proxy(timer, {
    apply(target, self, [callback, ms, ...rest]) {
      if (typeof target !== 'function') throw new TypeError('a timer is a function');
      return Reflect.apply(target, self, [callback, shortened(ms), ...rest]);
    },
  });
}
globalThis.setTimeout = faster(globalThis.setTimeout);
globalThis.setInterval = faster(globalThis.setInterval);

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

process.on('SIGUSR2', () => {
  pace = JSON.parse(readFileSync(paceFile, 'utf8'));
  collect();
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  // Nobody may read half of it.
  writeFileSync(`${memoryFile}.new`, JSON.stringify({ at: now(), heapUsed, external, rss }));
  renameSync(`${memoryFile}.new`, memoryFile);
});
