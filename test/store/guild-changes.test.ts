import { describe, expect, it } from 'vitest';
import {
  addAlias,
  addFeed,
  addKeyword,
  guildLimits,
  removeAlias,
  removeFeed,
  removeKeyword,
  subscribe,
  unsubscribe,
} from '../../src/store/guild-changes.ts';
import { type Guild, newGuild } from '../../src/store/guilds.ts';

const by = { watchlist: 'main', userId: '1', now: 0 };
const watching = (...texts: string[]): Guild =>
  texts.reduce((guild, text) => addKeyword(guild, { ...by, text }), newGuild('g'));
const subscription = {
  channelId: 'c',
  watchlist: 'main',
  mentionRoleId: null,
  digest: null,
  quiet: null,
  addedBy: '1',
  addedAt: 0,
};

describe('keywords', () => {
  it('makes the watchlist with its first keyword', () => {
    expect(watching('SCO', 'Kim Jong Un').watchlists).toMatchObject([
      { name: 'main', keywords: [{ text: 'SCO' }, { text: 'Kim Jong Un' }] },
    ]);
  });

  it('finds the watchlist whatever its capitals', () => {
    expect(addKeyword(watching('SCO'), { ...by, watchlist: 'MAIN', text: 'UN' }).watchlists).toHaveLength(1);
  });

  it('keeps keywords apart that differ in capitals, since those have a meaning', () => {
    expect(watching('US', 'us').watchlists[0]?.keywords).toHaveLength(2);
  });

  it('refuses the same keyword twice', () => {
    expect(() => addKeyword(watching('SCO'), { ...by, text: 'SCO' })).toThrow('"SCO" is watched already');
  });

  it('refuses more keywords than one server may have', () => {
    const many = Array.from({ length: guildLimits.keywords }, (_, n) => ({
      text: `k${n}`,
      addedBy: '1',
      addedAt: 0,
    }));
    const full = { ...newGuild('g'), watchlists: [{ name: 'main', keywords: many }] };
    expect(() => addKeyword(full, { ...by, text: 'one more' })).toThrow('which is the limit');
  });

  it('removes the keyword as written before one that differs in capitals', () => {
    const guild = removeKeyword(watching('US', 'us'), { text: 'us', watchlist: 'main' });
    expect(guild.watchlists[0]?.keywords.map(({ text }) => text)).toEqual(['US']);
  });

  it('says what to do when the keyword is not there', () => {
    expect(() => removeKeyword(watching('SCO'), { text: 'NATO', watchlist: 'main' })).toThrow('/watch list');
  });
});

describe('aliases', () => {
  const alias = { keyword: 'SCO', alias: 'Shanghai club' };

  it('belong to a keyword that is watched', () => {
    expect(addAlias(watching('SCO'), alias).aliases).toEqual([alias]);
    expect(() => addAlias(watching('sco'), alias)).toThrow('"SCO" is not watched here');
  });

  it('are refused the second time, whatever their capitals', () => {
    const guild = addAlias(watching('SCO'), alias);
    expect(() => addAlias(guild, { ...alias, alias: 'SHANGHAI CLUB' })).toThrow('already');
  });

  it('may be the same for two keywords, and are taken from one of them', () => {
    const other = { ...alias, keyword: 'China' };
    const guild = addAlias(addAlias(watching('SCO', 'China'), alias), other);
    expect(removeAlias(guild, { ...alias, alias: 'shanghai CLUB' }).aliases).toEqual([other]);
  });

  it('say where they are listed when there is none to remove', () => {
    expect(() => removeAlias(watching('SCO'), alias)).toThrow('/alias list');
  });

  it('are limited in number', () => {
    const many = Array.from({ length: guildLimits.aliases }, (_, n) => ({ keyword: 'SCO', alias: `a${n}` }));
    expect(() => addAlias({ ...watching('SCO'), aliases: many }, alias)).toThrow('which is the limit');
  });
});

describe('subscriptions', () => {
  it('replaces the subscription of the same channel and watchlist', () => {
    const guild = subscribe(subscribe(watching('SCO'), subscription), {
      ...subscription,
      mentionRoleId: 'r',
    });
    expect(guild.subscriptions).toEqual([{ ...subscription, mentionRoleId: 'r' }]);
  });

  it('ends one channel without touching another', () => {
    const both = subscribe(subscribe(watching('SCO'), subscription), { ...subscription, channelId: 'd' });
    expect(unsubscribe(both, subscription).subscriptions).toMatchObject([{ channelId: 'd' }]);
  });

  it('says so when there is none to end', () => {
    expect(() => unsubscribe(watching('SCO'), subscription)).toThrow('is not subscribed');
  });
});

describe('feeds', () => {
  const feed = { url: 'https://a.example/feed', title: 'A', tags: [], addedBy: '1', addedAt: 0 };

  it('refuses a feed that is read already', () => {
    expect(() => addFeed(addFeed(newGuild('g'), feed, []), feed, [])).toThrow('read already');
  });

  it('refuses a starter feed that is read already', () => {
    expect(() => addFeed(newGuild('g'), feed, [feed.url])).toThrow('starter feeds');
  });

  it('brings a removed starter feed back', () => {
    const without = removeFeed(newGuild('g'), feed.url);
    expect(without.removedStarterFeeds).toEqual([feed.url]);
    expect(addFeed(without, feed, [feed.url]).removedStarterFeeds).toEqual([]);
  });
});
