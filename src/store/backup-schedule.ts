import type { Clock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../ops/log.ts';
import type { BackupMaker } from './backup.ts';

/** How often it is looked whether a backup is due; also how soon one that failed is tried again. Milliseconds. */
const lookEveryMs = 10 * 60_000;

/** Makes backups by itself. */
export interface BackupSchedule {
  /** Makes one at once where the newest is too old. */
  start(): void;
  /** Breaks off one that is being made. */
  stop(): Promise<void>;
}

/** Backups every so many hours, by the age of the newest, so that restarts neither skip nor double one; 0 makes none. */
export function scheduleBackups({
  maker,
  hours,
  kept,
  clock,
  log,
  everyMs = lookEveryMs,
}: {
  maker: BackupMaker | undefined;
  hours: number;
  kept: number;
  clock: Clock;
  log: Log;
  everyMs?: number;
}): BackupSchedule {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | undefined;
  let told: string | undefined;

  async function look(make: BackupMaker['make'], lastAt: number | undefined): Promise<void> {
    // A clock that was wrong once must not put off the next backup for years.
    if (lastAt !== undefined && Math.abs(clock.now() - lastAt) < hours * 3_600_000) return;
    try {
      const file = await make(kept, stopping.signal);
      log.info('backup-made', { file });
      told = undefined;
    } catch (error) {
      if (stopping.signal.aborted || told === messageOf(error)) return;
      told = messageOf(error);
      log.error('backup-failed', { error: told });
    }
  }

  return {
    start() {
      if (maker === undefined || hours === 0) return;
      const next = () => {
        underWay ??= look(maker.make, maker.lastAt()).finally(() => {
          underWay = undefined;
        });
      };
      timer = setInterval(next, everyMs).unref();
      next();
    },
    async stop() {
      stopping.abort(new Error('the bot stops'));
      clearInterval(timer);
      await underWay;
    },
  };
}
