import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createDelivery } from '../../src/alerts/deliver.ts';
import { DeliveryError, type Messenger } from '../../src/alerts/messenger.ts';
import { createOutbox } from '../../src/alerts/outbox.ts';
import { systemClock } from '../../src/clock.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { createChannelDouble } from './channel-double.ts';
import { createMortal } from './mortal.ts';
import { sampleAlert } from './samples.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const passing = new DeliveryError('passing', 'Discord answered 503.');
const blocked = new DeliveryError('channel-blocked', 'Give the role "Send Messages" there.');
const refused = new DeliveryError('message-refused', 'Discord did not accept the form of the message.');

const opened: Store[] = [];
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(opened.splice(0).map((store) => store.close()));
});

async function memory(): Promise<Store> {
  const store = await openStore('memory:', { clock: systemClock });
  opened.push(store);
  return store;
}

function parts(store: Store, channels: { messenger: Messenger }) {
  const outbox = createOutbox({ store, clock: systemClock });
  const delivery = createDelivery({
    outbox,
    messenger: channels.messenger,
    clock: systemClock,
    log: quiet,
    random: () => 0,
  });
  return { outbox, delivery };
}

const numbered = (n: number, channelId = 'c') =>
  sampleAlert({ id: `${channelId}-${n}`, channelId, createdAt: Date.now() });
const idsOf = (alerts: readonly { id: string }[]) => alerts.map(({ id }) => id);

describe('delivery', () => {
  it('posts the alerts of a channel in the order they were added', async () => {
    const channels = createChannelDouble();
    const { outbox, delivery } = parts(await memory(), channels);
    delivery.start();
    for (const n of [1, 2, 3]) await outbox.add(numbered(n));
    await vi.waitUntil(() => delivery.waiting === 0);
    expect(idsOf(channels.posted)).toEqual(['c-1', 'c-2', 'c-3']);
  });

  it('posts an alert once however often it is added', async () => {
    const channels = createChannelDouble();
    const { outbox, delivery } = parts(await memory(), channels);
    delivery.start();
    expect(await outbox.add(numbered(1))).toBe(true);
    expect(await outbox.add(numbered(1))).toBe(false);
    await vi.waitUntil(() => delivery.waiting === 0);
    expect(await outbox.add(numbered(1))).toBe(false);
    expect(channels.posted).toHaveLength(1);
  });

  it('remembers what was delivered, so that it can be explained', async () => {
    const { outbox, delivery } = parts(await memory(), createChannelDouble());
    delivery.start();
    await outbox.add(numbered(1));
    await vi.waitUntil(() => delivery.waiting === 0);
    expect(await outbox.delivered('c-1')).toMatchObject({ messageId: 'message-1', alert: { id: 'c-1' } });
  });

  it('tries again after a passing failure and keeps the order', async () => {
    let failures = 1;
    const channels = createChannelDouble(() => (failures-- > 0 ? passing : 'posts'));
    const { outbox, delivery } = parts(await memory(), channels);
    delivery.start();
    for (const n of [1, 2]) await outbox.add(numbered(n));
    await vi.waitUntil(() => delivery.waiting === 0, { timeout: 5_000 });
    expect(idsOf(channels.posted)).toEqual(['c-1', 'c-2']);
  });

  it('posts once when the connection breaks after Discord had created the message', async () => {
    let failures = 1;
    const channels = createChannelDouble(() => (failures-- > 0 ? { afterPosting: passing } : 'posts'));
    const { outbox, delivery } = parts(await memory(), channels);
    delivery.start();
    await outbox.add(numbered(1));
    await vi.waitUntil(() => delivery.waiting === 0, { timeout: 5_000 });
    expect(idsOf(channels.posted)).toEqual(['c-1']);
  });

  it('lets no blocked channel stop another, and says what to mend', async () => {
    const channels = createChannelDouble(({ channelId }) => (channelId === 'closed' ? blocked : 'posts'));
    const { outbox, delivery } = parts(await memory(), channels);
    delivery.start();
    await outbox.add(numbered(1, 'closed'));
    await outbox.add(numbered(1, 'open'));
    await vi.waitUntil(() => channels.posted.length === 1 && delivery.blocked().length === 1);
    expect(idsOf(channels.posted)).toEqual(['open-1']);
    expect(delivery.blocked()).toMatchObject([{ channelId: 'closed', waiting: 1, reason: blocked.message }]);
    await delivery.stop();
  });

  it('delivers what waited as soon as a blocked channel is mended', async () => {
    let open = false;
    const channels = createChannelDouble(() => (open ? 'posts' : blocked));
    const { outbox, delivery } = parts(await memory(), channels);
    delivery.start();
    for (const n of [1, 2]) await outbox.add(numbered(n));
    await vi.waitUntil(() => delivery.blocked().length === 1);
    open = true;
    delivery.retry('c');
    await vi.waitUntil(() => delivery.waiting === 0);
    expect(idsOf(channels.posted)).toEqual(['c-1', 'c-2']);
    expect(delivery.blocked()).toEqual([]);
  });

  it('lets no refused message hold up the next one', async () => {
    const channels = createChannelDouble(({ id }) => (id === 'c-1' ? refused : 'posts'));
    const { outbox, delivery } = parts(await memory(), channels);
    delivery.start();
    for (const n of [1, 2]) await outbox.add(numbered(n));
    await vi.waitUntil(() => delivery.waiting === 0);
    expect(idsOf(channels.posted)).toEqual(['c-2']);
  });

  it('takes up after a restart what was not delivered before', async () => {
    const store = await memory();
    const first = parts(store, createChannelDouble());
    for (const n of [1, 2]) await first.outbox.add(numbered(n));
    const channels = createChannelDouble();
    const second = parts(store, channels);
    await second.delivery.load();
    second.delivery.start();
    await vi.waitUntil(() => second.delivery.waiting === 0);
    expect(idsOf(channels.posted)).toEqual(['c-1', 'c-2']);
  });

  it('loses nothing and repeats nothing whatever fails and wherever it stops', async () => {
    const outcome = fc.constantFrom('posts', 'fails', 'breaks' as const);
    const stops = fc.array(fc.nat(12), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(outcome, { maxLength: 10 }),
        stops,
        fc.integer({ min: 1, max: 6 }),
        async (outcomes, stopAt, alerts) => {
          vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
          const store = await memory();
          const script = [...outcomes];
          const channels = createChannelDouble(() => {
            const next = script.shift() ?? 'posts';
            if (next === 'fails') return passing;
            return next === 'breaks' ? { afterPosting: passing } : 'posts';
          });
          const feeder = createOutbox({ store, clock: systemClock });
          for (let n = 0; n < alerts; n += 1) await feeder.add(numbered(n, `c${n % 2}`));

          for (const writes of [...stopAt, Number.POSITIVE_INFINITY]) {
            const process = createMortal({ store, messenger: channels.messenger, writes });
            const run = parts(process.store, process);
            await run.delivery.load().catch(() => {});
            run.delivery.start();
            for (let turn = 0; turn < 400 && run.delivery.waiting > 0 && !process.isDead(); turn += 1) {
              await vi.advanceTimersByTimeAsync(1_000);
            }
            await run.delivery.stop();
          }
          const ids = idsOf(channels.posted);
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids.toSorted()).toEqual(
            Array.from({ length: alerts }, (_, n) => `c${n % 2}-${n}`).toSorted(),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});
