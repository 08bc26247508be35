import type { Clock } from '../clock.ts';
import type { StoreError } from '../errors.ts';
import { reasonOf } from './database.ts';

/**
 * After a failure a write must succeed this much later to count as a mend, in milliseconds. On a full disk small writes
 * still find room between large ones that fail, and a failed poll is tried again after ten seconds.
 */
const calmMs = 15_000;

/** How a store is, for /healthz. */
export interface StoreState {
  readonly ok: boolean;
  /** Nothing secret, no paths. */
  readonly detail: string;
}

/** Hears of every call on a store and says whether it works. */
export interface Condition {
  failed(error: StoreError): void;
  written(): void;
  state(): StoreState;
}

/** Tells of a failure once for each of its reasons, and of its end. */
export function createCondition({
  clock,
  onFailing,
  onMended,
}: {
  clock: Clock;
  onFailing: (error: StoreError) => void;
  onMended: (lastedMs: number) => void;
}): Condition {
  const told = new Set<string>();
  let failing: { readonly since: number; readonly last: number; readonly reason: string } | undefined;
  let writtenAt: number | undefined;

  return {
    failed(error) {
      const reason = reasonOf(error.cause ?? error);
      const now = clock.now();
      failing = { since: failing?.since ?? now, last: now, reason };
      if (told.has(reason)) return;
      told.add(reason);
      onFailing(error);
    },
    written() {
      const now = clock.now();
      writtenAt = now;
      // A clock that was set back must not keep the failure for ever.
      if (failing === undefined || Math.abs(now - failing.last) < calmMs) return;
      const lastedMs = Math.max(0, failing.last - failing.since);
      failing = undefined;
      told.clear();
      onMended(lastedMs);
    },
    state() {
      if (failing !== undefined) {
        return { ok: false, detail: `not ok since ${iso(failing.since)}: ${failing.reason}` };
      }
      return { ok: true, detail: writtenAt === undefined ? 'open' : `last written ${iso(writtenAt)}` };
    },
  };
}

const iso = (time: number): string => new Date(time).toISOString();
