import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBudgets, type Share } from '../../src/alerts/budgets.ts';
import { createDelivery } from '../../src/alerts/deliver.ts';
import type { Folding } from '../../src/alerts/fold.ts';
import { addressOf, DeliveryError, type Messenger } from '../../src/alerts/messenger.ts';
import { createOutbox } from '../../src/alerts/outbox.ts';
import { systemClock } from '../../src/clock.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { type Attempt, createChannelDouble, toldBy } from './channel-double.ts';
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

const unfolded: Folding = { order: 'oldest-first', count: 0, ageMs: 0 };
const unlimited: Share = { messages: 0, perMs: 1 };

function parts(
  store: Store,
  channels: { messenger: Messenger },
  { folding = unfolded, share = unlimited }: { folding?: Folding; share?: Share } = {},
) {
  const outbox = createOutbox({ store, clock: systemClock });
  const delivery = createDelivery({
    outbox,
    messenger: channels.messenger,
    budgets: createBudgets({ store, clock: systemClock, log: quiet, share }),
    folding,
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
    const channels = createChannelDouble((posting) =>
      addressOf(posting).channelId === 'closed' ? blocked : 'posts',
    );
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
    const channels = createChannelDouble((posting) => (addressOf(posting).id === 'c-1' ? refused : 'posts'));
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

  it('posts the newest first where that is set', async () => {
    const channels = createChannelDouble();
    const { outbox, delivery } = parts(await memory(), channels, {
      folding: { ...unfolded, order: 'newest-first' },
    });
    for (const n of [1, 2, 3]) await outbox.add(numbered(n));
    delivery.start();
    await vi.waitUntil(() => delivery.waiting === 0);
    expect(idsOf(channels.posted)).toEqual(['c-3', 'c-2', 'c-1']);
  });

  it('tells many alerts that wait for a channel in one message, each remembered as told by it', async () => {
    const channels = createChannelDouble();
    const { outbox, delivery } = parts(await memory(), channels, { folding: { ...unfolded, count: 3 } });
    for (const n of [1, 2, 3]) await outbox.add(numbered(n));
    await outbox.add(numbered(4, 'other'));
    delivery.start();
    await vi.waitUntil(() => delivery.waiting === 0);
    expect(channels.messages.map(({ kind }) => kind).toSorted()).toEqual(['alert', 'digest']);
    const digest = channels.messages.find(({ kind }) => kind === 'digest');
    const { id } = digest === undefined ? { id: '' } : addressOf(digest);
    expect(await outbox.delivered('c-2')).toMatchObject({ digestId: id });
    expect(idsOf((await outbox.digest(id)) ?? [])).toEqual(['c-1', 'c-2', 'c-3']);
    for (const n of [1, 2, 3]) expect(await outbox.add(numbered(n))).toBe(false);
  });

  it('posts to each channel no more than its share, the last of it telling all that waits', async () => {
    const channels = createChannelDouble();
    const share = { messages: 3, perMs: 3_000 };
    const { outbox, delivery } = parts(await memory(), channels, { share });
    for (const n of [1, 2, 3, 4, 5]) await outbox.add(numbered(n));
    delivery.start();
    await vi.waitUntil(() => delivery.waiting === 0);
    for (const n of [6, 7]) await outbox.add(numbered(n));
    expect(channels.messages).toHaveLength(3);
    await vi.waitUntil(() => delivery.waiting === 0, { timeout: 10_000 });
    expect(channels.messages.map((message) => idsOf(toldBy(message)))).toEqual([
      ['c-1'],
      ['c-2'],
      ['c-3', 'c-4', 'c-5'],
      ['c-6', 'c-7'],
    ]);
    expect(channels.messages.at(-1)).toMatchObject({ digest: { reason: 'burst' } });
  });

  it('keeps to the share over a restart', async () => {
    const store = await memory();
    const share = { messages: 1, perMs: 60_000 };
    const first = parts(store, createChannelDouble(), { share });
    first.delivery.start();
    await first.outbox.add(numbered(1));
    await vi.waitUntil(() => first.delivery.waiting === 0);
    await first.delivery.stop();
    const channels = createChannelDouble();
    const second = parts(store, channels, { share });
    await second.delivery.load();
    second.delivery.start();
    await second.outbox.add(numbered(2));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await second.delivery.stop();
    expect(channels.messages).toEqual([]);
    expect(second.delivery.waiting).toBe(1);
  });

  it('tells one by one what Discord refuses together, and holds up none but the one that is refused', async () => {
    const channels = createChannelDouble((posting) =>
      posting.kind === 'digest' || posting.alert.id === 'c-2' ? refused : 'posts',
    );
    const { outbox, delivery } = parts(await memory(), channels, { folding: { ...unfolded, count: 2 } });
    for (const n of [1, 2, 3]) await outbox.add(numbered(n));
    delivery.start();
    await vi.waitUntil(() => delivery.waiting === 0);
    expect(idsOf(channels.posted)).toEqual(['c-1', 'c-3']);
  });

  it('looks for a message in doubt also after the channel was closed in between', async () => {
    const script: Attempt[] = [{ afterPosting: passing }];
    const channels = createChannelDouble(() => script.shift() ?? 'posts');
    let isClosed = false;
    const messenger: Messenger = {
      ...channels.messenger,
      find: (posting, sinceMs) =>
        isClosed ? Promise.reject(blocked) : channels.messenger.find(posting, sinceMs),
    };
    const { outbox, delivery } = parts(await memory(), { messenger });
    delivery.start();
    isClosed = true;
    await outbox.add(numbered(1));
    await vi.waitUntil(() => delivery.blocked().length === 1, { timeout: 10_000 });
    isClosed = false;
    delivery.retry('c');
    await vi.waitUntil(() => delivery.waiting === 0);
    expect(idsOf(channels.posted)).toEqual(['c-1']);
  });

  const foldings = fc.record({
    order: fc.constantFrom('oldest-first', 'newest-first' as const),
    count: fc.constantFrom(0, 2, 3, 5),
    ageMs: fc.constantFrom(0, 1_000),
  });
  const shares = fc.record({ messages: fc.constantFrom(0, 1, 2), perMs: fc.constant(4_000) });

  it('loses nothing and repeats nothing whatever fails, whatever is folded and wherever it stops', async () => {
    const outcome = fc.constantFrom('posts', 'fails', 'breaks', 'refuses', 'blocks' as const);
    const stops = fc.array(fc.nat(12), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(outcome, { maxLength: 10 }),
        stops,
        fc.integer({ min: 1, max: 8 }),
        foldings,
        shares,
        async (outcomes, stopAt, alerts, folding, share) => {
          vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
          const store = await memory();
          const script = [...outcomes];
          const channels = createChannelDouble((posting) => {
            const next = script.shift() ?? 'posts';
            if (next === 'fails') return passing;
            if (next === 'blocks') return blocked;
            // An alert alone that is refused is set aside, which is another promise.
            if (next === 'refuses') return posting.kind === 'digest' ? refused : passing;
            return next === 'breaks' ? { afterPosting: passing } : 'posts';
          });
          const feeder = createOutbox({ store, clock: systemClock });
          for (let n = 0; n < alerts; n += 1) await feeder.add(numbered(n, `c${n % 2}`));

          for (const writes of [...stopAt, Number.POSITIVE_INFINITY]) {
            const process = createMortal({ store, messenger: channels.messenger, writes });
            const run = parts(process.store, process, { folding, share });
            await run.delivery.load().catch(() => {});
            run.delivery.start();
            for (let turn = 0; turn < 400 && run.delivery.waiting > 0 && !process.isDead(); turn += 1) {
              await vi.advanceTimersByTimeAsync(10_000);
              for (const { channelId } of run.delivery.blocked()) run.delivery.retry(channelId);
            }
            await run.delivery.stop();
          }
          const ids = idsOf(channels.posted);
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids.toSorted()).toEqual(
            Array.from({ length: alerts }, (_, n) => `c${n % 2}-${n}`).toSorted(),
          );
          if (folding.order === 'newest-first') return;
          for (const channelId of ['c0', 'c1']) {
            const own = channels.posted.filter((alert) => alert.channelId === channelId).map(({ id }) => id);
            expect(own).toEqual(own.toSorted());
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
