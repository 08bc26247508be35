import type { Clock } from '../clock.ts';
import { messageOf, StoreError } from '../errors.ts';
import type { Log } from '../ops/log.ts';
import type { Budgets } from './budgets.ts';
import { type Batch, type Folding, isHeld, nextBatch } from './fold.ts';
import type { HandOver, Outcome } from './hand-over.ts';
import { DeliveryError, type DeliveryFailure, type Messenger, type Place } from './messenger.ts';
import type { Outbox, OutboxEntry } from './outbox.ts';

/** After a passing failure: 1 s, 2 s, 4 s … at most 5 minutes, each with up to a quarter added at random. */
const firstPauseMs = 1_000;
const longestPauseMs = 300_000;
/** How often a channel that can't be posted to is tried again. */
const blockedPauseMs = 15 * 60_000;
/** How long an undeliverable alert is kept: 7 days. */
const keptMs = 7 * 24 * 3_600_000;

/** How long the lane sleeps at the most before it looks at the clock again, which may have been set. */
const longestHoldMs = 60_000;

/** Why a channel is waiting, for the people who own it. */
export interface Blocked extends Place {
  readonly waiting: number;
  readonly reason: string;
}

/** What the lanes of all channels share. */
export interface LaneParts {
  readonly outbox: Pick<Outbox, 'save' | 'remove'>;
  readonly handOver: HandOver;
  readonly takeTurn: Messenger['turn'];
  readonly budgets: Pick<Budgets, 'delayOf' | 'isLast' | 'spend'>;
  readonly folding: Folding;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly onBlocked: (blocked: Blocked) => void;
  readonly onMended: (channelId: string) => void;
  /** Nothing new is begun once it is aborted. */
  readonly stopping: AbortSignal;
}

/** What waits for one channel: told one message after the other. */
export interface Lane {
  add(entry: OutboxEntry): void;
  /** Goes to work, unless it is at work already. */
  go(): void;
  /** Ends a pause early. */
  wake(): void;
  /** Resolves once nothing is under way. */
  rested(): Promise<void>;
  blocked(): Blocked | null;
  readonly waiting: number;
}

export function createLane(place: Place, parts: LaneParts): Lane {
  const { outbox, handOver, takeTurn, budgets, folding, clock, log, stopping } = parts;
  const { channelId } = place;
  let queue: OutboxEntry[] = [];
  let running: Promise<void> | undefined;
  let wake = () => {};
  /** Whether it sleeps only because everything in the line waits for its time. */
  let isHolding = false;
  let blockedBy: string | undefined;

  const blocked = (): Blocked | null =>
    blockedBy === undefined ? null : { ...place, waiting: queue.length, reason: blockedBy };

  function pause(ms: number): Promise<void> {
    if (stopping.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  function drop(gone: ReadonlySet<string>): void {
    queue = queue.filter(({ alert }) => !gone.has(alert.id));
  }

  async function afterPosting({ entries, digest }: Batch, message: string): Promise<number> {
    drop(new Set(entries.map(({ alert }) => alert.id)));
    for (const { alert } of entries) {
      const { id, keywords } = alert;
      log.info('alert-posted', { alert: id, channel: channelId, message, keywords, digest: digest?.id });
    }
    if (blockedBy !== undefined) parts.onMended(channelId);
    blockedBy = undefined;
    await budgets.spend(channelId);
    return 0;
  }

  /** The entry as it waits on. What may have been posted keeps its form; the rest is free to be told otherwise. */
  function afterAttempt(
    entry: OutboxEntry,
    failure: DeliveryFailure,
    { isInDoubt, isAlone, error }: { isInDoubt: boolean; isAlone: boolean; error: string },
  ): OutboxEntry {
    // Only failures that pass make the pauses longer.
    const attempts = failure === 'passing' ? entry.attempts + 1 : 0;
    const tried = { ...entry, attempts, lastError: error };
    if (isInDoubt) return tried;
    const states = {
      passing: 'pending',
      'channel-blocked': 'parked',
      'message-refused': isAlone ? 'refused' : 'suspect',
    } as const;
    const state = states[failure];
    return { ...tried, state, triedAt: null, digest: null };
  }

  /** What to do after a failure: how many milliseconds to wait before the next attempt. */
  async function afterFailure(
    batch: Batch,
    outcome: Outcome & { isPosted: false },
    begunAt: number,
  ): Promise<number> {
    const { error, isInDoubt } = outcome;
    const failure = error instanceof DeliveryError ? error.failure : 'passing';
    const reason = messageOf(error);
    const ids = batch.entries.map(({ alert }) => alert.id);
    const isAlone = batch.digest === null;
    // The store itself says what is wrong with it, once and not for every alert.
    const level = error instanceof StoreError ? 'debug' : 'warn';
    log[level]('alert-not-posted', {
      alert: ids[0],
      of: ids.length,
      channel: channelId,
      failure,
      error: reason,
    });

    const tried = new Map(
      batch.entries.map((entry) => {
        // What was handed over is in doubt in the form of the batch, from before it was handed over: that is how far
        // back it is looked for.
        const handed: OutboxEntry = isInDoubt
          ? { ...entry, state: 'sending', triedAt: entry.triedAt ?? begunAt, digest: batch.digest }
          : entry;
        return [entry.alert.id, afterAttempt(handed, failure, { isInDoubt, isAlone, error: reason })];
      }),
    );
    queue = queue.map((entry) => tried.get(entry.alert.id) ?? entry);
    await outbox.save([...tried.values()]);
    blockedBy = failure === 'channel-blocked' ? reason : undefined;
    const blocking = blocked();
    if (blocking !== null) parts.onBlocked(blocking);

    const expired = batch.entries.filter(
      ({ alert, holdUntil }) => clock.now() - Math.max(alert.createdAt, holdUntil ?? 0) > keptMs,
    );
    if (expired.length > 0) {
      await outbox.remove(expired);
      for (const { alert } of expired)
        log.error('alert-given-up', { alert: alert.id, channel: channelId, error: reason });
      drop(new Set(expired.map(({ alert }) => alert.id)));
      return 0;
    }
    if (failure === 'message-refused') {
      // Alone it is set aside until the next start; with others, each is tried alone.
      if (isAlone) drop(new Set(ids));
      return 0;
    }
    if (failure === 'channel-blocked') return blockedPauseMs;
    const attempts = batch.entries[0].attempts;
    return Math.min(longestPauseMs, firstPauseMs * 2 ** attempts) * (1 + parts.random() / 4);
  }

  /** Tells the channel one message. Resolves with how long to wait until the next. */
  async function tellNext(): Promise<number> {
    const now = clock.now();
    const batch = nextBatch(queue, folding, { now, isLast: budgets.isLast(channelId) });
    if (batch === null) return 0;
    const outcome = await handOver(batch);
    if (outcome.isPosted) return afterPosting(batch, outcome.messageId);
    return afterFailure(batch, outcome, now).catch((error: unknown) => {
      log.debug('outbox-unwritable', { error: messageOf(error) });
      return firstPauseMs;
    });
  }

  /** Sleeps until the first of what is held is due. */
  async function sleepWhileHeld(): Promise<void> {
    isHolding = true;
    while (!stopping.aborted && queue.length > 0 && queue.every((entry) => isHeld(entry, clock.now()))) {
      const due = Math.min(...queue.map((entry) => entry.holdUntil ?? 0));
      await pause(Math.min(longestHoldMs, Math.max(1, due - clock.now())));
    }
    isHolding = false;
  }

  async function run(): Promise<void> {
    while (queue.length > 0 && !stopping.aborted) {
      await sleepWhileHeld();
      const isInDoubt = queue.some(({ state }) => state === 'sending');
      const heldMs = isInDoubt ? 0 : budgets.delayOf(channelId);
      const waitMs = heldMs > 0 ? heldMs : ((await takeTurn(place, stopping, tellNext)) ?? 0);
      if (waitMs > 0) await pause(waitMs);
    }
  }

  const lane: Lane = {
    add(entry) {
      queue.push(entry);
      if (isHolding) wake();
    },
    go() {
      if (running !== undefined || queue.length === 0 || stopping.aborted) return;
      running = run().finally(() => {
        running = undefined;
        lane.go();
      });
    },
    wake: () => wake(),
    async rested() {
      await running;
    },
    blocked,
    get waiting() {
      return queue.length;
    },
  };
  stopping.addEventListener('abort', () => wake(), { once: true });
  return lane;
}
