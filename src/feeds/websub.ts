import { randomBytes } from 'node:crypto';
import PQueue from 'p-queue';
import type { Clock } from '../clock.ts';
import { FeedError, messageOf, StoreError } from '../errors.ts';
import type { Log } from '../ops/log.ts';
import type { Store } from '../store/store.ts';
import type { WebSubRecord } from '../store/websub-records.ts';
import type { FetchedDocument } from './document.ts';
import type { PostForm } from './post.ts';
import { canonicalUrl } from './url.ts';
import { createHubAsking, wantedLeaseSeconds } from './websub-asking.ts';
import { createWebSubBook } from './websub-book.ts';
import { readHubLinks } from './websub-links.ts';
import { isSigned } from './websub-signature.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** What is believed of the lease that a hub gives. */
const leaseMs = { min: minuteMs, max: 90 * dayMs };
/** Another lease is asked for when this share of one is over. */
const renewedAt = 0.8;
/** How often it is looked what is due. */
const tendEveryMs = 10_000;
/** Documents that wait to be read; a hub that sends more is told to come back. */
const mostWaiting = 200;

/** The answer to a hub. */
export interface HubAnswer {
  readonly status: number;
  readonly body?: string;
}

/** What a hub sent to a callback. */
export interface Push {
  readonly signature: string | undefined;
  readonly contentType: string | null;
  readonly link: string | null;
  readonly bytes: Uint8Array;
}

/** What a subscriber needs. */
export interface WebSubParts {
  readonly store: Store;
  readonly post: PostForm;
  /** The address under which the bot is reached from outside, without a closing slash. */
  readonly publicUrl: string;
  /** Whether anybody reads a feed. */
  readonly isRead: (feedUrl: string) => boolean;
  readonly parse: (document: FetchedDocument) => Promise<unknown>;
  /** Reads a document as if the feed had been polled. */
  readonly read: (feedUrl: string, document: FetchedDocument) => Promise<unknown>;
  /** Polls a feed now. */
  readonly poll: (feedUrl: string) => Promise<unknown>;
  /** Text of so many random bytes that nobody can guess, safe in an address. Default: of the system's source. */
  readonly randomText?: (bytes: number) => string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Subscribes to the hubs of feeds (https://www.w3.org/TR/websub/), so that they send what is new. */
export interface WebSub {
  /** Reads what is known, and from then on asks hubs for what is due. Throws StoreError. */
  start(): Promise<void>;
  /** Looks whether a document that was read names a hub, and subscribes there. */
  announce(feedUrl: string, document: FetchedDocument): void;
  /** Asks hubs for what is due now: first leases, further ones, ends. */
  tend(): Promise<void>;
  /** Answers a hub that asks whether a request was meant (GET). */
  verify(id: string, query: URLSearchParams): Promise<HubAnswer>;
  /** Takes what a hub sends (POST); it is read after the answer. */
  receive(id: string, push: Push): HubAnswer;
  /** Whether a hub sends what is new in a feed, so that it need only be polled seldom. */
  isPushed(feedUrl: string): boolean;
  /** Is told that a poll found news that no hub had sent: its feed is polled as any other until it sends again. */
  missed(feedUrl: string): void;
  /** Waits for what is under way. */
  stop(): Promise<void>;
}

/** The subscriber. Assumes that it is the only one on the store. */
export function createWebSub(parts: WebSubParts): WebSub {
  const { publicUrl, isRead, parse, read, poll, clock, log } = parts;
  const { randomText = (bytes) => randomBytes(bytes).toString('base64url') } = parts;
  const book = createWebSubBook({ store: parts.store });
  const asking = createHubAsking({
    book,
    post: parts.post,
    callbackOf: (id) => `${publicUrl}/websub/${id}`,
    clock,
    log,
  });
  const unreliable = new Set<string>();
  const pushes = new PQueue({ concurrency: 1 });
  let timer: ReturnType<typeof setInterval> | undefined;

  async function leave(record: WebSubRecord): Promise<void> {
    // What was never confirmed needs no end.
    if (record.leaseUntil === null) return book.forget(record);
    await book.keep({ ...record, state: 'leaving', failures: 0, nextTryAt: clock.now() });
  }

  async function subscribe(feed: string, topic: string, hub: string): Promise<void> {
    const before = book.wantedFor(feed);
    if (before !== undefined) await leave(before);
    const id = randomText(18);
    const record: WebSubRecord = {
      id,
      feed,
      topic,
      hub,
      secret: randomText(32),
      callback: '',
      state: 'wanted',
      leaseUntil: null,
      nextTryAt: clock.now(),
      failures: 0,
    };
    await book.keep(record);
    await asking.ask(record.id);
  }

  /** Some hubs only say that there is something: what can't be read is fetched. */
  async function take(feed: string, document: FetchedDocument): Promise<void> {
    try {
      await parse(document);
    } catch (error) {
      if (!(error instanceof FeedError)) throw error;
      await poll(feed);
      return;
    }
    await read(feed, document);
  }

  async function tend(): Promise<void> {
    const now = clock.now();
    for (const record of book.all()) {
      if (record.state === 'wanted' && !isRead(record.feed)) await leave(record);
      const hasMoved = !record.callback.startsWith(`${publicUrl}/`);
      const current = book.get(record.id);
      if (current !== undefined && (hasMoved || current.nextTryAt <= now)) void asking.ask(current.id);
    }
  }

  /** What the hub says that it sends is the topic, under one of its names. */
  function isOfTopic({ topic, feed }: WebSubRecord, { link, bytes, contentType }: Push): boolean {
    const { self } = readHubLinks(asDocument(feed, { link, bytes, contentType }));
    return self === null || [topic, feed].some((own) => canonicalUrl(own) === canonicalUrl(self));
  }

  return {
    async start() {
      await book.load();
      timer = setInterval(() => {
        tend().catch((error: unknown) => log.debug('websub-not-kept', { error: messageOf(error) }));
      }, tendEveryMs);
    },

    announce(feed, document) {
      const { hubs, self } = readHubLinks(document);
      const [hub] = hubs;
      if (hub === undefined) return;
      const topic = self ?? document.url;
      const now = book.wantedFor(feed);
      if (now !== undefined && hubs.includes(now.hub) && (self === null || now.topic === topic)) return;
      subscribe(feed, topic, hub).catch((error: unknown) =>
        log.debug('websub-not-kept', { feed, error: messageOf(error) }),
      );
    },

    tend,

    async verify(id, query) {
      const record = book.get(id);
      const mode = query.get('hub.mode');
      const challenge = query.get('hub.challenge') ?? '';
      if (record === undefined || query.get('hub.topic') !== record.topic) return { status: 404 };
      if (mode === 'denied') {
        log.warn('websub-denied', { feed: record.feed, hub: record.hub, reason: query.get('hub.reason') });
        await book.keep({ ...record, leaseUntil: null, nextTryAt: clock.now() + dayMs });
        return { status: 200 };
      }
      if (mode === 'subscribe' && record.state === 'wanted' && challenge !== '') {
        const seconds = Number(query.get('hub.lease_seconds')) || wantedLeaseSeconds;
        const lease = Math.min(leaseMs.max, Math.max(leaseMs.min, seconds * 1_000));
        const now = clock.now();
        const leased = { leaseUntil: now + lease, nextTryAt: now + lease * renewedAt, failures: 0 };
        await book.keep({ ...record, ...leased });
        log.info('websub-subscribed', { feed: record.feed, hub: record.hub, leaseMs: lease });
        return { status: 200, body: challenge };
      }
      if (mode === 'unsubscribe' && record.state === 'leaving' && challenge !== '') {
        await book.forget(record);
        return { status: 200, body: challenge };
      }
      return { status: 404 };
    },

    receive(id, push) {
      const record = book.get(id);
      if (record === undefined) return { status: 404 };
      const { feed, hub } = record;
      // A hub that does not know yet that nobody reads the feed any more.
      if (record.state === 'leaving') return { status: 410 };
      if (!isSigned(push.signature, record.secret, push.bytes)) {
        // To say more would help whoever guesses (W3C WebSub, section 7.1).
        log.warn('websub-forged', { feed, hub });
        return { status: 202 };
      }
      if (!isOfTopic(record, push)) {
        log.warn('websub-other-topic', { feed, hub });
        return { status: 400 };
      }
      if (pushes.size >= mostWaiting) return { status: 503 };
      unreliable.delete(feed);
      pushes
        .add(() => take(feed, asDocument(feed, push)))
        .catch((error: unknown) => {
          // What could not be kept is found again by the next poll.
          log[error instanceof StoreError ? 'debug' : 'warn']('websub-not-read', {
            feed,
            error: messageOf(error),
          });
        });
      return { status: 202 };
    },

    isPushed(feed) {
      const leaseUntil = book.wantedFor(feed)?.leaseUntil ?? 0;
      return leaseUntil > clock.now() && !unreliable.has(feed);
    },

    missed: (feed) => void unreliable.add(feed),

    async stop() {
      clearInterval(timer);
      await Promise.all([asking.stop(), pushes.onIdle()]);
    },
  };
}

function asDocument(url: string, { link, bytes, contentType }: Omit<Push, 'signature'>): FetchedDocument {
  return { status: 'fetched', url, contentType, bytes, link, validators: { etag: null, lastModified: null } };
}
