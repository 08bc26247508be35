import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultResponse } from '../discord-sim/faults.ts';
import { type Desk, openDesk, until } from '../e2e/desk.ts';

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
  ['429 without headers', limited({}, { message: 'slow', retry_after: 0.5, global: false }), 1],
  ['500', { status: 500 }, 3],
  ['502', { status: 502, body: 'bad gateway' }, 5],
  ['503', { status: 503 }, 2],
  ['a connection that is cut before', 'reset', 2],
  ['a connection that is cut after the message was created', { afterHandling: 'reset' }, 1],
  ['502 after the message was created', { afterHandling: { status: 502 } }, 1],
  ['502 after the message was created, again and again', { afterHandling: { status: 502 } }, 6],
  ['an answer that is slow', { delayMs: 4_000 }, 1],
];

describe('an alert is posted exactly once through', () => {
  it.each(faults.filter(([what]) => !isShort || short.includes(what)))('%s', async (_, respond, times) => {
    const channelId = desk.sim.channel('alerts').id;
    desk.news.feed('/feed', 'Sample Wire', [entry(0)]);
    const bot = await desk.startBot();
    await desk.sim.command('feed add', { url: `${desk.news.url}/feed` }, { channelId });
    await desk.sim.command('watch add', { keyword: 'SCO' }, { channelId });
    desk.sim.faults.add({ method: 'POST', path: `/channels/${channelId}/messages`, times, respond });
    desk.news.feed('/feed', 'Sample Wire', [entry(2), entry(1), entry(0)]);
    await until(
      'both alerts are acknowledged',
      () => bot.output().split('alert-posted').length > 2,
      40_000,
    ).catch(() => {});
    const polls = desk.news.hits('/feed');
    await until('two more polls', () => desk.news.hits('/feed') >= polls + 2);
    const shown = desk.sim.messages(channelId).map((message) => JSON.stringify(message.components));
    expect(shown.map((text) => /report number (\d)/.exec(text)?.[1])).toEqual(['1', '2']);
  });
});

describe('a message that Discord refuses', () => {
  it('for its form holds up no other', async () => {
    const channelId = desk.sim.channel('alerts').id;
    desk.news.feed('/feed', 'Sample Wire', [entry(0)]);
    await desk.startBot();
    await desk.sim.command('feed add', { url: `${desk.news.url}/feed` }, { channelId });
    await desk.sim.command('watch add', { keyword: 'SCO' }, { channelId });
    const body = { code: 50035, message: 'Invalid Form Body', errors: {} };
    desk.sim.faults.add({
      method: 'POST',
      path: `/channels/${channelId}/messages`,
      respond: { status: 400, body },
    });
    desk.news.feed('/feed', 'Sample Wire', [entry(2), entry(1), entry(0)]);
    await desk.sim.waitForMessages(channelId, 1, 60_000);
    const shown = desk.sim.messages(channelId).map((message) => JSON.stringify(message.components));
    expect(shown.map((text) => /report number (\d)/.exec(text)?.[1])).toEqual(['2']);
  });
});
