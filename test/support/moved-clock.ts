import { readFileSync } from 'node:fs';
import process from 'node:process';

/**
 * Preloaded into the bot (`NODE_OPTIONS=--import=…`), it moves the clock that all of its code reads, packages too, by the
 * milliseconds in the file MOVED_CLOCK: as if the machine's clock were set. Timers go on as they do then. SQLite has a
 * clock of its own, which nothing of ours asks.
 */
const file = process.env.MOVED_CLOCK ?? '';
const now = Date.now;
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

globalThis.Date = new Proxy(Date, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now() + offsetMs] : args, newTarget),
  get: (target, name, receiver) =>
    name === 'now' ? () => now() + offsetMs : Reflect.get(target, name, receiver),
});
