import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createGrowth } from '../../src/alerts/growth.ts';
import { DeliveryError } from '../../src/alerts/messenger.ts';
import { createOutbox } from '../../src/alerts/outbox.ts';
import { openStore } from '../../src/store/open.ts';
import { type Attempt, createChannelDouble } from './channel-double.ts';
import { sampleAlert } from './samples.ts';

const restMs = 60_000;
const alert = sampleAlert();
const report = (title: string, publishedAt: string | null = null) => ({
  feed: { url: `https://${title}.example/feed`, title },
  url: `https://${title}.example/1`,
  publishedAt,
});

beforeEach(() => void vi.useFakeTimers({ now: 0, toFake: ['setInterval', 'clearInterval', 'Date'] }));
afterEach(() => void vi.useRealTimers());

async function setUp(outcome: () => Attempt = () => 'posts') {
  const clock = { now: () => Date.now() };
  const store = await openStore('memory:', { clock });
  const outbox = createOutbox({ store, clock });
  const channel = createChannelDouble(outcome);
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const open = () => createGrowth({ store, outbox, messenger: channel.messenger, restMs, clock, log });
  return {
    open,
    edits: channel.edits,
    async deliver(digestId: string | null = null) {
      await outbox.add(alert);
      const [entry] = await outbox.load();
      if (entry === undefined) throw new Error('nothing was put in the line');
      const digest =
        digestId === null ? null : { ...entry, digest: { id: digestId, reason: 'many' as const } };
      await outbox.markDelivered([digest ?? entry], 'message-1');
      await outbox.remove([entry]);
    },
    enqueue: () => outbox.add(alert),
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  };
}

const shown = (edits: { alert: { sources: readonly { title: string }[] } }[]) =>
  edits.map((edit) => edit.alert.sources.map(({ title }) => title));

describe('the message of a story that grows', () => {
  it('is edited once for all that was added while it rested, and pings nobody', async () => {
    const { open, edits, deliver, pass } = await setUp();
    await deliver();
    const growth = open();
    growth.start();
    await growth.add(alert.id, report('TASS', '2025-09-02T09:00:00.000Z'));
    await growth.add(alert.id, report('Yonhap', '2025-09-02T08:30:00.000Z'));
    await growth.add(alert.id, report('TASS'));
    await pass(restMs + 1_000);
    expect(shown(edits)).toEqual([['Sample Wire', 'TASS', 'Yonhap']]);
    expect(edits[0]).toMatchObject({
      messageId: 'message-1',
      alert: { latestAt: '2025-09-02T09:00:00.000Z', publishedAt: alert.publishedAt },
    });
    await pass(10 * restMs);
    expect(edits).toHaveLength(1);
    await growth.stop();
  });

  it('stays as it is where the same outlet reports again', async () => {
    const { open, edits, deliver, pass } = await setUp();
    await deliver();
    const growth = open();
    growth.start();
    await growth.add(alert.id, report('Sample Wire'));
    await pass(3 * restMs);
    expect(edits).toEqual([]);
    await growth.stop();
  });

  it('is edited by the next run where the one before died first', async () => {
    const { open, edits, deliver, pass } = await setUp();
    await deliver();
    await open().add(alert.id, report('TASS'));
    const next = open();
    await next.load();
    next.start();
    await pass(restMs + 1_000);
    expect(shown(edits)).toEqual([['Sample Wire', 'TASS']]);
    const last = open();
    await last.load();
    last.start();
    await pass(3 * restMs);
    expect(edits).toHaveLength(1);
    await Promise.all([next.stop(), last.stop()]);
  });

  it('is edited once it is there, where it was still waiting', async () => {
    const { open, edits, enqueue, deliver, pass } = await setUp();
    await enqueue();
    const growth = open();
    growth.start();
    await growth.add(alert.id, report('TASS'));
    await pass(3 * restMs);
    expect(edits).toEqual([]);
    await deliver();
    await pass(1_000);
    expect(shown(edits)).toEqual([['Sample Wire', 'TASS']]);
    await growth.stop();
  });

  it('is edited after a failure that passes', async () => {
    let isWell = false;
    const { open, edits, deliver, pass } = await setUp(() =>
      isWell ? 'posts' : new DeliveryError('passing', 'Discord could not be reached.'),
    );
    await deliver();
    const growth = open();
    growth.start();
    await growth.add(alert.id, report('TASS'));
    await pass(restMs + 1_000);
    expect(edits).toEqual([]);
    isWell = true;
    await pass(restMs + 1_000);
    expect(shown(edits)).toEqual([['Sample Wire', 'TASS']]);
    await growth.stop();
  });

  it('is left alone where it was deleted, and where a digest told the story', async () => {
    const refused = new DeliveryError('message-refused', 'The message was deleted.');
    let attempts = 0;
    const deleted = await setUp(() => {
      attempts += 1;
      return refused;
    });
    await deleted.deliver();
    const growth = deleted.open();
    growth.start();
    await growth.add(alert.id, report('TASS'));
    await deleted.pass(10 * restMs);
    expect(attempts).toBe(1);
    await growth.stop();

    const digest = await setUp();
    await digest.deliver('digest-1');
    const other = digest.open();
    other.start();
    await other.add(alert.id, report('TASS'));
    await digest.pass(10 * restMs);
    expect(digest.edits).toEqual([]);
    await other.stop();
  });
});
