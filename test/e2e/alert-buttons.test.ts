import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../discord-sim/world-types.ts';
import type { Entry } from '../support/feed-server.ts';
import { idOf, messageOf } from './answers.ts';
import { type Desk, openDesk, until } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const inAlerts = () => ({ channelId: desk.sim.channel('alerts').id });
const command = (path: string, values: Record<string, string> = {}) =>
  desk.sim.command(path, values, inAlerts());
const shown = (value: unknown): string => JSON.stringify(value);

const press = (message: Message, label: string) => desk.sim.click(message, idOf(message, label), inAlerts());

const entry = (guid: string, title: string): Entry => ({
  title,
  guid,
  link: `https://news.example/${guid}`,
  pubDate: new Date().toUTCString(),
});
const published: Entry[] = [];

/** Publishes entries and waits until they were read. */
async function publish(...entries: readonly Entry[]): Promise<void> {
  published.unshift(...entries);
  desk.news.feed('/feed', 'Sample Wire', published);
  const hits = desk.news.hits('/feed');
  await until('two more polls', () => desk.news.hits('/feed') >= hits + 2);
}

const alertCount = () => desk.sim.messages(inAlerts().channelId).length;

/** A bot that watches a keyword and has posted one alert. */
async function firstAlert(title: string, keyword = 'SCO'): Promise<Message> {
  published.splice(0);
  published.push(entry('old', 'An old report'));
  desk.news.feed('/feed', 'Sample Wire', published);
  await desk.startBot();
  await command('feed add', { url: `${desk.news.url}/feed` });
  await command('watch add', { keyword });
  await publish(entry('first', title));
  const [message] = await desk.sim.waitForMessages(inAlerts().channelId, 1, 60_000);
  if (message === undefined) throw new Error('No alert came.');
  return message;
}

describe('Mute', () => {
  it('lets a keyword post nothing until somebody ends it', async () => {
    const alert = await firstAlert('SCO leaders gather in Tianjin');
    const asked = messageOf(await press(alert, 'Mute'));
    expect(asked.content).toContain('Which keyword');
    const muted = messageOf(await press(asked, 'SCO: 24 hours'));
    expect(muted.content).toMatch(/``SCO`` posts nothing on this server until <t:\d+:f>/);
    expect((await command('watch list')).content).toMatch(/``SCO`` · 🔇 muted until <t:/);

    await publish(entry('second', 'SCO foreign ministers agree on a bank'));
    expect(alertCount()).toBe(1);

    expect(await desk.sim.autocomplete('unmute', { name: 'keyword', value: '' })).toEqual([
      { name: 'SCO', value: 'SCO' },
    ]);
    await command('unmute', { keyword: 'SCO' });
    await publish(entry('third', 'SCO admits Laos as a partner'));
    await desk.sim.waitForMessages(inAlerts().channelId, 2, 60_000);
  });

  it('can be typed, taken back, and is refused for what is not watched', async () => {
    await firstAlert('SCO leaders gather in Tianjin');
    expect((await command('mute', { keyword: 'NATO' })).content).toContain('"NATO" is not watched here');
    expect((await command('unmute', { keyword: 'SCO' })).content).toContain('not muted');
    const muted = await command('mute', { keyword: 'SCO', time: 'on' });
    expect(muted.content).toContain('until somebody ends it');
    await press(messageOf(muted), 'Undo');
    expect((await command('watch list')).content).not.toContain('🔇');
  });

  it('is for members with Manage Server', async () => {
    const alert = await firstAlert('SCO leaders gather in Tianjin');
    const answer = await desk.sim.click(alert, idOf(alert, 'Mute'), {
      ...inAlerts(),
      userId: desk.sim.member.id,
    });
    expect(answer.content).toContain('takes **Manage Server**');
  });
});

describe('Not about this', () => {
  it('shows what a narrower keyword would have hidden, then watches that', async () => {
    const alert = await firstAlert('Mercury Prize goes to a London band', 'Mercury');
    await publish(entry('orbit', 'Probe enters orbit around Mercury'));
    await desk.sim.waitForMessages(inAlerts().channelId, 2, 60_000);

    const asked = messageOf(await press(alert, 'Not about this'));
    const menu = idOf(asked, 'Mercury, but not with …');
    const preview = messageOf(await desk.sim.select(asked, menu, ['Prize'], inAlerts()));
    expect(preview.content).toContain('``Mercury`` would become ``Mercury AND NOT Prize``');
    expect(preview.content).toContain('Of 2 matches in the last 7 days that would have hidden 1:');
    expect(preview.content).toContain('Mercury Prize goes to a London band');
    expect((await command('watch list')).content).not.toContain('Prize');

    const changed = messageOf(await press(preview, 'Change the keyword'));
    expect(changed.content).toContain('``Mercury AND NOT Prize`` is watched from now on');
    await publish(
      entry('judges', 'Judges of the Mercury Prize named'),
      entry('map', 'Mercury mapped in full'),
    );
    await desk.sim.waitForMessages(inAlerts().channelId, 3, 60_000);
    expect(shown(desk.sim.messages(inAlerts().channelId))).not.toContain('Judges of');

    await press(changed, 'Undo');
    expect((await command('watch list')).content).not.toContain('Prize');
  });
});

describe('Discuss', () => {
  it('opens one thread under the alert', async () => {
    const alert = await firstAlert('SCO leaders gather in Tianjin');
    const opened = await press(alert, 'Discuss');
    expect(opened.content).toBe(`The discussion is open in <#${alert.id}>.`);
    expect(desk.sim.channel(alert.id).name).toBe('SCO leaders gather in Tianjin');
    const again = desk.sim.messages(inAlerts().channelId)[0];
    if (again === undefined) throw new Error('The alert is gone.');
    expect((await press(again, 'Discuss')).content).toBe(`It is discussed in <#${alert.id}>.`);
  });
});
