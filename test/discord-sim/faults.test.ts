import { DiscordAPIError } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { logIn, request, startForTest } from './connect.ts';
import type { FaultResponse } from './faults.ts';
import type { DiscordSim } from './sim.ts';

const pathOf = (sim: DiscordSim) => `/channels/${sim.channel('alerts').id}/messages`;
const sendTo = async (sim: DiscordSim, options: { retries?: number } = {}) => {
  const client = await logIn(sim, { rest: options });
  const channel = await client.channels.fetch(sim.channel('alerts').id);
  if (!channel?.isSendable()) throw new TypeError('The channel takes no messages.');
  return channel;
};

describe('faults', () => {
  it('make discord.js post a message twice where the answer to the first one is a 500', async () => {
    const sim = await startForTest();
    const channel = await sendTo(sim);
    sim.faults.add({ method: 'POST', path: pathOf(sim), respond: { afterHandling: { status: 502 } } });
    await channel.send('a');
    expect(sim.messages(channel.id)).toHaveLength(2);
  });

  it('do no harm to a message whose nonce is enforced', async () => {
    const sim = await startForTest();
    const channel = await sendTo(sim);
    sim.faults.add({ method: 'POST', path: pathOf(sim), respond: { afterHandling: { status: 502 } } });
    const message = await channel.send({ content: 'a', nonce: 'alert-1', enforceNonce: true });
    expect(sim.messages(channel.id).map(({ id }) => id)).toEqual([message.id]);
  });

  it('cut the connection before or after the message was created', async () => {
    const sim = await startForTest();
    const channel = await sendTo(sim, { retries: 0 });
    sim.faults.add({ method: 'POST', respond: 'reset' });
    sim.faults.add({ method: 'POST', respond: { afterHandling: 'reset' } });
    await expect(channel.send('before')).rejects.toThrow(/other side closed|ECONNRESET/);
    await expect(channel.send('after')).rejects.toThrow(/other side closed|ECONNRESET/);
    expect(sim.messages(channel.id)).toMatchObject([{ content: 'after' }]);
  });

  it.each<[string, FaultResponse, number]>([
    ['403', { status: 403, body: { message: 'Missing Permissions', code: 50013 } }, 50013],
    ['404', { status: 404, body: { message: 'Unknown Channel', code: 10003 } }, 10003],
  ])('answer %s as a bot would get it from Discord', async (_status, respond, code) => {
    const sim = await startForTest();
    const channel = await sendTo(sim);
    sim.faults.add({ path: /\/messages$/, respond });
    const error: unknown = await channel.send('a').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DiscordAPIError);
    expect(error).toMatchObject({ code });
  });

  it('answer a 429 that discord.js waits out', async () => {
    const sim = await startForTest();
    const channel = await sendTo(sim);
    const body = { message: 'You are being rate limited.', retry_after: 0.1, global: false };
    sim.faults.add({
      method: 'POST',
      respond: { status: 429, body, headers: { 'retry-after': '0.1', 'x-ratelimit-scope': 'shared' } },
    });
    await channel.send('a');
    expect(sim.requests.filter(({ method }) => method === 'POST').map(({ status }) => status)).toEqual([
      429, 200,
    ]);
  });

  it('happen in order, each as often as it says, and only where they fit', async () => {
    const sim = await startForTest();
    sim.faults.add({ method: 'GET', path: '/users/@me', times: 2, respond: { status: 500 } });
    sim.faults.add({ respond: { status: 503 } });
    const statuses: number[] = [];
    for (let index = 0; index < 4; index += 1)
      statuses.push((await request(sim, 'GET', '/users/@me')).status);
    expect(statuses).toEqual([500, 500, 503, 200]);
    expect(sim.faults.pending()).toBe(0);
  });

  it('slow an answer down without changing it', async () => {
    const sim = await startForTest();
    sim.faults.add({ path: '/users/@me', respond: { delayMs: 60 } });
    const before = performance.now();
    expect((await request(sim, 'GET', '/users/@me')).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThan(50);
  });
});

describe('rate limits', () => {
  const clockAt = (start: string) => {
    let now = Date.parse(start);
    return { now: () => now, advance: (ms: number) => (now += ms) };
  };

  it('allow five messages in five seconds a channel', async () => {
    const clock = clockAt('2025-09-03T01:00:00Z');
    const sim = await startForTest({ clock });
    const post = () => request(sim, 'POST', pathOf(sim), { content: 'a' });
    const first = await post();
    expect(first.headers.get('x-ratelimit-limit')).toBe('5');
    expect(first.headers.get('x-ratelimit-remaining')).toBe('4');
    expect(first.headers.get('x-ratelimit-reset-after')).toBe('5.000');
    expect(first.headers.get('x-ratelimit-bucket')).toMatch(/^[0-9a-f]{32}$/);
    for (let index = 0; index < 4; index += 1) expect((await post()).status).toBe(200);

    clock.advance(500);
    const refused = await post();
    expect(refused).toMatchObject({
      status: 429,
      body: { message: 'You are being rate limited.', retry_after: 4.5, global: false },
    });
    expect(refused.headers.get('retry-after')).toBe('5');
    expect(refused.headers.get('x-ratelimit-scope')).toBe('user');
    const elsewhere = await request(sim, 'POST', `/channels/${sim.channel('asia').id}/messages`, {
      content: 'a',
    });
    expect(elsewhere.status).toBe(200);
    clock.advance(4500);
    expect((await post()).status).toBe(200);
  });

  it('allow fifty requests a second in all', async () => {
    const clock = clockAt('2025-09-03T01:00:00Z');
    const sim = await startForTest({
      clock,
      rateLimits: { limits: { 'GET /users/@me': { limit: 1000, windowMs: 1000 } } },
    });
    const replies = await Promise.all(Array.from({ length: 51 }, () => request(sim, 'GET', '/users/@me')));
    const refused = replies.filter(({ status }) => status === 429);
    expect(refused).toMatchObject([{ body: { global: true } }]);
    expect(refused[0]?.headers.get('x-ratelimit-global')).toBe('true');
  });

  it('only count down where they are not enforced', async () => {
    const sim = await startForTest({ rateLimits: { enforce: false } });
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => request(sim, 'POST', pathOf(sim), { content: 'a' })),
    );
    expect(replies.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(replies.at(-1)?.headers.get('x-ratelimit-remaining')).toBe('0');
  });

  it('are never met by discord.js, which paces itself by the headers', async () => {
    const sim = await startForTest({
      rateLimits: { limits: { 'POST /channels/{channel_id}/messages': { limit: 2, windowMs: 200 } } },
    });
    const channel = await sendTo(sim);
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((content) => channel.send(content)));
    expect(sim.requests.some(({ status }) => status === 429)).toBe(false);
    expect(sim.messages(channel.id).map(({ content }) => content)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});
