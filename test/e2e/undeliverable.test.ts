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

async function watchIn(channelId: string): Promise<void> {
  desk.news.feed('/feed', 'Sample Wire', [entry(0)]);
  await desk.startBot();
  await desk.sim.command('feed add', { url: `${desk.news.url}/feed` }, { channelId });
  await desk.sim.command('watch add', { keyword: 'SCO' }, { channelId });
}

/** What the bot wrote to the guild's owner. */
const direct = () =>
  desk.sim.messages(desk.sim.world.directMessageWith(desk.sim.owner).id).map(({ content }) => content);

describe('an alert that cannot be posted', () => {
  it('is kept, its owner told once what to mend, and posted when it is mended', async () => {
    const channelId = desk.sim.channel('alerts').id;
    await watchIn(channelId);
    desk.sim.setPermissions(channelId, desk.sim.guild.id, { deny: ['SendMessages'] });
    desk.news.feed('/feed', 'Sample Wire', [entry(1), entry(0)]);
    await until('the owner is told', () => direct().length > 0);
    expect(direct()).toEqual([expect.stringMatching(new RegExp(`<#${channelId}>.*"Send Messages"`, 's'))]);

    desk.news.feed('/feed', 'Sample Wire', [entry(2), entry(1), entry(0)]);
    const polls = desk.news.hits('/feed');
    await until('two more polls', () => desk.news.hits('/feed') >= polls + 2);
    expect(direct()).toHaveLength(1);
    const subscriptions = await desk.sim.command(
      'subscriptions',
      {},
      { channelId: desk.sim.channel('general').id },
    );
    expect(subscriptions.content).toMatch(/2 alerts waiting/);

    desk.sim.setPermissions(channelId, desk.sim.guild.id, { allow: ['SendMessages'] });
    await desk.sim.waitForMessages(channelId, 2, 60_000);
    const shown = desk.sim.messages(channelId).map((message) => JSON.stringify(message.components));
    expect(shown.map((text) => /report number (\d)/.exec(text)?.[1])).toEqual(['1', '2']);
  });

  it('because its channel is gone stops no other channel', async () => {
    const [gone, other] = [desk.sim.channel('asia').id, desk.sim.channel('alerts').id];
    await watchIn(gone);
    await desk.sim.command('subscribe', { channel: other }, { channelId: other });
    desk.sim.deleteChannel(gone);
    desk.news.feed('/feed', 'Sample Wire', [entry(1), entry(0)]);
    await desk.sim.waitForMessages(other, 1, 60_000);
    await until('the owner is told', () => direct().length > 0);
    expect(direct()).toEqual([expect.stringContaining('no longer exists')]);
  });
});
