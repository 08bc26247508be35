import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startServer } from '../feeds/server.ts';
import { type Desk, openDesk, until } from './desk.ts';

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

const opml = (...outlines: string[]): { filename: string; content: string } => ({
  filename: 'subscriptions.opml',
  content: `<?xml version="1.0"?>\n<opml version="2.0"><body>\n${outlines.join('\n')}\n</body></opml>`,
});
const outline = (path: string, title = path): string =>
  `<outline type="rss" text="${title}" xmlUrl="${desk.news.url}${path}"/>`;

async function attached(message: { attachments: readonly { url: string; filename: string }[] } | null) {
  const [file] = message?.attachments ?? [];
  if (file === undefined) throw new Error('There is no file.');
  return { name: file.filename, text: await (await fetch(file.url)).text() };
}

describe('/feed import and /feed export', () => {
  it('take the feeds of a file with their folders, say what was left out, and give them back', async () => {
    serveSite();
    desk.news.page('/shop', '<html>No feed</html>');
    desk.news.page('/busy', 'later', 'text/plain', 503);
    await desk.startBot();
    await desk.sim.command('feed add', { url: `${desk.news.url}/sport` });
    const report = await desk.sim.command('feed import', {
      file: opml(
        '<outline text="World">',
        outline('/world', 'The World'),
        '</outline>',
        outline('/sport'),
        outline('/world'),
        outline('/shop'),
        outline('/busy', 'Busy'),
        '<outline type="rss" text="No address"/>',
      ),
    });
    const lines = report.content.split('\n');
    expect(lines[0]).toContain('Imported 2 of 6 feeds');
    expect(report.content).toContain('not readable just now (they are tried again): 1.');
    expect(report.content).toContain('Read already, or more than once in the file: 2.');
    expect(lines.slice(-2)).toEqual([
      expect.stringMatching(/^-# line 8: .*\/shop is a web page, not a feed/),
      expect.stringMatching(/^-# line 10: "No address" has no xmlUrl/),
    ]);

    const exported = await desk.sim.command('feed export');
    const { name, text } = await attached(exported.message);
    expect(name).toBe('feeds.opml');
    expect(text).toContain('<outline text="World" title="World">');
    for (const path of ['/world', '/sport', '/busy'])
      expect(text).toContain(`xmlUrl="${desk.news.url}${path}"`);
    expect(desk.sim.unknownRequests).toEqual([]);
  });

  it('import thousands of feeds, show how far they are, and post nothing of what is in them', async () => {
    const paths = Array.from({ length: 2_000 }, (_, n) => `/many/${n}`);
    for (const path of paths) desk.news.feed(path, path, [{ title: `Kim Jong Un at ${path}`, guid: path }]);
    // However fast the others are: progress is shown of what takes longer than a moment.
    await using slow = await startServer((_request, response) => {
      setTimeout(() => response.writeHead(404).end(), 4_000);
    });
    const broken = Array.from({ length: 29 }, (_, n) => `/gone/${n}`);
    await desk.startBot();
    await desk.sim.command('watch add', { keyword: 'Kim Jong Un' });
    const shown = new Set<string>();
    desk.sim.world.events.on('page', ({ data }) => {
      const progress = /⏳ Read [\d,]+ of 2,030 feeds/.exec(JSON.stringify(data));
      if (progress !== null) shown.add(progress[0]);
    });
    const report = await desk.sim.command('feed import', {
      file: opml(
        `<outline text="Slow" xmlUrl="${slow.origin}/slow"/>`,
        ...paths.map((path) => outline(path)),
        ...broken.map((path) => outline(path)),
      ),
    });
    await until('the report is there', () => report.content.includes('Imported'), 110_000);
    expect(report.content).toContain('Imported 2,000 of 2,030 feeds');
    expect(shown.size).toBeGreaterThan(0);
    const { name, text } = await attached(report.message);
    expect(name).toBe('import-report.txt');
    expect(text.trim().split('\n')).toHaveLength(30);
    expect(text).toContain('404');
    expect((await desk.sim.command('feed list')).content).toContain('2,000 feeds');
    const posted = JSON.stringify(desk.sim.messages(desk.sim.channel('general').id));
    expect(posted).not.toContain('Kim Jong Un');
  });

  it('refuse a file that is none', async () => {
    await desk.startBot();
    const { content } = await desk.sim.command('feed import', {
      file: { filename: 'notes.txt', content: 'milk, bread' },
    });
    expect(content).toContain('no OPML file');
    expect((await desk.sim.command('feed export')).content).toContain('No feed is read here');
  });
});
