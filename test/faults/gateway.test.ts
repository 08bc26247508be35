import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, openDesk, until } from '../e2e/desk.ts';
import type { BotProcess } from '../support/bot-process.ts';
import { freePort } from '../support/free-port.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk({ heartbeatIntervalMs: 1_000 });
});
afterEach(() => desk.close());

const channelId = () => desk.sim.channel('alerts').id;
const entry = (n: number) => ({
  title: `SCO summit, report number ${n} from the city of Tianjin`,
  guid: `g${n}`,
  link: `https://news.example/${n}`,
});
const publish = (n: number) =>
  desk.news.feed(
    '/feed',
    'Sample Wire',
    Array.from({ length: n + 1 }, (_, at) => entry(n - at)),
  );
const shown = () =>
  desk.sim
    .messages(channelId())
    .map(({ components }) => /report number (\d+)/.exec(JSON.stringify(components))?.[1]);
const count = (bot: BotProcess, event: string) => bot.output().split(`"event":"${event}"`).length - 1;
const asked = (path: string) => desk.sim.requests.filter((request) => request.path === path).length;

async function startWatching(env: Readonly<Record<string, string>> = {}): Promise<BotProcess> {
  publish(0);
  const bot = await desk.startBot(env);
  await desk.sim.command('feed add', { url: `${desk.news.url}/feed` }, { channelId: channelId() });
  await desk.sim.command('watch add', { keyword: 'SCO' }, { channelId: channelId() });
  return bot;
}

describe('the sessions that Discord allows', () => {
  it('are respected: without one left the bot waits as told, says so once and does not log in', async () => {
    const session_start_limit = { total: 1_000, remaining: 0, reset_after: 4_000, max_concurrency: 1 };
    const body = { url: `ws://127.0.0.1:${desk.sim.port}/gateway`, shards: 1, session_start_limit };
    desk.sim.faults.add({ path: '/gateway/bot', respond: { status: 200, body } });
    const bot = desk.run(['src/cli.ts', 'start']);
    await until('the bot says so', () => count(bot, 'discord-sessions-used-up') === 1);
    expect(desk.sim.gateway.counts.identify).toBe(0);
    await until('the bot is ready', () => count(bot, 'ready') === 1);
    expect(count(bot, 'discord-sessions-used-up')).toBe(1);
    expect(desk.sim.gateway.counts.identify).toBe(1);
    expect(asked('/gateway/bot')).toBeLessThanOrEqual(4);
  });

  it('are not used up by sessions that end again and again: each pause is longer', async () => {
    await desk.startBot();
    const times: number[] = [Date.now()];
    for (let n = 1; n <= 3; n += 1) {
      desk.sim.gateway.invalidSession(false);
      await until('a new session', () => desk.sim.gateway.counts.identify > n, 90_000);
      times.push(Date.now());
    }
    const pauses = times.slice(1).map((time, at) => time - (times[at] ?? 0));
    expect(pauses[1]).toBeGreaterThan(9_000);
    expect(pauses[2]).toBeGreaterThan(19_000);
  }, 180_000);
});

describe('a token that Discord refuses', () => {
  it('at the start costs one request and no session, and ends the bot with the code 78', async () => {
    const bot = desk.run(['src/cli.ts', 'start'], { DISCORD_TOKEN: 'wrong', LOG_LEVEL: 'warn' });
    expect(await bot.exited).toBe(78);
    expect(bot.output()).toMatch(/^Discord refused the token: copy a new one .*\n$/);
    expect(desk.sim.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /gateway/bot']);
    expect(desk.sim.gateway.counts.identify).toBe(0);
  });

  it('on the gateway ends the running bot with the code 78', async () => {
    const bot = await desk.startBot();
    desk.sim.gateway.drop(4004);
    expect(await bot.exited).toBe(78);
    expect(bot.output()).toMatch(/\nDiscord refused the token: copy a new one .*\n$/);
  });

  it('to a request ends it too, and the next start posts what was not posted, once', async () => {
    const bot = await startWatching();
    const body = { message: '401: Unauthorized', code: 0 };
    desk.sim.faults.add({
      method: 'POST',
      path: `/channels/${channelId()}/messages`,
      respond: { status: 401, body },
    });
    publish(2);
    expect(await bot.exited).toBe(78);
    expect(bot.output()).toMatch(/\nDiscord refused the token: copy a new one .*\n$/);
    await desk.startBot();
    await desk.sim.waitForMessages(channelId(), 2, 60_000);
    const polls = desk.news.hits('/feed');
    await until('two more polls', () => desk.news.hits('/feed') >= polls + 2);
    expect(shown()).toEqual(['1', '2']);
  });
});

describe('a connection', () => {
  it('that is dead without having ended is noticed and resumed; alerts and commands go on', async () => {
    const bot = await startWatching();
    desk.sim.gateway.pauseHeartbeatAck(true);
    publish(1);
    await until('the bot gives it up', () => count(bot, 'discord-reconnecting') > 0);
    desk.sim.gateway.pauseHeartbeatAck(false);
    await until('it is resumed', () => desk.sim.gateway.counts.resume > 0);
    publish(2);
    await desk.sim.waitForMessages(channelId(), 2, 60_000);
    expect(shown()).toEqual(['1', '2']);
    expect((await desk.sim.command('help')).content).toContain('/watch add');
    expect(desk.sim.gateway.counts.identify).toBe(1);
  });

  it('that Discord asks to be made anew is resumed', async () => {
    await startWatching();
    desk.sim.gateway.reconnect();
    await until('it is resumed', () => desk.sim.gateway.counts.resume > 0);
    expect((await desk.sim.command('help')).content).toContain('/watch add');
    expect(desk.sim.gateway.counts.identify).toBe(1);
  });

  it.each([
    ['before the login', 0],
    ['in the middle of the login', 1],
  ])(
    'that can’t be made at the start, %s, is made later, and the bot is well and can be stopped',
    async (_, answered) => {
      const port = await freePort();
      if (answered > 0)
        desk.sim.faults.add({ path: '/gateway/bot', times: answered, respond: { delayMs: 0 } });
      desk.sim.faults.add({ path: '/gateway/bot', times: 5, respond: { status: 503 } });
      const bot = desk.run(['src/cli.ts', 'start'], { HEALTH_PORT: `${port}` });
      await until('the bot says so', () => count(bot, 'discord-unreachable') > 0);
      expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(503);
      await until('the bot is ready', () => count(bot, 'commands-registered') === 1);
      expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
      expect((await desk.sim.command('help')).content).toContain('/watch add');
      expect(await bot.stop()).toBe(0);
    },
  );
});
