import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Entry, rss } from '../support/feed-server.ts';
import { type Hub, startHub } from '../support/hub.ts';
import { type Desk, openDesk, until } from './desk.ts';

const old: Entry = { title: 'Kim Jong Un inspects a factory', guid: 'old', link: 'https://news.example/old' };
const arrival: Entry = {
  title: 'Kim Jong Un arrives in Beijing for the parade',
  guid: 'arrival',
  link: 'https://news.example/arrival',
};
const summit: Entry = {
  title: 'Earthquake near Pyongyang: Kim Jong Un visits the damaged dam',
  guid: 'summit',
  link: 'https://news.example/summit',
};

let desk: Desk;
let hub: Hub;
beforeEach(async () => {
  [desk, hub] = await Promise.all([openDesk(), startHub()]);
});
afterEach(async () => {
  await Promise.all([desk.close(), hub.close()]);
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A feed that names the hub. */
function withHub(entries: readonly Entry[]): string {
  const links = `<atom:link rel="hub" href="${hub.url}"/><atom:link rel="self" href="${desk.news.url}/feed"/>`;
  return rss('Sample Wire', entries)
    .replace('<rss ', '<rss xmlns:atom="http://www.w3.org/2005/Atom" ')
    .replace('<description/>', `<description/>${links}`);
}

const alerts = () => desk.sim.messages(desk.sim.channel('alerts').id);
const inAlerts = () => ({ channelId: desk.sim.channel('alerts').id });

describe('a feed with a WebSub hub', () => {
  it('is told as soon as the hub sends it, once, and polled seldom', async () => {
    const port = String(await freePort());
    desk.news.page('/feed', withHub([old]), 'application/rss+xml');
    await desk.startBot({
      HEALTH_PORT: port,
      PUBLIC_URL: `http://127.0.0.1:${port}/`,
      POLL_MAX_SECONDS: '3600',
    });
    await desk.sim.command('feed add', { url: `${desk.news.url}/feed` }, inAlerts());
    await desk.sim.command('watch add', { keyword: 'Kim Jong Un' }, inAlerts());
    await until('the hub has a subscription', () => hub.subscriptions.size === 1);
    const [subscription] = hub.subscriptions.values();
    if (subscription === undefined) throw new Error('There is no subscription.');

    // Some hubs send new entries only; what they leave out is not forgotten.
    expect(await hub.send(subscription, withHub([arrival]))).toBe(202);
    const [message] = await desk.sim.waitForMessages(desk.sim.channel('alerts').id, 1, 60_000);
    expect(JSON.stringify(message)).toContain('arrives in Beijing for the parade');

    expect(await hub.send(subscription, withHub([arrival]))).toBe(202);
    expect(await hub.send(subscription, withHub([summit]), { signature: `sha256=${'0'.repeat(64)}` })).toBe(
      202,
    );
    expect(await hub.send(subscription, withHub([summit]), { topic: 'https://other.example/' })).toBe(400);
    expect(await hub.send(subscription, withHub([summit, arrival, old]))).toBe(202);
    await desk.sim.waitForMessages(desk.sim.channel('alerts').id, 2, 60_000);
    expect(alerts()).toHaveLength(2);

    // Two reads before the lease began, at most: when the feed was found, and its first poll.
    const polled = desk.news.hits('/feed');
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(desk.news.hits('/feed')).toBe(polled);

    await desk.sim.command('feed remove', { feed: `${desk.news.url}/feed` }, inAlerts());
    await until('the subscription has ended', () => hub.subscriptions.size === 0);
    expect(await hub.send(subscription, withHub([old]))).toBe(404);
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  });
});
