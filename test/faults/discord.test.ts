import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultResponse } from '../discord-sim/faults.ts';
import { type Desk, openDesk, until } from '../e2e/desk.ts';
import type { BotProcess } from '../support/bot-process.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const entry = (n: number) => ({
  title: `SCO summit, report number ${n} from the city of Tianjin`,
  guid: `g${n}`,
  link: `https://news.example/${n}`,
});

const limited = (headers: Readonly<Record<string, string>>, body: unknown): FaultResponse => ({
  status: 429,
  headers: { 'content-type': 'application/json', ...headers },
  body,
});

/** `npm test` tries those that taught us most; `npm run test:faults` all. */
const short = [
  '429 of the route',
  'a connection that is cut after the message was created',
  '502 after the message was created',
];
const isShort = process.env.FAULTS !== 'all';

const faults: readonly (readonly [what: string, respond: FaultResponse, times: number])[] = [
  [
    '429 of the route',
    limited(
      { 'retry-after': '1', 'x-ratelimit-scope': 'user' },
      { message: 'slow', retry_after: 0.5, global: false },
    ),
    2,
  ],
  [
    '429 of all routes',
    limited(
      { 'retry-after': '1', 'x-ratelimit-global': 'true' },
      { message: 'slow', retry_after: 0.5, global: true },
    ),
    1,
  ],
  ['429 of the route without headers', limited({}, { message: 'slow', retry_after: 0.5, global: false }), 3],
  ['429 of all routes without headers', limited({}, { message: 'slow', retry_after: 0.5, global: true }), 3],
  ['429 that is no JSON', { status: 429, headers: { 'retry-after': '1' }, body: 'slow down' }, 2],
  ['500', { status: 500 }, 3],
  ['502', { status: 502, body: 'bad gateway' }, 5],
  ['503', { status: 503 }, 2],
  ['a connection that is cut before', 'reset', 2],
  ['a connection that is cut after the message was created', { afterHandling: 'reset' }, 1],
  ['502 after the message was created', { afterHandling: { status: 502 } }, 1],
  ['502 after the message was created, again and again', { afterHandling: { status: 502 } }, 6],
  ['a connection that is cut in the middle of the answer', { afterHandling: 'half' }, 2],
  ['an answer that comes too late, after the message was created', { afterHandling: { delayMs: 16_000 } }, 1],
  ['an answer that is slow', { delayMs: 4_000 }, 1],
];

describe('an alert is posted exactly once through', () => {
  it.each(faults.filter(([what]) => !isShort || short.includes(what)))('%s', async (_, respond, times) => {
    const { bot, channelId, path } = await watch();
    desk.sim.faults.add({ method: 'POST', path, times, respond });
    desk.news.feed('/feed', 'Sample Wire', [entry(2), entry(1), entry(0)]);
    await until('both alerts are acknowledged', () => bot.output().split('alert-posted').length > 2, 90_000);
    await twoMorePolls();
    expect(shownIn(channelId)).toEqual(['1', '2']);
  });
});

async function watch(): Promise<{ bot: BotProcess; channelId: string; path: string }> {
  const channelId = desk.sim.channel('alerts').id;
  desk.news.feed('/feed', 'Sample Wire', [entry(0)]);
  const bot = await desk.startBot();
  await desk.sim.command('feed add', { url: `${desk.news.url}/feed` }, { channelId });
  await desk.sim.command('watch add', { keyword: 'SCO' }, { channelId });
  return { bot, channelId, path: `/channels/${channelId}/messages` };
}

const shownIn = (channelId: string) =>
  desk.sim
    .messages(channelId)
    .map(({ components }) => /report number (\d)/.exec(JSON.stringify(components))?.[1]);

async function twoMorePolls(): Promise<void> {
  const polls = desk.news.hits('/feed');
  await until('two more polls', () => desk.news.hits('/feed') >= polls + 2);
}

const blocks: readonly (readonly [what: string, status: number, code: number])[] = [
  ['403 (50001), no access', 403, 50001],
  ['403 (50013), a permission is missing', 403, 50013],
  ['404 (10003), no such channel', 404, 10003],
  ['400 (50083), the thread is archived', 400, 50083],
  ['400 (160005), the thread is locked', 400, 160005],
];

describe('a channel that Discord refuses', () => {
  it.each(isShort ? blocks.slice(1, 3) : blocks)(
    'with %s keeps its alerts until it is mended',
    async (_, status, code) => {
      const { bot, channelId, path } = await watch();
      const body = { code, message: 'Refused' };
      desk.sim.faults.add({ method: 'POST', path, times: 1_000, respond: { status, body } });
      desk.news.feed('/feed', 'Sample Wire', [entry(2), entry(1), entry(0)]);
      await until('the bot says so', () => bot.output().includes('"failure":"channel-blocked"'));
      await twoMorePolls();
      const tries = desk.sim.requests.filter((request) => request.path === path && request.method === 'POST');
      expect(tries).toHaveLength(1);
      desk.sim.faults.clear();
      desk.sim.setPermissions(channelId, desk.sim.guild.id, { allow: ['SendMessages'] });
      await desk.sim.waitForMessages(channelId, 2, 60_000);
      await twoMorePolls();
      expect(shownIn(channelId)).toEqual(['1', '2']);
    },
  );
});

describe('a message that is gone', () => {
  it('when it is asked for again (404, 10008) was told, and is not told again', async () => {
    const { bot, channelId, path } = await watch();
    const body = { code: 10008, message: 'Unknown Message' };
    desk.sim.faults.add({ method: 'POST', path, respond: { status: 404, body } });
    desk.news.feed('/feed', 'Sample Wire', [entry(2), entry(1), entry(0)]);
    await desk.sim.waitForMessages(channelId, 1, 60_000);
    await until('both count as told', () => bot.output().split('alert-posted').length > 2);
    await twoMorePolls();
    expect(shownIn(channelId)).toEqual(['2']);
  });
});

describe('a 429 that doesn’t say how long', () => {
  it('is not answered with request upon request', async () => {
    const { bot, path } = await watch();
    const respond = limited({}, { message: 'slow', global: false });
    desk.sim.faults.add({ method: 'POST', path, times: 1_000, respond });
    desk.news.feed('/feed', 'Sample Wire', [entry(1), entry(0)]);
    await until('it is tried again', () => bot.output().split('without saying how long').length > 2);
    const tries = () =>
      desk.sim.requests.filter((request) => request.path === path && request.method === 'POST');
    expect(tries().length).toBeLessThanOrEqual(3);
  });
});

describe('a message that Discord refuses', () => {
  it('for its form (400, 50035) holds up no other', async () => {
    const { channelId, path } = await watch();
    const body = { code: 50035, message: 'Invalid Form Body', errors: {} };
    desk.sim.faults.add({ method: 'POST', path, respond: { status: 400, body } });
    desk.news.feed('/feed', 'Sample Wire', [entry(2), entry(1), entry(0)]);
    await desk.sim.waitForMessages(channelId, 1, 60_000);
    await twoMorePolls();
    expect(shownIn(channelId)).toEqual(['2']);
  });
});
