import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../discord-sim/world-types.ts';
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
const atOnce = { FEED_NOTICE_HOURS: '0' };
const channelOf = (name: string) => desk.sim.channel(name).id;
const inAlerts = () => ({ channelId: channelOf('alerts') });
const alerts = () => desk.sim.messages(channelOf('alerts')).map((message) => JSON.stringify(message));
const direct = () => desk.sim.messages(desk.sim.world.directMessageWith(desk.sim.owner).id);

/** What is said in a channel about feeds. */
const said = (channel: string) =>
  desk.sim.messages(channelOf(channel)).filter(({ content }) => content.includes('Sample Wire'));

/** The custom id of the button with a label that begins so. */
function button(message: Message | undefined, label: string): string {
  const found = JSON.stringify(message?.components).match(new RegExp(`\\{[^{}]*"label":"${label}[^{}]*\\}`));
  return /"custom_id":"([^"]+)"/.exec(found?.[0] ?? '')?.[1] ?? `no button "${label}"`;
}

async function watch(path = '/feed'): Promise<void> {
  await desk.sim.command('feed add', { url: desk.news.url + path }, inAlerts());
  await desk.sim.command('watch add', { keyword: 'SCO' }, inAlerts());
}

async function nextPolls(path: string): Promise<void> {
  const before = desk.news.hits(path);
  await until(`two more polls of ${path}`, () => desk.news.hits(path) >= before + 2);
}

describe('a feed that fails', () => {
  it('is told once in the channel that was chosen, and can be replaced there with the feed of its site', async () => {
    desk.news.feed('/feed', 'Sample Wire', [entry(1)]);
    await desk.startBot(atOnce);
    await watch();
    await desk.sim.command('feed notices', { channel: channelOf('general') }, inAlerts());
    desk.news.feed('/new', 'Sample Wire, new', [entry(2), entry(1)]);
    desk.news.page('/', '<link rel="alternate" type="application/rss+xml" href="/new">');
    desk.news.page('/feed', 'gone away', 'text/plain', 404);

    await until('the channel is told', () => said('general').length > 0);
    const [notice] = said('general');
    expect(notice?.content).toMatch(/⚠️ The feed “Sample Wire” has not worked .* does not exist \(404\)/);
    await nextPolls('/feed');
    expect(said('general')).toHaveLength(1);
    expect(direct()).toHaveLength(0);

    if (notice === undefined) throw new Error('There is no notice.');
    const refused = await desk.sim.click(notice, button(notice, 'Remove'), { userId: desk.sim.member.id });
    expect(refused.content).toContain('Manage Server');
    const replaced = await desk.sim.click(notice, button(notice, 'Replace with'));
    expect(replaced.content).toMatch(/\*\*Sample Wire\*\* is read at .*\/new from now on/);
    // What came while the feed failed is told, what had been there is not.
    await desk.sim.waitForMessages(channelOf('alerts'), 1, 60_000);
    desk.news.feed('/new', 'Sample Wire, new', [entry(3), entry(2), entry(1)]);
    await desk.sim.waitForMessages(channelOf('alerts'), 2, 60_000);
    await nextPolls('/new');
    expect(alerts().map((text) => /report number (\d)/.exec(text)?.[1])).toEqual(['2', '3']);
    const list = await desk.sim.command('feed list', {}, inAlerts());
    expect(list.content).toMatch(/^1 feed\. .*\n✅ \*\*Sample Wire, new\*\* · read <t:\d+:R> · (?:next|due)/);
  });

  it('is told to whoever added it, who can try it again and remove it from there; its recovery too', async () => {
    desk.news.feed('/feed', 'Sample Wire', [entry(1)]);
    await desk.startBot(atOnce);
    await watch();
    desk.news.page('/feed', '<html><title>Just a moment...</title></html>', 'text/html', 403);
    await until('the owner is told', () => direct().length > 0);
    const [notice] = direct();
    expect(notice?.content).toMatch(/only browsers pass \(Cloudflare\)/);
    if (notice === undefined) throw new Error('There is no notice.');
    const where = { userId: desk.sim.owner.id };
    const tried = await desk.sim.click(notice, button(notice, 'Retry now'), where);
    expect(tried.content).toMatch(/⚠️ \*\*Sample Wire\*\* still fails: .*Cloudflare/);

    desk.news.feed('/feed', 'Sample Wire', [entry(2), entry(1)]);
    const again = await desk.sim.click(notice, button(notice, 'Retry now'), where);
    expect(again.content).toContain('✅ **Sample Wire** was read');
    await until('its recovery is told', () => direct().length > 1);
    expect(direct()[1]?.content).toContain('“Sample Wire” works again');

    const removed = await desk.sim.click(notice, button(notice, 'Remove'), where);
    expect(removed.content).toContain('no longer read');
    expect((await desk.sim.command('feed list', {}, inAlerts())).content).toContain('No feed is read here');
    const late = await desk.sim.click(notice, button(notice, 'Retry now'), where);
    expect(late.content).toContain('no longer read there');
  });

  it('because it is gone is told at once and asked no more', async () => {
    desk.news.feed('/feed', 'Sample Wire', [entry(1)]);
    await desk.startBot();
    await watch();
    desk.news.page('/feed', 'gone', 'text/plain', 410);
    await until('the owner is told', () => direct().length > 0);
    expect(direct()[0]?.content).toMatch(/“Sample Wire” is gone\. .*for good \(410\)/);
    const hits = desk.news.hits('/feed');
    desk.news.feed('/other', 'Other Wire', [entry(5)]);
    await desk.sim.command('feed add', { url: `${desk.news.url}/other` }, inAlerts());
    await nextPolls('/other');
    expect(desk.news.hits('/feed')).toBe(hits);
    const shown = await desk.sim.command('feed show', { feed: `${desk.news.url}/feed` }, inAlerts());
    expect(shown.content).toMatch(/^🛑 \*\*Sample Wire\*\*.*Failing since/s);
  });
});

describe('a feed at another address', () => {
  it('keeps its history and subscriptions where it has moved for good', async () => {
    desk.news.feed('/feed', 'Sample Wire', [entry(1)]);
    await desk.startBot();
    await watch();
    desk.news.feed('/moved', 'Sample Wire', [entry(2), entry(1)]);
    desk.news.redirect('/feed', '/moved', 301);
    await desk.sim.waitForMessages(channelOf('alerts'), 1, 60_000);
    await until('the address is taken', async () => {
      const { content } = await desk.sim.command('feed show', { feed: 'Sample Wire' }, inAlerts());
      return content.includes('/moved') && content.includes('Moved here from');
    });
    const hits = desk.news.hits('/feed');
    await nextPolls('/moved');
    expect(desk.news.hits('/feed')).toBe(hits);
    desk.news.feed('/moved', 'Sample Wire', [entry(3), entry(2), entry(1)]);
    await desk.sim.waitForMessages(channelOf('alerts'), 2, 60_000);
    await nextPolls('/moved');
    expect(alerts().map((text) => /report number (\d)/.exec(text)?.[1])).toEqual(['2', '3']);
  });

  it('keeps its history and subscriptions where somebody edits it, and shows no password', async () => {
    desk.news.feed('/feed', 'Sample Wire', [entry(1)]);
    const bot = await desk.startBot();
    await watch();
    desk.news.feed('/other', 'Sample Wire', [entry(2), entry(1)]);
    const secret = desk.news.url.replace('http://', 'http://ann:opensesame@');
    const [choice] = await desk.sim.autocomplete(
      'feed edit',
      { name: 'feed', value: 'Sample' },
      {},
      inAlerts(),
    );
    const edited = await desk.sim.command(
      'feed edit',
      { feed: String(choice?.value), address: `${secret}/other` },
      inAlerts(),
    );
    expect(edited.content).toContain('is read at');
    await desk.sim.waitForMessages(channelOf('alerts'), 1, 60_000);
    await nextPolls('/other');
    expect(alerts()).toHaveLength(1);
    expect(alerts()[0]).toContain('report number 2');

    const shown = await desk.sim.command('feed show', { feed: 'Sample Wire' }, inAlerts());
    const listed = await desk.sim.command('feed list', {}, inAlerts());
    const choices = await desk.sim.autocomplete('feed remove', { name: 'feed', value: '' }, {}, inAlerts());
    desk.news.page('/other', 'broken', 'text/plain', 500);
    await until('it fails', () => bot.output().includes('feed-failed'));
    const failing = await desk.sim.command('feed list', {}, inAlerts());
    const seen = JSON.stringify([edited, shown, listed, choices, failing, alerts()]) + bot.output();
    expect(seen).not.toContain('opensesame');
    expect(shown.content).toContain('/other');
  });
});

describe('a feed whose entries all change at once', () => {
  it('posts nothing for it and tells whoever runs the bot once', async () => {
    const page = (prefix: string) =>
      Array.from({ length: 8 }, (_, n) => ({ ...entry(n), guid: `${prefix}${n}` }));
    desk.news.feed('/feed', 'Sample Wire', page('a'));
    await desk.startBot();
    await watch();
    desk.news.feed('/feed', 'Sample Wire', page('b'));
    await until('the operator is told', () => direct().length > 0);
    expect(direct()[0]?.content).toMatch(/8 entries of the feed “Sample Wire” .* new ids/);
    desk.news.feed('/feed', 'Sample Wire', page('c'));
    await nextPolls('/feed');
    desk.news.feed('/feed', 'Sample Wire', [entry(20), ...page('d')]);
    await desk.sim.waitForMessages(channelOf('alerts'), 1, 60_000);
    await nextPolls('/feed');
    expect(alerts()).toHaveLength(1);
    expect(direct()).toHaveLength(1);
  });
});
