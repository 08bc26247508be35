import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { durableSteps } from '../../src/alerts/steps.ts';
import { type Desk, openDesk, until } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

describe('kill -9', () => {
  it.each(durableSteps)('loses no alert and posts none twice right after %s', async (step) => {
    const channelId = desk.sim.channel('alerts').id;
    const entry = (n: number) => ({
      title: `SCO summit, report number ${n} from the city of Tianjin`,
      guid: `g${n}`,
      link: `https://news.example/${n}`,
    });
    desk.news.feed('/feed', 'Sample Wire', [entry(0)]);
    const first = await desk.startBot();
    await desk.sim.command('feed add', { url: `${desk.news.url}/feed` }, { channelId });
    await desk.sim.command('watch add', { keyword: 'SCO' }, { channelId });
    await first.stop();

    desk.news.feed('/feed', 'Sample Wire', [entry(2), entry(1), entry(0)]);
    await desk.run(['test/e2e/mortal-bot.ts'], { DIES_AFTER: step }).exited;
    await desk.startBot();
    await desk.sim.waitForMessages(channelId, 2, 60_000);
    const polls = desk.news.hits('/feed');
    await until('two more polls', () => desk.news.hits('/feed') >= polls + 2);

    const shown = desk.sim.messages(channelId).map((message) => JSON.stringify(message.components));
    expect(shown).toHaveLength(2);
    for (const n of [1, 2])
      expect(shown.filter((text) => text.includes(`report number ${n} `))).toHaveLength(1);
  });
});
