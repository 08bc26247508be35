import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import type { Item } from '../feeds/item.ts';
import type { Log } from '../ops/log.ts';
import type { Store } from '../store/store.ts';
import { createTurns } from '../turns.ts';
import { type Alert, sourceSchema } from './alert.ts';
import { DeliveryError, type Messenger } from './messenger.ts';
import type { Outbox } from './outbox.ts';
import type { OnStep } from './steps.ts';

const growthRecord = z.object({
  /** Other outlets than the first, in the order in which they reported. */
  sources: z.array(sourceSchema),
  latestAt: z.string().nullable(),
  /** Whether the message does not show it yet. */
  isOpen: z.boolean(),
});
type GrowthRecord = z.infer<typeof growthRecord>;

/** More outlets than this are not counted: a message shows a few of them and their number. */
const mostSources = 99;
/** A story that nobody adds to is forgotten after 14 days, an edit that can't be made with it. */
const keptMs = 14 * 24 * 3_600_000;
/** How often it is looked at what is due, and when what failed is tried again. */
const tickMs = 250;
const retryMs = 60_000;

/** Lets the messages of running stories grow: who else reports them, and when the latest report came out. */
export interface Growth {
  /** One more item tells the story of an alert that is known. Durable before it resolves. Throws StoreError. */
  add(alertId: string, item: Pick<Item, 'feed' | 'url' | 'publishedAt'>): Promise<void>;
  /** Takes up what an earlier run left over. */
  load(): Promise<void>;
  /** Begins to edit messages. */
  start(): void;
  /** Begins nothing new and waits for what is under way. */
  stop(): Promise<void>;
}

/**
 * Growth over the store. A message is edited at most once in `restMs`; what is added meanwhile comes together. What is
 * not shown yet is kept as such until Discord acknowledged the edit: a crash repeats at most one edit, which changes
 * nothing. A digest's messages stay as they are.
 */
export function createGrowth({
  store,
  outbox,
  messenger,
  restMs,
  clock,
  log,
  onStep = () => {},
}: {
  store: Store;
  outbox: Pick<Outbox, 'delivered' | 'knows'>;
  messenger: Pick<Messenger, 'edit'>;
  restMs: number;
  clock: Clock;
  log: Log;
  onStep?: OnStep;
}): Growth {
  const records = store.records('growth', growthRecord);
  /** When each message that lags behind may be edited. */
  const due = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let isRunning = false;
  let running: Promise<void> = Promise.resolve();

  /** One change of a record after the other. */
  const inTurn = createTurns();

  const save = (id: string, record: GrowthRecord) => records.set(id, record, { ttlMs: keptMs });

  /** The alert as its message should be; null where it shows everything. */
  function grown(alert: Alert, { sources, latestAt }: GrowthRecord): Alert | null {
    const known = new Set(alert.sources.map(({ title }) => title));
    const others = sources.filter(({ title }) => !known.has(title));
    if (others.length === 0) return null;
    return { ...alert, sources: [...alert.sources, ...others], ...(latestAt === null ? {} : { latestAt }) };
  }

  async function close(id: string, shown: GrowthRecord): Promise<void> {
    await inTurn(id, async () => {
      const now = await records.get(id);
      if (now !== undefined && now.sources.length === shown.sources.length) {
        await save(id, { ...now, isOpen: false });
        due.delete(id);
      } else due.set(id, clock.now() + restMs);
    });
    onStep('growth-cleared');
  }

  async function edit(id: string): Promise<void> {
    const record = await records.get(id);
    const told = await outbox.delivered(id);
    if (record === undefined || (told === undefined && !(await outbox.knows(id)))) {
      due.delete(id);
      return;
    }
    // Not delivered yet: it will be looked at again.
    if (told === undefined) return;
    const alert = told.digestId === null ? grown(told.alert, record) : null;
    if (alert !== null) {
      await messenger.edit(alert, told.messageId);
      onStep('message-edited');
      log.info('alert-edited', { alert: id, channel: alert.channelId, sources: alert.sources.length });
    }
    await close(id, record);
  }

  async function attempt(id: string): Promise<void> {
    try {
      await edit(id);
    } catch (error) {
      log.warn('alert-not-edited', { alert: id, error: messageOf(error) });
      due.set(id, clock.now() + Math.max(retryMs, restMs));
      const record = await records.get(id).catch(() => undefined);
      const isOver = error instanceof DeliveryError && error.failure === 'message-refused';
      if (isOver && record !== undefined) await close(id, record).catch(() => {});
    }
  }

  async function work(): Promise<void> {
    const now = clock.now();
    for (const [id, at] of due) {
      if (timer === undefined) return;
      if (at <= now) await attempt(id);
    }
  }

  return {
    add: (id, item) =>
      inTurn(id, async () => {
        const before = (await records.get(id)) ?? { sources: [], latestAt: null, isOpen: false };
        const source = { title: item.feed.title, url: item.url };
        const isKnown = before.sources.some(({ title }) => title === source.title);
        if (isKnown || before.sources.length >= mostSources) return;
        const dates = [before.latestAt, item.publishedAt].filter((date) => date !== null);
        await save(id, {
          sources: [...before.sources, source],
          latestAt: dates.toSorted().at(-1) ?? null,
          isOpen: true,
        });
        if (!due.has(id)) due.set(id, clock.now() + restMs);
      }),
    async load() {
      for await (const [id, { isOpen }] of records.entries()) if (isOpen) due.set(id, clock.now() + restMs);
    },
    start() {
      timer ??= setInterval(() => {
        if (isRunning) return;
        isRunning = true;
        running = work().finally(() => {
          isRunning = false;
        });
      }, tickMs);
    },
    async stop() {
      clearInterval(timer);
      timer = undefined;
      await running;
    },
  };
}
