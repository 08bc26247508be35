import type { Clock } from '../clock.ts';
import { messageOf, StoreError } from '../errors.ts';
import type { Log } from '../ops/log.ts';
import { DeliveryError, type Messenger } from './messenger.ts';
import type { Outbox, OutboxEntry } from './outbox.ts';
import type { OnStep } from './steps.ts';

/** After a passing failure: 1 s, 2 s, 4 s … at most 5 minutes, each with up to a quarter added at random. */
const firstPauseMs = 1_000;
const longestPauseMs = 300_000;
/** How often a channel that can't be posted to is tried again. */
const blockedPauseMs = 15 * 60_000;
/** How long an undeliverable alert is kept: 7 days. */
const keptMs = 7 * 24 * 3_600_000;
/** How far before an alert's making the channel is searched for it, for clocks that differ. */
const searchMarginMs = 60_000;

/** Why a channel is waiting, for the people who own it. */
export interface Blocked {
  readonly guildId: string;
  readonly channelId: string;
  readonly waiting: number;
  readonly reason: string;
}

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

interface Lane {
  readonly queue: OutboxEntry[];
  running: Promise<void> | undefined;
  /** Ends the lane's pause early. */
  wake: (() => void) | undefined;
  blockedBy: string | undefined;
}

export function createDelivery({
  outbox,
  messenger,
  clock,
  log,
  random = Math.random,
  onStep = () => {},
  onBlocked = () => {},
  onMended = () => {},
}: {
  outbox: Outbox;
  messenger: Messenger;
  clock: Clock;
  log: Log;
  random?: () => number;
  onStep?: OnStep;
  /** Is told at every attempt that a channel refuses, and once it takes messages again. */
  onBlocked?: (blocked: Blocked) => void;
  onMended?: (channelId: string) => void;
}): Delivery {
  const lanes = new Map<string, Lane>();
  let stopping = false;
  let started = false;

  async function finish(entry: OutboxEntry, messageId: string): Promise<void> {
    await outbox.markDelivered(entry, messageId);
    onStep('alert-delivered');
    await outbox.remove(entry);
    onStep('outbox-cleared');
    const { id, channelId, keywords } = entry.alert;
    log.info('alert-posted', { alert: id, channel: channelId, message: messageId, keywords });
  }

  /** One attempt. Throws DeliveryError where the alert stays undelivered. */
  async function attempt(entry: OutboxEntry): Promise<void> {
    const { alert } = entry;
    if (entry.state === 'sending') {
      const found = await messenger.find(alert, alert.createdAt - searchMarginMs);
      if (found !== null) return finish(entry, found);
    }
    await outbox.save({ ...entry, state: 'sending' });
    onStep('alert-sending');
    const messageId = await messenger.post(alert);
    onStep('message-posted');
    await finish(entry, messageId);
  }

  function pause(lane: Lane, ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      lane.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** What to do after a failure: how long to wait, or null to go on with the next alert. */
  async function afterFailure(lane: Lane, entry: OutboxEntry, error: unknown): Promise<number | null> {
    const failure = error instanceof DeliveryError ? error.failure : 'passing';
    const reason = messageOf(error);
    const { alert } = entry;
    // The store itself says what is wrong with it, once and not for every alert.
    const level = error instanceof StoreError ? 'debug' : 'warn';
    log[level]('alert-not-posted', { alert: alert.id, channel: alert.channelId, failure, error: reason });
    const attempts = entry.attempts + 1;
    // A refused or blocked message was certainly not posted; after any other failure it may have been.
    const state = failure === 'passing' ? 'sending' : 'parked';
    lane.queue[0] = { ...entry, attempts, state, lastError: reason };
    await outbox.save(lane.queue[0]);
    lane.blockedBy = failure === 'channel-blocked' ? reason : undefined;
    if (failure === 'channel-blocked') {
      onBlocked({ guildId: alert.guildId, channelId: alert.channelId, waiting: lane.queue.length, reason });
    }
    if (clock.now() - alert.createdAt > keptMs) {
      log.error('alert-given-up', { alert: alert.id, channel: alert.channelId, error: reason });
      await outbox.remove(entry);
      return null;
    }
    if (failure === 'message-refused') return null;
    if (failure === 'channel-blocked') return blockedPauseMs;
    return Math.min(longestPauseMs, firstPauseMs * 2 ** (attempts - 1)) * (1 + random() / 4);
  }

  async function run(lane: Lane): Promise<void> {
    for (let entry = lane.queue[0]; entry !== undefined && !stopping; entry = lane.queue[0]) {
      let wait: number | null = null;
      try {
        await attempt(entry);
        if (lane.blockedBy !== undefined) onMended(entry.alert.channelId);
        lane.blockedBy = undefined;
      } catch (error) {
        wait = await afterFailure(lane, entry, error).catch((storeError: unknown) => {
          log.debug('outbox-unwritable', { error: messageOf(storeError) });
          return firstPauseMs;
        });
      }
      if (wait === null) lane.queue.shift();
      else if (!stopping) await pause(lane, wait);
    }
  }

  function go(lane: Lane): void {
    if (!started || stopping || lane.running !== undefined || lane.queue.length === 0) return;
    lane.running = run(lane).finally(() => {
      lane.running = undefined;
      go(lane);
    });
  }

  function enqueue(entry: OutboxEntry): void {
    const { channelId } = entry.alert;
    const lane = lanes.get(channelId) ?? {
      queue: [],
      running: undefined,
      wake: undefined,
      blockedBy: undefined,
    };
    lanes.set(channelId, lane);
    lane.queue.push(entry);
    go(lane);
  }

  outbox.onAdded(enqueue);

  return {
    async load() {
      for (const entry of await outbox.load()) enqueue(entry);
    },
    start() {
      started = true;
      for (const lane of lanes.values()) go(lane);
    },
    async stop() {
      stopping = true;
      for (const lane of lanes.values()) lane.wake?.();
      await Promise.all([...lanes.values()].flatMap(({ running }) => running ?? []));
    },
    retry(channelId) {
      lanes.get(channelId)?.wake?.();
    },
    blocked: () =>
      [...lanes].flatMap(([channelId, { queue, blockedBy }]) => {
        const first = queue[0];
        return blockedBy === undefined || first === undefined
          ? []
          : [{ guildId: first.alert.guildId, channelId, waiting: queue.length, reason: blockedBy }];
      }),
    get waiting() {
      return [...lanes.values()].reduce((sum, { queue }) => sum + queue.length, 0);
    },
  };
}
