import { afterEach, describe, expect, it } from 'vitest';
import { createFeedBook } from '../../src/feeds/feed-book.ts';
import type { FeedRef } from '../../src/feeds/item.ts';
import { createRoster } from '../../src/feeds/roster.ts';
import { createScheduler, type Scheduler } from '../../src/feeds/schedule.ts';
import { spreadOf } from '../../src/feeds/spread.ts';
import { feedRecords, newFeedRecord } from '../../src/store/feed-records.ts';
import { addFeed } from '../../src/store/guild-changes.ts';
import { createGuilds } from '../../src/store/guilds.ts';
import { until } from '../e2e/desk.ts';
import { rss } from '../support/feed-server.ts';
import { serve } from './fetching.ts';
import { day, limits, minute, openParts, start } from './polling.ts';

const running: Scheduler[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});

const body = rss('Sample Wire', [{ title: 'One', guid: '1' }]);

/** A server that counts requests by path, and a scheduler of feeds on it whose clock the test moves. */
async function open(feeds: (origin: string) => readonly FeedRef[]) {
  const asked: string[] = [];
  const { origin } = await serve((request, response) => {
    asked.push(request.url ?? '');
    response.end(body);
  });
  const desk = await openParts();
  const { parts, store, clock, log } = desk;
  const list = feeds(origin);
  let ticks = 0;
  const scheduler = createScheduler({
    cron: '* * * * * *',
    limits,
    feeds() {
      ticks += 1;
      return list;
    },
    book: createFeedBook({ store }),
    parts,
    clock,
    log,
  });
  running.push(scheduler);
  /** Lets two seconds pass and waits until the scheduler has looked in each. */
  async function nextTick(): Promise<void> {
    for (let n = 0; n < 2; n += 1) {
      const before = ticks;
      desk.pass(1_000);
      await until('one more tick', () => ticks > before);
    }
  }
  return { ...desk, origin, asked, scheduler, nextTick };
}

const many = (count: number) => (origin: string) =>
  Array.from({ length: count }, (_, n) => ({ url: `${origin}/${n}`, title: `Feed ${n}` }));

describe('who is asked', () => {
  it('a feed that a thousand guilds read, once; a feed that nobody reads, never', async () => {
    const asked: string[] = [];
    const { origin } = await serve((request, response) => {
      asked.push(request.url ?? '');
      response.end(body);
    });
    const desk = await openParts();
    const { parts, store, clock, log } = desk;
    const guilds = createGuilds({ store });
    const roster = createRoster({
      guilds,
      store,
      starters: [{ url: `${origin}/starter`, title: 'Starter' }],
    });
    const feed = (path: string) => ({
      url: origin + path,
      title: path,
      tags: [],
      addedBy: '1',
      addedAt: start,
    });
    for (let id = 1; id <= 1_000; id += 1) {
      await guilds.update(String(id), (guild) =>
        addFeed({ ...guild, starterFeeds: false }, feed('/shared'), []),
      );
    }
    await guilds.update('1', (guild) => addFeed(guild, feed('/removed'), []));
    await guilds.update('1', (guild) => ({
      ...guild,
      feeds: guild.feeds.filter(({ title }) => title !== '/removed'),
    }));
    await guilds.update('left', (guild) =>
      addFeed({ ...guild, leftAt: start }, feed('/of-a-guild-that-left'), []),
    );
    const scheduler = createScheduler({
      cron: '* * * * * *',
      limits,
      feeds: roster.feeds,
      book: createFeedBook({ store }),
      parts,
      clock,
      log,
    });
    running.push(scheduler);
    await scheduler.start();
    desk.pass(minute);
    await until('the shared feed is read', () => scheduler.lastPollAt() !== null);
    desk.pass(30_000);
    await scheduler.pollNow({ url: `${origin}/marker`, title: 'Marker' });
    expect(asked).toEqual(['/shared', '/marker']);
    expect(roster.readersOf(`${origin}/shared`).size).toBe(1_000);
  });
});

describe('feeds that were due while nobody looked', () => {
  it('are asked within a tenth of a second for each, each at a moment of its own', async () => {
    const feeds = many(40);
    const { scheduler, asked, pass, origin } = await open(feeds);
    const moments = feeds(origin).map(({ url }) => spreadOf(url) * 4_000);
    await scheduler.start();
    expect(asked).toEqual([]);
    for (const passed of [1_000, 2_000, 3_000, 4_000]) {
      pass(1_000);
      const due = moments.filter((moment) => moment <= passed).length;
      await until('those whose moment came are asked', () => asked.length >= due);
      expect(asked).toHaveLength(due);
    }
  });

  it('are spread again when the machine was asleep, over a minute where they are many', async () => {
    const feeds = many(600);
    const { scheduler, asked, pass, origin, nextTick } = await open(feeds);
    await scheduler.start();
    pass(minute);
    await until('all are read', () =>
      feeds(origin).every(({ url }) => scheduler.recordOf(url) !== undefined),
    );
    pass(day);
    await nextTick();
    expect(asked.length - 600).toBeLessThan(50);
    pass(30_000);
    await nextTick();
    await until('half of them are asked', () => asked.length - 600 > 240);
    await nextTick();
    expect(asked.length - 600).toBeLessThan(430);
  });
});

describe('a clock that jumps', () => {
  it('back by years stops no feed', async () => {
    const feeds = many(1);
    const { scheduler, asked, store, pass, origin } = await open(feeds);
    const [feed] = feeds(origin);
    const url = feed?.url ?? '';
    const ahead = start + 3 * 365 * day;
    await feedRecords(store).set(url, {
      ...newFeedRecord(url, 'Feed'),
      lastPollAt: ahead,
      lastSuccessAt: ahead,
      nextPollAt: ahead + minute,
    });
    await scheduler.start();
    pass(minute);
    await until('it is asked', () => asked.length > 0);
    await until('it is kept', () => (scheduler.recordOf(url)?.lastPollAt ?? 0) === start + minute);
    expect(scheduler.recordOf(url)?.nextPollAt).toBeLessThan(start + day);
  });
});
