import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import { type Alert, alertSchema } from './alert.ts';
import { type DigestRecord, digestMark, digestRecord } from './digest.ts';

/**
 * `pending`: to be sent. `sending`: handed to Discord, answer not seen yet; in doubt after a crash.
 * `parked`: not posted, for a reason of the channel that waiting alone does not mend. `refused`: Discord does not accept
 * the form of its message. `suspect`: it was in a digest that Discord refused, for its own sake or another's.
 */
const outboxEntry = z.object({
  alert: alertSchema,
  /** Place in the line, rising. */
  sequence: z.number(),
  state: z.enum(['pending', 'sending', 'parked', 'refused', 'suspect']),
  /** Failures in a row that waiting may mend. */
  attempts: z.number(),
  lastError: z.string().nullable(),
  /** When it was first handed to Discord in the doubt that it is in, milliseconds UTC. */
  triedAt: z.number().nullable().default(null),
  /** The digest in which it is `sending`; null where it is sent alone. */
  digest: digestMark.nullable().default(null),
  /** It waits for this time, milliseconds UTC, because its channel wants a digest or has quiet hours. */
  holdUntil: z.number().nullable().default(null),
});

/** An alert that is still to be delivered. */
export type OutboxEntry = z.infer<typeof outboxEntry>;

const deliveredRecord = z.object({
  alert: alertSchema,
  /** The message that tells it: its own, or that of the digest. */
  messageId: z.string(),
  /** The digest that tells it; null where it has a message of its own. */
  digestId: z.string().nullable().default(null),
  at: z.number(),
});

/** An alert that Discord acknowledged. */
export type Delivered = z.infer<typeof deliveredRecord>;

/** Longer than any feed keeps an entry and any retry lasts, so that nothing comes twice: 60 days. */
const deliveredTtlMs = 60 * 24 * 3_600_000;

/** The durable list of alerts still to be delivered, and the memory of those that were. */
export interface Outbox {
  /** Puts an alert in the line, to be held until a time; false if it is there already or was delivered before. */
  add(alert: Alert, holdUntil?: number | null): Promise<boolean>;
  /** Whether an alert is in the line or was delivered before. */
  knows(alertId: string): Promise<boolean>;
  /** Everything still to be delivered, oldest first; entries whose delivery was recorded before a crash are dropped. */
  load(): Promise<OutboxEntry[]>;
  /** Writes the new state of entries: of all or of none. */
  save(entries: readonly OutboxEntry[]): Promise<void>;
  /** Records that Discord acknowledged the message of these alerts, all or none. From here on they can't be sent again. */
  markDelivered(entries: readonly OutboxEntry[], messageId: string): Promise<void>;
  /** Takes entries out of the line. */
  remove(entries: readonly OutboxEntry[]): Promise<void>;
  /** A delivered alert, for as long as it is remembered. */
  delivered(alertId: string): Promise<Delivered | undefined>;
  /** Remembers which alerts a digest tells. */
  recordDigest(id: string, digest: DigestRecord): Promise<void>;
  /** The delivered alerts of a digest; undefined where it is not known any more. */
  digest(id: string): Promise<readonly Alert[] | undefined>;
  /** Is told of every entry that was put in the line. */
  onAdded(listener: (entry: OutboxEntry) => void): void;
}

/** The outbox over the store. One process at a time may use it. */
export function createOutbox({ store, clock }: { store: Store; clock: Clock }): Outbox {
  const entries = store.records('outbox', outboxEntry);
  const delivered = store.records('delivered', deliveredRecord);
  const digests = store.records('digests', digestRecord);
  const listeners: ((entry: OutboxEntry) => void)[] = [];
  let lastSequence = 0;

  /** Rises even where the clock stands still or steps back. */
  function nextSequence(): number {
    lastSequence = Math.max(lastSequence + 1, clock.now());
    return lastSequence;
  }

  return {
    async add(alert, holdUntil = null) {
      const entry: OutboxEntry = {
        alert,
        sequence: nextSequence(),
        state: 'pending',
        attempts: 0,
        lastError: null,
        triedAt: null,
        digest: null,
        holdUntil,
      };
      if (!(await entries.add(alert.id, entry))) return false;
      // Asked only once the id is ours: before that, it could be delivered and cleared between the two.
      if ((await delivered.get(alert.id)) !== undefined) {
        await entries.delete(alert.id);
        return false;
      }
      for (const listener of listeners) listener(entry);
      return true;
    },
    // In this order: it leaves the line only once it counts as delivered.
    knows: async (alertId) =>
      (await entries.get(alertId)) !== undefined || (await delivered.get(alertId)) !== undefined,
    async load() {
      const open: OutboxEntry[] = [];
      for await (const [, entry] of entries.entries()) {
        lastSequence = Math.max(lastSequence, entry.sequence);
        if ((await delivered.get(entry.alert.id)) === undefined) open.push(entry);
        else await entries.delete(entry.alert.id);
      }
      return open.toSorted((a, b) => a.sequence - b.sequence);
    },
    save: (changed) => entries.setMany(changed.map((entry) => ({ key: entry.alert.id, value: entry }))),
    markDelivered: (told, messageId) =>
      delivered.setMany(
        told.map(({ alert, digest }) => ({
          key: alert.id,
          value: { alert, messageId, digestId: digest?.id ?? null, at: clock.now() },
          ttlMs: deliveredTtlMs,
        })),
      ),
    remove: (told) => entries.deleteMany(told.map(({ alert }) => alert.id)),
    delivered: (alertId) => delivered.get(alertId),
    recordDigest: (id, digest) => digests.set(id, digest, { ttlMs: deliveredTtlMs }),
    async digest(id) {
      const record = await digests.get(id);
      if (record === undefined) return undefined;
      const told = await delivered.getMany(record.alertIds);
      return told.flatMap((one) => (one?.digestId === id ? [one.alert] : []));
    },
    onAdded(listener) {
      listeners.push(listener);
    },
  };
}
