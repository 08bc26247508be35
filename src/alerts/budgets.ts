import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../ops/log.ts';
import type { Store } from '../store/store.ts';

/** A channel may have so many messages at once, and over time so many in `perMs`; 0 messages for no limit. */
export interface Share {
  readonly messages: number;
  readonly perMs: number;
}

/** How many messages each channel may have: a token bucket a channel, so that no burst of news floods one. */
export interface Budgets {
  /** Reads what an earlier run has spent. */
  load(): Promise<void>;
  /** Milliseconds until the channel may have its next message; 0 where at once. */
  delayOf(channelId: string): number;
  /** Whether the next message is the last one for now. */
  isLast(channelId: string): boolean;
  /** A message was posted. Durable when it resolves; where the store fails, that is logged. */
  spend(channelId: string): Promise<void>;
}

const budgetRecord = z.object({ left: z.number(), at: z.number() });

type Budget = z.infer<typeof budgetRecord>;

/** Budgets over the store, so that a restart is no way around them. */
export function createBudgets({
  store,
  clock,
  log,
  share: { messages, perMs },
}: {
  store: Store;
  clock: Clock;
  log: Log;
  share: Share;
}): Budgets {
  const records = store.records('budgets', budgetRecord);
  const budgets = new Map<string, Budget>();
  const refillMs = perMs / Math.max(1, messages);

  /** A clock that steps back refills nothing, and takes nothing away. */
  function current(channelId: string): Budget {
    const now = clock.now();
    const { left, at } = budgets.get(channelId) ?? { left: messages, at: now };
    const budget = { left: Math.min(messages, left + Math.max(0, now - at) / refillMs), at: now };
    if (budget.left >= messages) budgets.delete(channelId);
    else budgets.set(channelId, budget);
    return budget;
  }

  return {
    async load() {
      for await (const [channelId, budget] of records.entries()) budgets.set(channelId, budget);
    },
    delayOf: (channelId) =>
      messages === 0 ? 0 : Math.max(0, Math.ceil((1 - current(channelId).left) * refillMs)),
    isLast: (channelId) => messages > 0 && current(channelId).left < 2,
    async spend(channelId) {
      if (messages === 0) return;
      const { left, at } = current(channelId);
      const budget = { left: left - 1, at };
      budgets.set(channelId, budget);
      try {
        // Full again by then.
        await records.set(channelId, budget, { ttlMs: Math.ceil((messages - budget.left) * refillMs) });
      } catch (error) {
        log.debug('budget-not-kept', { channel: channelId, error: messageOf(error) });
      }
    },
  };
}
