import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBudgets } from '../../src/alerts/budgets.ts';
import { createDelivery } from '../../src/alerts/deliver.ts';
import { type Folding, nextBatch } from '../../src/alerts/fold.ts';
import { createOutbox } from '../../src/alerts/outbox.ts';
import { systemClock } from '../../src/clock.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { createChannelDouble } from './channel-double.ts';
import { sampleAlert, sampleEntry } from './samples.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const folding: Folding = { order: 'oldest-first', count: 0, ageMs: 0 };

const opened: Store[] = [];
afterEach(() => Promise.all(opened.splice(0).map((store) => store.close())));

async function desk() {
  const store = await openStore('memory:', { clock: systemClock });
  opened.push(store);
  const channels = createChannelDouble();
  const outbox = createOutbox({ store, clock: systemClock });
  const start = () => {
    const delivery = createDelivery({
      outbox,
      messenger: channels.messenger,
      budgets: createBudgets({ store, clock: systemClock, log: silent, share: { messages: 0, perMs: 1 } }),
      folding,
      clock: systemClock,
      log: silent,
      random: () => 0,
    });
    return delivery;
  };
  return { channels, outbox, start };
}

const alert = (n: number) => sampleAlert({ id: `alert-${n}`, channelId: 'c', createdAt: Date.now() });
const soon = () => Date.now() + 300;

describe('alerts that are held until a time', () => {
  it('come together in one message once it is reached, and not before', async () => {
    const { channels, outbox, start } = await desk();
    const delivery = start();
    delivery.start();
    const due = soon();
    for (const n of [1, 2, 3]) await outbox.add(alert(n), due);
    await vi.waitUntil(() => delivery.waiting === 0);
    expect(Date.now()).toBeGreaterThanOrEqual(due);
    expect(channels.messages).toMatchObject([{ kind: 'digest', digest: { reason: 'scheduled' } }]);
    expect(channels.posted.map(({ id }) => id)).toEqual(['alert-1', 'alert-2', 'alert-3']);
  });

  it('let one that is wanted at once go by', async () => {
    const { channels, outbox, start } = await desk();
    const delivery = start();
    delivery.start();
    await outbox.add(alert(1), Date.now() + 3_600_000);
    await outbox.add(alert(2));
    await vi.waitUntil(() => channels.posted.length > 0);
    expect(channels.posted.map(({ id }) => id)).toEqual(['alert-2']);
    expect(delivery.waiting).toBe(1);
    await delivery.stop();
  });

  it('are an ordinary alert where there is only one', async () => {
    const { channels, outbox, start } = await desk();
    const delivery = start();
    delivery.start();
    await outbox.add(alert(1), soon());
    await vi.waitUntil(() => delivery.waiting === 0);
    expect(channels.messages).toMatchObject([{ kind: 'alert' }]);
  });

  it('are still held, and then told, after a restart', async () => {
    const { channels, outbox, start } = await desk();
    await outbox.add(alert(1), soon());
    await outbox.add(alert(2), soon());
    const delivery = start();
    await delivery.load();
    delivery.start();
    expect(channels.posted).toHaveLength(0);
    await vi.waitUntil(() => delivery.waiting === 0);
    expect(channels.posted).toHaveLength(2);
  });
});

describe('what is told next', () => {
  it('is never an alert whose time has not come, and each of the others once', () => {
    const entry = (n: number, holdUntil: number | null) =>
      sampleEntry({ alert: alert(n), sequence: n, holdUntil });
    const holds = fc.array(fc.option(fc.integer({ min: 0, max: 20 })), { maxLength: 30 });
    fc.assert(
      fc.property(holds, (times) => {
        const now = 10;
        let queue = times.map((time, n) => entry(n, time));
        const told: string[] = [];
        for (let batch = nextBatch(queue, folding, { now, isLast: false }); batch !== null; ) {
          const ids = new Set(batch.entries.map((one) => one.alert.id));
          told.push(...ids);
          queue = queue.filter((one) => !ids.has(one.alert.id));
          batch = nextBatch(queue, folding, { now, isLast: false });
        }
        const due = times.flatMap((time, n) => (time === null || time <= now ? [`alert-${n}`] : []));
        expect(told.toSorted()).toEqual(due.toSorted());
      }),
    );
  });
});
