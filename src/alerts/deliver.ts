import type { Clock } from '../clock.ts';
import type { Log } from '../ops/log.ts';
import type { Budgets } from './budgets.ts';
import type { Folding } from './fold.ts';
import { createHandOver } from './hand-over.ts';
import { type Blocked, createLane, type Lane } from './lane.ts';
import type { Messenger, Place } from './messenger.ts';
import type { Outbox, OutboxEntry } from './outbox.ts';
import type { OnStep } from './steps.ts';

export type { Blocked } from './lane.ts';

/** Brings alerts from the outbox to their channels: in order within a channel, channels beside each other. */
export interface Delivery {
  /** Lines up what an earlier run left over; call before anything is added. */
  load(): Promise<void>;
  /** Begins to deliver what waits and whatever is added from now on. */
  start(): void;
  /** Begins nothing new and waits for what is under way. */
  stop(): Promise<void>;
  /** Tries a waiting channel again at once, e.g. because its permissions changed. */
  retry(channelId: string): void;
  blocked(): Blocked[];
  /** How many alerts wait. */
  readonly waiting: number;
}

/** What delivery works with. */
export interface DeliveryParts {
  readonly outbox: Outbox;
  readonly messenger: Messenger;
  readonly budgets: Budgets;
  readonly folding: Folding;
  readonly clock: Clock;
  readonly log: Log;
  readonly random?: () => number;
  readonly onStep?: OnStep;
  /** Is told at every attempt that a channel refuses, and once it takes messages again. */
  readonly onBlocked?: (blocked: Blocked) => void;
  readonly onMended?: (channelId: string) => void;
}

export function createDelivery({
  outbox,
  messenger,
  budgets,
  folding,
  clock,
  log,
  random = Math.random,
  onStep,
  onBlocked = () => {},
  onMended = () => {},
}: DeliveryParts): Delivery {
  const lanes = new Map<string, Lane>();
  const stopping = new AbortController();
  let isStarted = false;
  const parts = {
    outbox,
    handOver: createHandOver({ outbox, messenger, clock, onStep }),
    takeTurn: messenger.turn,
    budgets,
    folding,
    clock,
    log,
    random,
    onBlocked,
    onMended,
    stopping: stopping.signal,
  };

  function laneOf({ guildId, channelId }: Place): Lane {
    const lane = lanes.get(channelId) ?? createLane({ guildId, channelId }, parts);
    lanes.set(channelId, lane);
    return lane;
  }

  function enqueue(entry: OutboxEntry): void {
    const lane = laneOf(entry.alert);
    lane.add(entry);
    if (isStarted) lane.go();
  }

  outbox.onAdded(enqueue);

  return {
    async load() {
      await budgets.load();
      for (const entry of await outbox.load()) enqueue(entry);
    },
    start() {
      isStarted = true;
      for (const lane of lanes.values()) lane.go();
    },
    async stop() {
      stopping.abort();
      await Promise.all([...lanes.values()].map((lane) => lane.rested()));
    },
    retry(channelId) {
      lanes.get(channelId)?.wake();
    },
    blocked: () => [...lanes.values()].flatMap((lane) => lane.blocked() ?? []),
    get waiting() {
      return [...lanes.values()].reduce((sum, lane) => sum + lane.waiting, 0);
    },
  };
}
