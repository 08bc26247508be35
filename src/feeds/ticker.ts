import { createTask } from 'node-cron';
import type { Clock } from '../clock.ts';

/** How often the clock is looked at. */
const lookEveryMs = 1_000;
/** A process that was held up for less than this makes up for what it missed; after more it just goes on. */
const longestGapSeconds = 60;

/** Wakes somebody at the times that a cron expression names. */
export interface Ticker {
  start(): void;
  stop(): void;
}

/**
 * A ticker that outlives a clock that jumps. The expression is node-cron's, its timers are not: set back a day they
 * stand still for a day, and set forward a day they hold up the process for seconds and write 86,400 lines (node-cron
 * 4.6.0). After a jump, forward or back, this one ticks at once, because nobody knows what was due.
 */
export function createTicker({
  cron,
  clock,
  onTick,
}: {
  cron: string;
  clock: Clock;
  onTick: () => void;
}): Ticker {
  const expression = createTask(cron, () => {});
  const secondNow = () => Math.floor(clock.now() / 1_000);
  let last = 0;
  let timer: NodeJS.Timeout | undefined;

  function isDue(now: number): boolean {
    if (now < last || now - last > longestGapSeconds) return true;
    for (let second = last + 1; second <= now; second += 1) {
      if (expression.match(new Date(second * 1_000))) return true;
    }
    return false;
  }

  function look(): void {
    const now = secondNow();
    const due = isDue(now);
    last = now;
    if (due) onTick();
  }

  return {
    start() {
      last = secondNow();
      timer = setInterval(look, lookEveryMs);
    },
    stop() {
      clearInterval(timer);
      void expression.destroy();
    },
  };
}
