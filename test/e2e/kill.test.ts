import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alertSteps, digestSteps } from '../../src/alerts/steps.ts';
import { type Desk, openDesk, until } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

describe('kill -9', () => {
  it.each(alertSteps)('loses no alert and posts none twice right after %s', async (step) => {
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

  it.each(digestSteps)(
    'loses none and tells none twice of those that come together, right after %s',
    async (step) => {
      const channelId = desk.sim.channel('alerts').id;
      const entry = (n: number) => ({
        title: `SCO summit, report number ${n} from the city of Tianjin`,
        guid: `g${n}`,
        link: `https://news.example/${n}`,
      });
      desk.news.feed('/feed', 'Sample Wire', [entry(0)]);
      const folding = { DIGEST_COUNT: '3' };
      const first = await desk.startBot(folding);
      await desk.sim.command('feed add', { url: `${desk.news.url}/feed` }, { channelId });
      await desk.sim.command('watch add', { keyword: 'SCO' }, { channelId });
      desk.sim.setPermissions(channelId, desk.sim.guild.id, { deny: ['SendMessages'] });
      desk.news.feed('/feed', 'Sample Wire', [4, 3, 2, 1, 0].map(entry));
      const other = desk.sim.channel('general').id;
      await until('all wait', async () => {
        const { content } = await desk.sim.command('subscriptions', {}, { channelId: other });
        return content.includes('4 alerts waiting');
      });
      await first.stop();

      desk.sim.setPermissions(channelId, desk.sim.guild.id, { allow: ['SendMessages'] });
      await desk.run(['test/e2e/mortal-bot.ts'], { DIES_AFTER: step, ...folding }).exited;
      await desk.startBot(folding);
      await desk.sim.waitForMessages(channelId, 1, 60_000);
      const polls = desk.news.hits('/feed');
      await until('two more polls', () => desk.news.hits('/feed') >= polls + 2);

      const shown = desk.sim.messages(channelId).map((message) => JSON.stringify(message.components));
      expect(shown).toHaveLength(1);
      const numbers = [...(shown[0] ?? '').matchAll(/report number (\d) /g)].map(([, n]) => n);
      expect(numbers.map(Number).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
    },
  );
});
