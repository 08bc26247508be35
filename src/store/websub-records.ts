import { z } from 'zod';
import type { Records, Store } from './store.ts';

const websubRecord = z.object({
  /** The last part of its callback's address; nobody can guess it. */
  id: z.string(),
  /** The feed that it is for, by the address that is polled. */
  feed: z.string(),
  /** What the hub calls the feed. */
  topic: z.string(),
  hub: z.string(),
  /** What the hub signs with. */
  secret: z.string(),
  /** The address that the hub was given. */
  callback: z.string(),
  /** Whether it is wanted, or is being ended. */
  state: z.enum(['wanted', 'leaving']),
  /** Until when the hub sends what is new; null where it has not confirmed. All times in milliseconds UTC. */
  leaseUntil: z.number().nullable(),
  /** When the hub is asked the next time: again, for another lease, or for the end. */
  nextTryAt: z.number(),
  /** Requests in a row that came to nothing. */
  failures: z.number(),
});

/** A subscription at a hub. */
export type WebSubRecord = z.infer<typeof websubRecord>;

/** The subscriptions at hubs, by their ids. */
export function websubRecords(store: Store): Records<WebSubRecord> {
  return store.records('websub', websubRecord);
}
