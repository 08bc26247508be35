import { describe, expect, it } from 'vitest';
import { createFeedBook } from '../../src/feeds/feed-book.ts';
import { createMoves } from '../../src/feeds/moves.ts';
import { createRoster } from '../../src/feeds/roster.ts';
import { moveFeed, replaceFeed } from '../../src/store/feed-changes.ts';
import { newFeedRecord } from '../../src/store/feed-records.ts';
import { createGuilds, type Guild, newGuild } from '../../src/store/guilds.ts';
import { openParts, start } from './polling.ts';

const from = 'https://news.example/feed';
const to = 'https://news.example/new';
const feed = (url: string) => ({ url, title: 'Sample Wire', tags: [], addedBy: 'ann', addedAt: start });
const withFeeds = (...urls: string[]): Guild => ({
  ...newGuild('g'),
  starterFeeds: false,
  feeds: urls.map(feed),
});

/** Guilds that read what they are given, and the parts that move feeds. */
async function open(guildFeeds: Readonly<Record<string, string[]>>, starters: string[] = []) {
  const { store, clock, log, parts } = await openParts();
  const guilds = createGuilds({ store });
  const makeRoster = () =>
    createRoster({ guilds, store, starters: starters.map((url) => ({ url, title: 'Starter' })) });
  const roster = makeRoster();
  for (const [id, urls] of Object.entries(guildFeeds)) {
    await guilds.update(id, (guild) => ({ ...guild, feeds: urls.map(feed) }));
  }
  const book = createFeedBook({ store });
  const moves = createMoves({
    book,
    seen: parts.seen,
    guilds,
    roster,
    hold: (_, work) => work(),
    clock,
    log,
  });
  const record = {
    ...newFeedRecord(from, 'Sample Wire'),
    lastSuccessAt: start,
    arrivals: [start],
    etag: '"1"',
    contentHash: 'x',
    moving: { to, times: 3 },
  };
  await book.keep(record);
  const addressesOf = (id: string) => roster.feedsOf(guilds.get(id)).map(({ url }) => url);
  return { book, guilds, roster, makeRoster, moves, record, addressesOf };
}

describe('a permanent redirect', () => {
  it('is followed for all guilds when three polls have met it, with what is known of the feed', async () => {
    const { moves, record, book, addressesOf, roster } = await open({
      a: [from],
      b: [from, 'https://other.example/'],
    });
    await moves.follow({ ...record, moving: { to, times: 2 } });
    expect(addressesOf('a')).toEqual([from]);
    await moves.follow(record);
    expect([addressesOf('a'), addressesOf('b')]).toEqual([[to], [to, 'https://other.example/']]);
    expect(roster.readersOf(from).size).toBe(0);
    expect(book.get(to)).toMatchObject({
      arrivals: [start],
      lastSuccessAt: start,
      etag: null,
      contentHash: null,
      moving: null,
      movedFrom: from,
    });
  });

  it('to a feed that is read already leaves that one its history, and reads it once', async () => {
    const { moves, record, book, addressesOf } = await open({ a: [from, to], b: [from] });
    await book.keep({ ...newFeedRecord(to, 'There'), lastSuccessAt: start + 1 });
    await moves.follow(record);
    expect([addressesOf('a'), addressesOf('b')]).toEqual([[to], [to]]);
    expect(book.get(to)).toMatchObject({ title: 'There', lastSuccessAt: start + 1, movedFrom: null });
  });

  it('of a starter feed is remembered, and its removal still holds', async () => {
    const { moves, record, guilds, addressesOf, makeRoster } = await open({ a: [], b: [] }, [from]);
    await guilds.update('b', (guild) => ({ ...guild, removedStarterFeeds: [from] }));
    await moves.follow(record);
    expect([addressesOf('a'), addressesOf('b')]).toEqual([[to], []]);
    await guilds.update('a', (guild) => ({ ...guild, removedStarterFeeds: [to] }));
    expect(addressesOf('a')).toEqual([]);

    const restarted = makeRoster();
    await restarted.load();
    expect(restarted.feedsOf({ ...newGuild('c') }).map(({ url }) => url)).toEqual([to]);
  });
});

describe('the feeds of a guild', () => {
  it('keep their place when one moves, and become one where two meet', () => {
    expect(
      moveFeed(withFeeds(from, 'b'), { from, to: { url: to, title: 'N' } }).feeds.map(({ url }) => url),
    ).toEqual([to, 'b']);
    expect(
      moveFeed(withFeeds(from, to), { from, to: { url: to, title: 'N' } }).feeds.map(({ url }) => url),
    ).toEqual([to]);
    expect(
      moveFeed(withFeeds('b'), { from, to: { url: to, title: 'N' } }).feeds.map(({ url }) => url),
    ).toEqual(['b']);
  });

  it('take a starter feed over when somebody gives it another address', () => {
    const change = { from, to: { url: to, title: 'New' }, userId: 'ann', now: start };
    const changed = replaceFeed(newGuild('g'), change);
    expect(changed.feeds).toEqual([{ url: to, title: 'New', tags: [], addedBy: 'ann', addedAt: start }]);
    expect(changed.removedStarterFeeds).toEqual([from]);
    expect(() => replaceFeed(withFeeds(from), { ...change, to: { url: from, title: '' } })).toThrow(
      'read already',
    );
  });
});
