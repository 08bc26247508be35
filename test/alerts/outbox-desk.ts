import { setImmediate as turn } from 'node:timers/promises';
import { vi } from 'vitest';
import type { Alert } from '../../src/alerts/alert.ts';
import { createBudgets } from '../../src/alerts/budgets.ts';
import { createDelivery } from '../../src/alerts/deliver.ts';
import type { Folding } from '../../src/alerts/fold.ts';
import { addressOf, DeliveryError, type Messenger, type Posting } from '../../src/alerts/messenger.ts';
import { createOutbox } from '../../src/alerts/outbox.ts';
import { openStore } from '../../src/store/open.ts';
import { toldBy } from './channel-double.ts';
import { createMortal } from './mortal.ts';

/** What a channel does with a message. */
export const modes = ['takes it', 'is not well', 'takes it and breaks', 'is closed'] as const;
export type Mode = (typeof modes)[number];

const failures: Readonly<Record<Exclude<Mode, 'takes it'>, DeliveryError>> = {
  'is not well': new DeliveryError('passing', 'Discord answered 503.'),
  'takes it and breaks': new DeliveryError('passing', 'The connection broke.'),
  'is closed': new DeliveryError('channel-blocked', 'Give the role "Send Messages" there.'),
};
const refused = new DeliveryError('message-refused', 'Discord did not accept the form of the message.');

/** Whether a message that tells it is refused for its form. */
export const isBad = ({ id }: { id: string }): boolean => id.endsWith('-bad');

/** One process: from a start to an orderly stop, or to a crash after so many writes. */
export type Life = Awaited<ReturnType<OutboxDesk['begin']>>;

export type OutboxDesk = ReturnType<typeof createOutboxDesk>;

/**
 * The outbox and delivery over a real file that outlives them, with channels that do as they are told, and a clock and
 * timers that the test moves (it must have faked `setTimeout`).
 */
export function createOutboxDesk({
  path,
  folding,
  start,
}: {
  path: string;
  folding: Folding;
  start: number;
}) {
  let now = start;
  const channelModes = new Map<string, Mode>();
  const messages: { readonly posting: Posting; readonly at: number }[] = [];
  const givenUp: string[] = [];

  const messenger: Messenger = {
    turn: async (_place, signal, work) => (signal.aborted ? null : work()),
    async post(posting) {
      if (toldBy(posting).some(isBad)) throw refused;
      const mode = channelModes.get(addressOf(posting).channelId) ?? 'takes it';
      if (mode === 'is not well' || mode === 'is closed') throw failures[mode];
      messages.push({ posting, at: now });
      if (mode === 'takes it and breaks') throw failures[mode];
      return `message-${messages.length}`;
    },
    edit: async () => {},
    async find(posting, sinceMs) {
      const { id } = addressOf(posting);
      const at = messages.findLastIndex((one) => addressOf(one.posting).id === id && one.at >= sinceMs);
      return at === -1 ? null : `message-${at + 1}`;
    },
  };

  const log = {
    debug() {},
    info() {},
    warn() {},
    error(event: string, fields: Readonly<Record<string, unknown>> = {}) {
      if (event === 'alert-given-up') givenUp.push(String(fields.alert));
    },
  };

  return {
    now: () => now,
    givenUp,
    setMode: (channelId: string, mode: Mode) => void channelModes.set(channelId, mode),
    mendAll: () => channelModes.clear(),
    /** What a channel was told, in order. */
    toldTo: (channelId: string): Alert[] =>
      messages.flatMap(({ posting }) => (addressOf(posting).channelId === channelId ? toldBy(posting) : [])),

    async begin(writes: number) {
      const clock = { now: () => now };
      const store = await openStore(`sqlite:${path}`, { clock });
      const mortal = createMortal({ store, messenger, writes });
      const outbox = createOutbox({ store: mortal.store, clock });
      const delivery = createDelivery({
        outbox,
        messenger: mortal.messenger,
        budgets: createBudgets({ store: mortal.store, clock, log, share: { messages: 0, perMs: 1 } }),
        folding,
        clock,
        log,
        random: () => 0,
      });
      await delivery.load().catch(() => {});
      delivery.start();
      return {
        outbox,
        delivery,
        isDead: mortal.isDead,
        purge: store.purge,
        async end() {
          await delivery.stop();
          await store.close();
        },
      };
    },

    /** Lets time pass, with all that happens meanwhile, in so many steps. */
    async pass(ms: number, steps = 20): Promise<void> {
      const stepMs = Math.ceil(ms / steps);
      for (let left = ms; left > 0; left -= stepMs) {
        const step = Math.min(left, stepMs);
        now += step;
        await vi.advanceTimersByTimeAsync(step);
        await turn();
      }
    },
  };
}
