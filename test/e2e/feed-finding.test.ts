import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const menuOf = (components: unknown): { custom_id: string; options: { label: string; value: string }[] } =>
  JSON.parse(JSON.stringify(components))[0].components[0];

/** A site whose page names two feeds. */
function serveSite(): void {
  desk.news.page(
    '/site',
    '<link rel="alternate" type="application/rss+xml" href="/world"><link rel="alternate" type="application/rss+xml" href="/sport">',
  );
  desk.news.feed('/world', 'Sample World', [{ title: 'A summit ends', guid: 'w1' }]);
  desk.news.feed('/sport', 'Sample Sport', [{ title: 'A final is played', guid: 's1' }]);
}

describe('/feed add with the address of a page', () => {
  it('offers several feeds with their newest entries, and reads those that are chosen', async () => {
    serveSite();
    await desk.startBot();
    const offer = await desk.sim.command('feed add', { url: `${desk.news.url}/site` });
    expect(offer.content).toContain('2 feeds');
    const menu = menuOf(offer.components);
    expect(menu.options).toMatchObject([
      { label: 'Sample World', description: expect.stringContaining('A summit ends') },
      { label: 'Sample Sport', description: expect.stringContaining('A final is played') },
    ]);
    if (offer.message === null) throw new Error('There is no menu.');
    const chosen = await desk.sim.select(offer.message, menu.custom_id, ['0', '1']);
    expect(chosen.content).toContain('Reading **Sample World**');
    expect(chosen.content).toContain('Reading **Sample Sport**');

    const again = await desk.sim.select(offer.message, menu.custom_id, ['1']);
    expect(again.content).toContain('is read already');
    const list = await desk.sim.command('feed list');
    expect(list.content).toContain('2 feeds');
    expect(desk.sim.unknownRequests).toEqual([]);
  });

  it('says that a menu is too old after a restart', async () => {
    serveSite();
    const bot = await desk.startBot();
    const offer = await desk.sim.command('feed add', { url: `${desk.news.url}/site` });
    await bot.stop();
    await desk.startBot();
    if (offer.message === null) throw new Error('There is no menu.');
    const late = await desk.sim.select(offer.message, menuOf(offer.components).custom_id, ['0']);
    expect(late.content).toContain('type /feed add again');
  });

  it('says what was tried where a page has no feed', async () => {
    desk.news.page('/about', '<html>Nothing to read here</html>');
    await desk.startBot();
    const { content } = await desk.sim.command('feed add', { url: `${desk.news.url}/about` });
    expect(content).toContain('is no feed, names none, and none was found at');
    expect(content).toContain('/atom.xml');
    expect((await desk.sim.command('feed list')).content).toContain('No feed is read here');
  });
});
