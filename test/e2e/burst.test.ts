import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, openDesk, until } from './desk.ts';

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
const upTo = (n: number) => Array.from({ length: n + 1 }, (_, at) => entry(n - at));

/** What the bot does where nothing is set. */
const defaults = { BURST_ALERTS: '10', BURST_MINUTES: '10', DIGEST_COUNT: '20', DIGEST_AGE_MINUTES: '120' };

async function watchIn(channelId: string) {
  desk.news.feed('/feed', 'Sample Wire', upTo(0));
  const bot = await desk.startBot(defaults);
  await desk.sim.command('feed add', { url: `${desk.news.url}/feed` }, { channelId });
  await desk.sim.command('watch add', { keyword: 'SCO' }, { channelId });
  return bot;
}

const numbersIn = (text: string) =>
  [...text.matchAll(/report number (\d+) /g)].map(([, n]) => Number(n)).toSorted((a, b) => a - b);

describe('a burst on one keyword', () => {
  it('comes in a few messages, the last of them with a notice, and all can be listed', async () => {
    const channelId = desk.sim.channel('alerts').id;
    const bot = await watchIn(channelId);
    desk.news.feed('/feed', 'Sample Wire', upTo(60));
    await until('all are told', () => bot.output().split('"event":"alert-posted"').length > 60);

    const messages = desk.sim.messages(channelId);
    expect(messages.length).toBeLessThanOrEqual(10);
    const digest = messages.find(({ components }) => JSON.stringify(components).includes('"digest:'));
    const [, customId = '', id] = /"((?:digest):([^"]+))"/.exec(JSON.stringify(digest?.components)) ?? [];
    expect(JSON.stringify(digest?.components)).toMatch(/\d+ alerts in one message\\n-# /);
    expect(id).toBeDefined();
    if (digest === undefined) return;
    let page = await desk.sim.click(digest, customId, { channelId });
    const listed = numbersIn(page.content);
    const [, pages = '1'] = /Page 1 of (\d+)/.exec(page.content) ?? [];
    for (let at = 1; at < Number(pages); at += 1) {
      const next = page.components
        .flatMap((row) => [...JSON.stringify(row).matchAll(/"custom_id":"(page:[^"]+)"/g)])
        .at(-1)?.[1];
      if (page.message === null || next === undefined) break;
      page = await desk.sim.click(page.message, next, { channelId });
      listed.push(...numbersIn(page.content));
    }
    const alone = messages
      .filter((message) => message !== digest)
      .flatMap(({ components }) => numbersIn(JSON.stringify(components)));
    expect([...alone, ...listed].toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 60 }, (_, n) => n + 1),
    );
  });

  it('that came while the bot was down for a day does not flood either', async () => {
    const channelId = desk.sim.channel('alerts').id;
    const bot = await watchIn(channelId);
    await bot.stop();
    desk.news.feed('/feed', 'Sample Wire', upTo(60));
    const next = await desk.startBot(defaults);
    await until('all are told', () => next.output().split('"event":"alert-posted"').length > 60);
    expect(desk.sim.messages(channelId).length).toBeLessThanOrEqual(10);
  });
});
