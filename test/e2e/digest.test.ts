import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Entry } from '../support/feed-server.ts';
import { type Desk, openDesk, until } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
  desk.news.feed('/feed', 'Sample Wire', [entry('old', 'An old report')]);
  await desk.startBot();
});
afterEach(() => desk.close());

function entry(guid: string, title: string): Entry {
  return { title, guid, link: `https://news.example/${guid}`, pubDate: new Date().toUTCString() };
}

const inAlerts = () => ({ channelId: desk.sim.channel('alerts').id });
const command = (path: string, values: Record<string, string | number> = {}) =>
  desk.sim.command(path, values, inAlerts());
const minute = (offset: number) => new Date(Date.now() + offset * 60_000).toISOString().slice(11, 16);

async function publish(...entries: readonly Entry[]): Promise<void> {
  desk.news.feed('/feed', 'Sample Wire', entries);
  const hits = desk.news.hits('/feed');
  await until('two more polls', () => desk.news.hits('/feed') >= hits + 2);
}

describe('a subscription with quiet hours', () => {
  it('gets what came in them together, when they are over, and what comes then at once', async () => {
    await command('feed add', { url: `${desk.news.url}/feed` });
    await command('watch add', { keyword: 'SCO' });
    // So far off that what is published comes before it.
    const over = minute(new Date().getSeconds() > 15 ? 2 : 1);
    const subscribed = await command('subscribe', { quiet: `${minute(-60)}-${over}` });
    expect(subscribed.content).toContain(`from now on, not from ${minute(-60)} to ${over} (UTC)`);
    expect((await command('subscriptions')).content).toContain(`not from ${minute(-60)} to ${over} (UTC)`);

    const first = [entry('a', 'SCO leaders gather in Tianjin'), entry('b', 'SCO admits Laos as a partner')];
    await publish(...first);
    const early = desk.sim.messages(inAlerts().channelId).length;
    expect(early).toBe(0);
    const [digest] = await desk.sim.waitForMessages(inAlerts().channelId, 1, 120_000);
    const shown = JSON.stringify(digest);
    expect(shown).toContain('2 alerts in one message');
    expect(shown).toContain('SCO leaders gather in Tianjin');
    expect(shown).toContain('SCO admits Laos as a partner');

    await publish(entry('c', 'Bank of the SCO opens its doors'), ...first);
    await desk.sim.waitForMessages(inAlerts().channelId, 2, 60_000);
  }, 300_000);
});

describe('the times of a subscription', () => {
  it('are told in words, in the zone of the server', async () => {
    await command('watch add', { keyword: 'SCO' });
    const zone = await command('settings timezone', { zone: 'Asia/Seoul' });
    expect(zone.content).toContain('Asia/Seoul from now on, where it is');
    const weekly = await command('subscribe', { digest: 'week', weekday: 5, time: '7:05' });
    expect(weekly.content).toContain('together every Friday at 07:05 (Asia/Seoul)');
    const hourly = await command('subscribe', { digest: 'hour' });
    expect(hourly.content).toContain('together every hour (Asia/Seoul)');
  });

  it.each([
    [{ digest: 'day', time: '25:00' }, '"25:00" is no time of day: write it like 07:30.'],
    [{ time: '08:00' }, 'A time is for a digest of every day or every week'],
    [{ digest: 'day', weekday: 3 }, 'A weekday is for a digest of every week'],
    [{ quiet: '22' }, '"22" are no hours: write them like 22:00-07:00.'],
    [{ quiet: '07:00-07:00' }, 'Quiet hours need a beginning and an end that differ.'],
  ])('that make no sense, as %j, are refused with what to do', async (options, answer) => {
    await command('watch add', { keyword: 'SCO' });
    expect((await command('subscribe', options)).content).toContain(answer);
    expect((await command('subscriptions')).content).not.toContain('together');
  });

  it('are suggested by the names of cities', async () => {
    const suggested = await desk.sim.autocomplete('settings timezone', { name: 'zone', value: 'seoul' });
    expect(suggested).toEqual([{ name: 'Asia/Seoul', value: 'Asia/Seoul' }]);
    expect((await command('settings timezone', { zone: 'Berlin' })).content).toContain('is no time zone');
  });
});
