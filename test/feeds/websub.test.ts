import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FetchedDocument } from '../../src/feeds/document.ts';
import { createFetcher, type Fetcher } from '../../src/feeds/fetch.ts';
import { parseFeed } from '../../src/feeds/parse.ts';
import { createPostForm } from '../../src/feeds/post.ts';
import { createWebSub, type WebSub } from '../../src/feeds/websub.ts';
import { createWebSubCallback } from '../../src/feeds/websub-callback.ts';
import type { Log } from '../../src/ops/log.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { type Hub, type HubSubscription, startHub } from '../support/hub.ts';
import { startServer, type TestServer } from './server.ts';

const log: Log = { debug() {}, info() {}, warn() {}, error() {} };
const feed = 'https://news.example/feed';
const dayMs = 24 * 3_600_000;
const content =
  '<rss version="2.0"><channel><title>News</title><item><title>New</title></item></channel></rss>';

let now: number;
let isRead: boolean;
let hub: Hub;
let fetcher: Fetcher;
let store: Store;
let callbacks: TestServer;
let websub: WebSub;
const read = vi.fn<(feed: string, document: FetchedDocument) => Promise<void>>(async () => {});
const poll = vi.fn<(feed: string) => Promise<void>>(async () => {});

const documentOf = (body: string, link: string | null = null): FetchedDocument => ({
  status: 'fetched',
  url: feed,
  contentType: 'application/rss+xml',
  link,
  bytes: Buffer.from(body),
  validators: { etag: null, lastModified: null },
});
const announcing = (hubUrl = hub.url) => documentOf(content, `<${hubUrl}>; rel=hub, <${feed}>; rel="self"`);

beforeEach(async () => {
  now = 1_700_000_000_000;
  isRead = true;
  read.mockClear();
  poll.mockClear();
  hub = await startHub();
  fetcher = createFetcher({ allowPrivateHosts: ['127.0.0.1'] });
  store = await openStore('memory:', { clock: { now: () => now } });
  callbacks = await startServer((request, response) => createWebSubCallback(websub, log)(request, response));
  websub = createWebSub({
    store,
    post: createPostForm(fetcher.dispatcher),
    publicUrl: callbacks.origin,
    isRead: () => isRead,
    parse: parseFeed,
    read,
    poll,
    clock: { now: () => now },
    log,
  });
  await websub.start();
});
afterEach(async () => {
  await websub.stop();
  await fetcher.close();
  await callbacks[Symbol.asyncDispose]();
  await hub.close();
  await store.close();
});

/** What the hub has confirmed, once it has. */
async function subscribed(): Promise<HubSubscription> {
  websub.announce(feed, announcing());
  await vi.waitFor(() => expect(websub.isPushed(feed)).toBe(true));
  await vi.waitFor(() => expect(hub.subscriptions.size).toBe(1));
  const [subscription] = hub.subscriptions.values();
  if (subscription === undefined) throw new Error('There is no subscription.');
  return subscription;
}

describe('subscribing to a hub', () => {
  it('confirms what was asked for, with a secret and a callback that nobody can guess', async () => {
    const { topic, callback, secret, leaseSeconds } = await subscribed();
    expect(topic).toBe(feed);
    expect(callback).toMatch(/\/websub\/[\w-]{24}$/);
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(leaseSeconds).toBe('864000');
  });

  it('asks once, however often the feed names the hub', async () => {
    await subscribed();
    websub.announce(feed, announcing());
    websub.announce(feed, documentOf(content, `<${hub.url}>; rel=hub`));
    await websub.stop();
    expect(hub.requests).toEqual([`subscribe ${feed}`]);
  });

  it('confirms nothing that was not asked for', async () => {
    const { callback } = await subscribed();
    const asked = (url: string, query: Record<string, string>) =>
      fetch(`${url}?${new URLSearchParams({ 'hub.challenge': 'c', ...query }).toString()}`).then(
        ({ status }) => status,
      );
    expect(await asked(callback, { 'hub.mode': 'subscribe', 'hub.topic': 'https://other.example/' })).toBe(
      404,
    );
    expect(await asked(callback, { 'hub.mode': 'unsubscribe', 'hub.topic': feed })).toBe(404);
    expect(await asked(`${callback}x`, { 'hub.mode': 'subscribe', 'hub.topic': feed })).toBe(404);
    expect(await asked(callback, { 'hub.mode': 'other', 'hub.topic': feed })).toBe(404);
    expect(websub.isPushed(feed)).toBe(true);
  });

  it('asks for another lease before the first is over, and polls as before when it does not come', async () => {
    await subscribed();
    now += 3_600_000 * 0.79;
    await websub.tend();
    expect(hub.requests).toHaveLength(1);
    now += 3_600_000 * 0.02;
    hub.answerWith(500);
    await websub.tend();
    await vi.waitFor(() => expect(hub.requests).toHaveLength(2));
    expect(websub.isPushed(feed)).toBe(true);
    now += 3_600_000;
    expect(websub.isPushed(feed)).toBe(false);
    hub.answerWith(202);
    await websub.tend();
    await vi.waitFor(() => expect(websub.isPushed(feed)).toBe(true));
  });

  it('asks a hub that refuses again and again, at longer and longer times', async () => {
    hub.answerWith(400);
    websub.announce(feed, announcing());
    await vi.waitFor(() => expect(hub.requests).toHaveLength(1));
    const times: number[] = [];
    for (const start = now; now - start < 2 * dayMs; now += 600_000) {
      const before = hub.requests.length;
      await websub.tend();
      await websub.stop();
      if (hub.requests.length > before) times.push(now - start);
    }
    const gaps = times.slice(1).map((time, n) => time - (times[n] ?? 0));
    expect(gaps.slice(0, 4)).toEqual([1_200_000, 2_400_000, 4_800_000, 9_600_000]);
    expect(websub.isPushed(feed)).toBe(false);
  });

  it('takes a denial and asks again the next day', async () => {
    const { callback } = await subscribed();
    const query = new URLSearchParams({ 'hub.mode': 'denied', 'hub.topic': feed, 'hub.reason': 'no' });
    expect((await fetch(`${callback}?${query.toString()}`)).status).toBe(200);
    expect(websub.isPushed(feed)).toBe(false);
    now += dayMs;
    await websub.tend();
    await vi.waitFor(() => expect(websub.isPushed(feed)).toBe(true));
  });

  it('follows a redirect of the hub that keeps the request', async () => {
    await using front = await startServer((_request, response) => {
      response.writeHead(307, { location: hub.url }).end();
    });
    websub.announce(feed, announcing(`${front.origin}/`));
    await vi.waitFor(() => expect(websub.isPushed(feed)).toBe(true));
  });

  it.each(['http://10.0.0.1/hub', 'http://[::ffff:10.0.0.1]/', 'http://[::1]:1/', 'http://169.254.169.254/'])(
    'does not connect to the hub %s on a private network',
    async (address) => {
      const post = createPostForm(fetcher.dispatcher);
      await expect(post(address, {})).rejects.toMatchObject({ kind: 'address' });
    },
  );

  it('goes on after a restart, under a new public address too', async () => {
    const { callback } = await subscribed();
    await websub.stop();
    await using other = await startServer((request, response) =>
      createWebSubCallback(websub, log)(request, response),
    );
    websub = createWebSub({
      store,
      post: createPostForm(fetcher.dispatcher),
      publicUrl: other.origin,
      isRead: () => true,
      parse: parseFeed,
      read,
      poll,
      randomText: () => 'unused',
      clock: { now: () => now },
      log,
    });
    await websub.start();
    expect(websub.isPushed(feed)).toBe(true);
    await websub.tend();
    const moved = callback.replace(callbacks.origin, other.origin);
    await vi.waitFor(() => expect([...hub.subscriptions.keys()]).toContain(moved));
    await websub.stop();
  });

  it('ends what nobody reads any more, and what moved to another hub', async () => {
    const { callback } = await subscribed();
    await using second = { hub: await startHub(), [Symbol.asyncDispose]: () => second.hub.close() };
    websub.announce(feed, announcing(second.hub.url));
    await vi.waitFor(() => expect(second.hub.subscriptions.size).toBe(1));
    await websub.tend();
    await vi.waitFor(() => expect(hub.subscriptions.size).toBe(0));
    expect(hub.requests).toContain(`unsubscribe ${feed}`);
    expect((await fetch(callback, { method: 'POST', body: content })).status).toBe(404);

    isRead = false;
    second.hub.answerWith(500);
    const [still] = second.hub.subscriptions.values();
    if (still === undefined) throw new Error('There is no subscription.');
    await websub.tend();
    await websub.stop();
    expect(await second.hub.send(still, content)).toBe(410);
    for (let tries = 0; tries < 8; tries += 1) {
      now += dayMs;
      await websub.tend();
      await websub.stop();
    }
    expect(second.hub.requests.filter((request) => request.startsWith('unsubscribe'))).toHaveLength(3);
    expect(await second.hub.send(still, content)).toBe(404);
  });
});

describe('what a hub sends', () => {
  it.each(['sha1', 'sha256', 'sha384', 'sha512'])('is read when it is signed with %s', async (algorithm) => {
    const subscription = await subscribed();
    expect(await hub.send(subscription, content, { algorithm })).toBe(202);
    await vi.waitFor(() => expect(read).toHaveBeenCalledOnce());
    const [of, document] = read.mock.calls[0] ?? [];
    expect(of).toBe(feed);
    expect(Buffer.from(document?.bytes ?? []).toString()).toBe(content);
  });

  it.each([
    '',
    'sha256=',
    'sha256=00',
    `sha256=${'0'.repeat(64)}`,
    'md5=d41d8cd98f00b204e9800998ecf8427e',
    'x',
  ])('is ignored with the signature %j', async (signature) => {
    const subscription = await subscribed();
    expect(await hub.send(subscription, content, { signature })).toBe(202);
    await websub.stop();
    expect(read).not.toHaveBeenCalled();
  });

  it('is refused under another topic', async () => {
    const subscription = await subscribed();
    expect(await hub.send(subscription, content, { topic: 'https://other.example/feed' })).toBe(400);
    await websub.stop();
    expect(read).not.toHaveBeenCalled();
  });

  it('is refused when it is too large, whether it says so or not', async () => {
    const { callback } = await subscribed();
    const large = Buffer.alloc(10_000_001, 'a');
    const said = fetch(callback, { method: 'POST', body: large }).then(({ status }) => status);
    expect(await said.catch(() => 413)).toBe(413);
    const chunks = new ReadableStream({
      start(controller) {
        controller.enqueue(large);
        controller.close();
      },
    });
    const streamed = fetch(callback, { method: 'POST', body: chunks, duplex: 'half' }).then(
      ({ status }) => status,
    );
    expect(await streamed.catch(() => 413)).toBe(413);
    expect(read).not.toHaveBeenCalled();
  });

  it.each(['', '{"ping":true}'])(
    'is fetched where it only says that there is something: %j',
    async (body) => {
      const subscription = await subscribed();
      expect(await hub.send(subscription, body)).toBe(202);
      await vi.waitFor(() => expect(poll).toHaveBeenCalledWith(feed));
      expect(read).not.toHaveBeenCalled();
    },
  );

  it('counts as unreliable when a poll finds what it did not send, until it sends again', async () => {
    const subscription = await subscribed();
    websub.missed(feed);
    expect(websub.isPushed(feed)).toBe(false);
    await hub.send(subscription, content);
    expect(websub.isPushed(feed)).toBe(true);
  });

  it('is no page for browsers, whatever the challenge', async () => {
    const { callback } = await subscribed();
    const challenge = '<script>alert(1)</script>';
    const query = new URLSearchParams({
      'hub.mode': 'subscribe',
      'hub.topic': feed,
      'hub.challenge': challenge,
      'hub.lease_seconds': '60',
    });
    const response = await fetch(`${callback}?${query.toString()}`);
    expect(await response.text()).toBe(challenge);
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await fetch(callback, { method: 'PUT' })).status).toBe(405);
  });
});
