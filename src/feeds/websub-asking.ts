import PQueue from 'p-queue';
import type { Clock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../ops/log.ts';
import type { WebSubRecord } from '../store/websub-records.ts';
import type { PostForm } from './post.ts';
import type { WebSubBook } from './websub-book.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** The lease that is asked for; hubs give what they like (W3C WebSub, section 5.1). */
export const wantedLeaseSeconds = 10 * 24 * 3_600;
/** How long a hub has to confirm; then it is asked again, half as often each time. */
const patienceMs = 10 * minuteMs;
/** A hub that never confirms the end of a subscription is asked so often. */
const mostFarewells = 3;
/** Requests to hubs under way at once. */
const concurrency = 4;

/** Asks hubs for leases and for ends; what comes of it they say at the callback. */
export interface HubAsking {
  /** Asks for what a subscription needs, unless that is under way. Never rejects. */
  ask(id: string): Promise<void>;
  /** Asks nothing more, and waits for what is under way. */
  stop(): Promise<void>;
}

/** Requests to hubs; `callbackOf` gives the address that a hub is to call. */
export function createHubAsking({
  book,
  post,
  callbackOf,
  clock,
  log,
}: {
  book: WebSubBook;
  post: PostForm;
  callbackOf: (id: string) => string;
  clock: Clock;
  log: Log;
}): HubAsking {
  const underWay = new Map<string, Promise<void>>();
  const queue = new PQueue({ concurrency });

  /** The pause until the next try is kept before the first byte is sent: some hubs call back at once. */
  async function prepare(before: WebSubRecord): Promise<WebSubRecord> {
    const pauseMs = Math.min(dayMs, patienceMs * 2 ** Math.min(before.failures, 10));
    const record = {
      ...before,
      callback: callbackOf(before.id),
      nextTryAt: clock.now() + pauseMs,
      failures: before.failures + 1,
    };
    await book.keep(record);
    return record;
  }

  async function send({ hub, topic, feed, callback, secret, state }: WebSubRecord): Promise<void> {
    const isEnd = state === 'leaving';
    const mode = isEnd ? 'unsubscribe' : 'subscribe';
    try {
      const status = await post(hub, {
        'hub.mode': mode,
        'hub.topic': topic,
        'hub.callback': callback,
        ...(isEnd ? {} : { 'hub.secret': secret, 'hub.lease_seconds': String(wantedLeaseSeconds) }),
      });
      if (status < 200 || status > 299) throw new Error(`the hub answered ${status}`);
      log.debug('websub-asked', { feed, hub, mode });
    } catch (error) {
      log.info('websub-refused', { feed, hub, mode, error: messageOf(error) });
    }
  }

  async function askNow(id: string): Promise<void> {
    const record = book.get(id);
    if (record === undefined) return;
    if (record.state === 'leaving' && record.failures >= mostFarewells) await book.forget(record);
    else await send(await prepare(record));
  }

  return {
    ask(id) {
      const asking =
        underWay.get(id) ??
        queue
          .add(() => askNow(id))
          .catch((error: unknown) => log.debug('websub-not-kept', { error: messageOf(error) }))
          .finally(() => underWay.delete(id));
      underWay.set(id, asking);
      return asking;
    },
    async stop() {
      queue.clear();
      await queue.onIdle();
    },
  };
}
