import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import { type Alert, alertSchema } from './alert.ts';

/**
 * `pending`: to be sent. `sending`: handed to Discord, answer not seen yet; in doubt after a crash.
 * `parked`: Discord refused it for a reason that waiting alone does not mend.
 */
const outboxEntry = z.object({
  alert: alertSchema,
  /** Place in the line, rising. */
  sequence: z.number(),
  state: z.enum(['pending', 'sending', 'parked']),
  attempts: z.number(),
  lastError: z.string().nullable(),
});

/** An alert that is still to be delivered. */
export type OutboxEntry = z.infer<typeof outboxEntry>;

const deliveredRecord = z.object({ alert: alertSchema, messageId: z.string(), at: z.number() });

/** An alert that Discord acknowledged. */
export type Delivered = z.infer<typeof deliveredRecord>;

/** Longer than any feed keeps an entry and any retry lasts, so that nothing comes twice: 60 days. */
const deliveredTtlMs = 60 * 24 * 3_600_000;

/** The durable list of alerts still to be delivered, and the memory of those that were. */
export interface Outbox {
  /** Puts an alert in the line; false if it is there already or was delivered before. */
  add(alert: Alert): Promise<boolean>;
  /** Whether an alert is in the line or was delivered before. */
  knows(alertId: string): Promise<boolean>;
  /** Everything still to be delivered, oldest first; entries whose delivery was recorded before a crash are dropped. */
  load(): Promise<OutboxEntry[]>;
  /** Writes an entry's new state. */
  save(entry: OutboxEntry): Promise<void>;
  /** Records that Discord acknowledged the alert. From here on it can't be sent again. */
  markDelivered(entry: OutboxEntry, messageId: string): Promise<void>;
  /** Takes an entry out of the line. */
  remove(entry: OutboxEntry): Promise<void>;
  /** A delivered alert, for as long as it is remembered. */
  delivered(alertId: string): Promise<Delivered | undefined>;
  /** Is told of every entry that was put in the line. */
  onAdded(listener: (entry: OutboxEntry) => void): void;
}

/** The outbox over the store. One process at a time may use it. */
export function createOutbox({ store, clock }: { store: Store; clock: Clock }): Outbox {
  const entries = store.records('outbox', outboxEntry);
  const delivered = store.records('delivered', deliveredRecord);
  const listeners: ((entry: OutboxEntry) => void)[] = [];
  let lastSequence = 0;

  /** Rises even where the clock stands still or steps back. */
  function nextSequence(): number {
    lastSequence = Math.max(lastSequence + 1, clock.now());
    return lastSequence;
  }

  return {
    async add(alert) {
      if ((await delivered.get(alert.id)) !== undefined) return false;
      const entry: OutboxEntry = {
        alert,
        sequence: nextSequence(),
        state: 'pending',
        attempts: 0,
        lastError: null,
      };
      if (!(await entries.add(alert.id, entry))) return false;
      for (const listener of listeners) listener(entry);
      return true;
    },
    knows: async (alertId) =>
      (await delivered.get(alertId)) !== undefined || (await entries.get(alertId)) !== undefined,
    async load() {
      const open: OutboxEntry[] = [];
      for await (const [, entry] of entries.entries()) {
        lastSequence = Math.max(lastSequence, entry.sequence);
        if ((await delivered.get(entry.alert.id)) === undefined) open.push(entry);
        else await entries.delete(entry.alert.id);
      }
      return open.toSorted((a, b) => a.sequence - b.sequence);
    },
    save: (entry) => entries.set(entry.alert.id, entry),
    markDelivered: (entry, messageId) =>
      delivered.set(
        entry.alert.id,
        { alert: entry.alert, messageId, at: clock.now() },
        { ttlMs: deliveredTtlMs },
      ),
    async remove(entry) {
      await entries.delete(entry.alert.id);
    },
    delivered: (alertId) => delivered.get(alertId),
    onAdded(listener) {
      listeners.push(listener);
    },
  };
}
