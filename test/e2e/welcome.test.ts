import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../discord-sim/interaction-answer.ts';
import type { Message } from '../discord-sim/world-types.ts';
import { temporaryFolder } from '../support/bot-process.ts';
import { idOf, messageOf } from './answers.ts';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const inGeneral = () => ({ channelId: desk.sim.channel('general').id });
const greetings = () => desk.sim.messages(inGeneral().channelId);

function press(message: Message, label: string, userId = desk.sim.owner.id): Promise<Answer> {
  return desk.sim.click(message, idOf(message, label), { ...inGeneral(), userId });
}

async function greeted(): Promise<Message> {
  const [message] = await desk.sim.waitForMessages(inGeneral().channelId, 1, 60_000);
  if (message === undefined) throw new Error('Nobody was greeted.');
  return message;
}

describe('the welcome', () => {
  it('is said once in a new server, and not again after a restart', async () => {
    const bot = await desk.startBot();
    expect((await greeted()).content).toContain('**Wirewatch is here.**');
    await bot.stop();
    await desk.startBot();
    await desk.sim.command('status', {}, inGeneral());
    expect(greetings()).toHaveLength(1);
  });

  it('is said in a server that is joined later, and not when it comes back', async () => {
    await desk.startBot();
    await greeted();
    const guild = desk.sim.addGuild({ name: 'Second Desk', channels: [{ name: 'lobby' }] });
    const lobby = desk.sim.channel('lobby').id;
    await desk.sim.waitForMessages(lobby, 1, 60_000);
    desk.sim.removeGuild(guild.id);
    desk.sim.restoreGuild(guild.id);
    const status = await desk.sim.command('status', {}, { channelId: lobby });
    expect(status.content).toContain('Watching 0 keywords');
    expect(desk.sim.messages(lobby)).toHaveLength(1);
  });

  it('leads to a watched keyword by one button and one form', async () => {
    await desk.startBot();
    const form = await press(await greeted(), 'Watch something');
    const answer = await desk.sim.submitModal(form, { keyword: 'Kim Jong Un' });
    expect(answer.content).toContain('Watching ``Kim Jong Un`` on the watchlist **main**.');
    expect(answer.content).toContain('New matches are posted in this channel from now on.');
  });

  it('says what is wrong with a faulty query', async () => {
    await desk.startBot();
    const form = await press(await greeted(), 'Watch something');
    expect((await desk.sim.submitModal(form, { keyword: '(kim' })).content).toContain('unclosed');
  });

  it('leads to the channel where alerts belong', async () => {
    await desk.startBot();
    const message = await greeted();
    const asked = messageOf(await press(message, 'Choose the channel'));
    const alerts = desk.sim.channel('alerts').id;
    const chosen = await desk.sim.select(asked, 'welcome-channel-chosen', [alerts], inGeneral());
    expect(chosen.message?.content).toContain(`Alerts are posted in <#${alerts}>`);
    const form = await press(message, 'Watch something');
    const answer = await desk.sim.submitModal(form, { keyword: 'SCO' });
    expect(answer.content).toContain(`New matches are posted in <#${alerts}>.`);
  });

  it('leads to the feeds that are wanted', async () => {
    for (const path of ['/a', '/b']) desk.news.feed(path, `Sample ${path}`, []);
    const folder = await temporaryFolder();
    const feedsFile = join(folder.path, 'starters.yaml');
    await writeFile(
      feedsFile,
      `feeds:\n${['a', 'b'].map((name) => `  - title: Sample ${name}\n    url: ${desk.news.url}/${name}\n`).join('')}`,
    );
    await desk.startBot({ FEEDS_FILE: feedsFile });
    const asked = messageOf(await press(await greeted(), 'Choose feeds'));
    const chosen = await desk.sim.select(asked, 'welcome-feeds-chosen', ['1'], inGeneral());
    expect(chosen.message?.content).toContain('1 feed');
    expect((await desk.sim.command('feed list', {}, inGeneral())).content).not.toContain('Sample a');
    await folder.remove();
  });

  it('asks for Manage Server', async () => {
    await desk.startBot();
    for (const label of ['Watch something', 'Choose feeds', 'Choose the channel']) {
      const answer = await press(await greeted(), label, desk.sim.member.id);
      expect(answer.content).toContain('takes **Manage Server**');
    }
  });
});
