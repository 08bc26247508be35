import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Entry } from '../support/feed-server.ts';
import { idOf } from './answers.ts';
import { type Desk, openDesk, until } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const here = () => ({ channelId: desk.sim.channel('alerts').id });

const entry = (guid: string, title: string, description = ''): Entry => ({
  title,
  description,
  guid,
  link: `https://news.example/${guid}`,
});

async function read(path: string, title: string, entries: readonly Entry[]): Promise<void> {
  desk.news.feed(path, title, entries);
  const polls = desk.news.hits(path);
  await until('two more polls', () => desk.news.hits(path) >= polls + 2);
}

describe('aliases of a server', () => {
  it('find a keyword under another name until they are removed', async () => {
    desk.news.feed('/feed', 'Sample Wire', [entry('0', 'An old report')]);
    await desk.startBot();
    await desk.sim.command('feed add', { url: `${desk.news.url}/feed` }, here());
    await desk.sim.command('watch add', { keyword: 'parade' }, here());
    const added = await desk.sim.command('alias add', { keyword: 'parade', alias: 'Aufmarsch' }, here());
    expect(added.content).toContain('also finds');
    const again = await desk.sim.command('alias add', { keyword: 'parade', alias: 'Aufmarsch' }, here());
    expect(again.content).toContain('already');

    await read('/feed', 'Sample Wire', [
      entry('1', 'Aufmarsch in der Stadt Peking'),
      entry('0', 'An old report'),
    ]);
    await desk.sim.waitForMessages(here().channelId, 1, 60_000);

    expect(
      await desk.sim.autocomplete('alias remove', { name: 'alias', value: 'auf' }, { keyword: 'parade' }),
    ).toEqual([{ name: 'Aufmarsch', value: 'Aufmarsch' }]);
    await desk.sim.command('alias remove', { keyword: 'parade', alias: 'Aufmarsch' }, here());
    const list = await desk.sim.command('alias list', { keyword: 'parade' }, here());
    expect(list.content).toContain('nothing of your own');
  });

  it('are offered where two outlets explain a watched acronym, and added only when asked for', async () => {
    for (const path of ['/a', '/b']) desk.news.feed(path, `Sample ${path}`, [entry('0', 'An old report')]);
    await desk.startBot();
    for (const path of ['/a', '/b'])
      await desk.sim.command('feed add', { url: desk.news.url + path }, here());
    const says = 'Members of the Zonal Quality Board (ZQB) met on Monday.';
    await read('/a', 'Sample /a', [
      entry('1', 'Board meets for the first time', says),
      entry('0', 'An old report'),
    ]);
    await read('/b', 'Sample /b', [
      entry('2', 'A second report on that meeting', says),
      entry('0', 'An old report'),
    ]);

    const watched = await desk.sim.command('watch add', { keyword: 'ZQB' }, here());
    expect(watched.content).toContain('ZQB: also “Zonal Quality Board”, 2 times in 2 feeds');
    const message = watched.message;
    if (message === null || message === undefined) throw new Error('The answer has no message.');
    const offered = idOf(message, 'Also find “Zonal Quality Board”');
    const clicked = await desk.sim.click(message, offered, here());
    expect(clicked.content).toContain('also finds');
    const list = await desk.sim.command('alias list', {}, here());
    expect(list.content).toContain('- ``ZQB`` ← ``Zonal Quality Board``');
    expect(list.content).not.toContain('times in');
  });

  it('are offered for a name that two outlets shorten, in the list of all aliases too', async () => {
    for (const path of ['/a', '/b']) desk.news.feed(path, `Sample ${path}`, [entry('0', 'An old report')]);
    await desk.startBot();
    for (const path of ['/a', '/b'])
      await desk.sim.command('feed add', { url: desk.news.url + path }, here());
    const says = 'Members of the Zonal Quality Board (ZQB) met on Monday.';
    for (const path of ['/a', '/b'])
      await read(path, `Sample ${path}`, [
        entry(`1${path}`, `Board meets, as ${path} says`, says),
        entry('0', 'An old report'),
      ]);

    await desk.sim.command('watch add', { keyword: 'zonal quality board' }, here());
    const list = await desk.sim.command('alias list', {}, here());
    expect(list.content).toContain('zonal quality board: also “ZQB”, 2 times in 2 feeds');
    if (list.message === null || list.message === undefined) throw new Error('The list has no message.');
    const offered = idOf(list.message, 'Also find “ZQB”');
    // Whoever was shown the list twice may press twice.
    const again = await desk.sim.command('alias list', {}, here());
    expect((await desk.sim.click(list.message, offered, here())).content).toContain('also finds');
    if (again.message === null || again.message === undefined) throw new Error('The list has no message.');
    expect((await desk.sim.click(again.message, offered, here())).content).toContain('found already');
  });
});
