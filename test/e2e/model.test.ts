import { afterEach, beforeEach, expect, it } from 'vitest';
import { startServer, type TestServer } from '../feeds/server.ts';
import { type Desk, openDesk, until } from './desk.ts';

const written = 'Kim Jong Un reached Beijing by train and meets Xi Jinping at a parade.';
const key = 'sk-very-secret-0123456789';
let desk: Desk;
let model: TestServer;
let asked: number;

beforeEach(async () => {
  asked = 0;
  [desk, model] = await Promise.all([
    openDesk(),
    startServer((_request, response) => {
      asked += 1;
      // The first question is answered, the second never.
      if (asked > 1) return;
      const answer = { choices: [{ message: { content: written } }] };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    }),
  ]);
});
afterEach(async () => {
  await Promise.all([desk.close(), model[Symbol.asyncDispose]()]);
});

const description =
  'The armoured train of Kim Jong Un reached the station of Beijing on Tuesday. He meets Xi Jinping at a parade. '.repeat(
    6,
  );

it('the words of a model that answers are posted, and sentences of the text when it does not', async () => {
  const channelId = desk.sim.channel('alerts').id;
  const old = { title: 'Something old', guid: 'old' };
  const first = { title: 'Kim Jong Un in Beijing', guid: '1', description };
  desk.news.feed('/feed', 'Sample Wire', [old]);
  const bot = await desk.startBot({
    SUMMARY_MODEL_URL: `${model.origin}/v1`,
    SUMMARY_MODEL: 'small',
    SUMMARY_MODEL_KEY: key,
    SUMMARY_MODEL_SECONDS: '1',
    LOG_LEVEL: 'debug',
  });
  await desk.sim.command('feed add', { url: `${desk.news.url}/feed` }, { channelId });
  await desk.sim.command('watch add', { keyword: 'Kim Jong Un' }, { channelId });
  desk.news.feed('/feed', 'Sample Wire', [first, old]);
  const told = JSON.stringify(await desk.sim.waitForMessages(channelId, 1, 60_000));
  expect(told).toContain('**Kim Jong Un** reached Beijing by train and meets Xi Jinping');

  const second = {
    title: 'A factory is inspected',
    guid: '2',
    description:
      'Workers in Sinuiju showed a new line of tractors to Kim Jong Un on Friday. He asked for twice as many by spring. '.repeat(
        6,
      ),
  };
  desk.news.feed('/feed', 'Sample Wire', [second, first, old]);
  const both = JSON.stringify(await desk.sim.waitForMessages(channelId, 2, 60_000));
  expect(both).toContain('Workers in Sinuiju showed a new line of tractors');
  await until('the failure is logged', () => bot.output().includes('model-failed'));
  expect(asked).toBe(2);
  expect(bot.output()).not.toContain(key);
});
