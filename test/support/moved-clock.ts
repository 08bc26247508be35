import { readFileSync } from 'node:fs';
import process from 'node:process';
import { moveDate } from './move-date.ts';

/**
 * Preloaded into the bot (`NODE_OPTIONS=--import=…`), it moves the clock that all of its code reads, packages too, by the
 * milliseconds in the file MOVED_CLOCK: as if the machine's clock were set. Timers go on as they do then. SQLite has a
 * clock of its own, which nothing of ours asks.
 */
const file = process.env.MOVED_CLOCK ?? '';
const realNow = Date.now;
let offsetMs = 0;

function look(): void {
  try {
    offsetMs = Number(readFileSync(file, 'utf8')) || 0;
  } catch {
    offsetMs = 0;
  }
}

look();
setInterval(look, 20).unref();

moveDate(() => realNow() + offsetMs);
