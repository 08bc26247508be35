import { z } from 'zod';
import type { Guild, Guilds } from '../store/guilds.ts';
import type { Store } from '../store/store.ts';
import type { FeedRef } from './item.ts';

/** Which feeds are read, and for whom. A feed that no guild reads is not on it. */
export interface Roster {
  /** Reads where starter feeds have moved; call before the guilds are loaded. Throws StoreError. */
  load(): Promise<void>;
  /** Every feed that at least one guild reads, once. */
  feeds(): readonly FeedRef[];
  /** The guilds that read a feed. */
  readersOf(url: string): ReadonlySet<string>;
  /** What one guild reads: its own feeds first, then the starter feeds it kept. */
  feedsOf(guild: Guild): readonly FeedRef[];
  /** The address in the file of starter feeds that is read at this one, or null. */
  starterAt(url: string): string | null;
  /** Has a starter feed read elsewhere than the file says, for good; of other feeds nothing changes. Throws StoreError. */
  moveStarter(from: string, to: string): Promise<void>;
}

const nobody: ReadonlySet<string> = new Set();

/** Follows the guilds' changes; must be made before the guilds are loaded. */
export function createRoster({
  guilds,
  starters,
  store,
}: {
  guilds: Guilds;
  starters: readonly FeedRef[];
  store: Store;
}): Roster {
  const readers = new Map<string, { feed: FeedRef; guildIds: Set<string> }>();
  const moved = store.records('starter-moves', z.string());
  /** The starter feeds at the addresses where they are now, by those that the file gives. */
  const standing = new Map(starters.map((feed) => [feed.url, feed]));

  function feedsOf(guild: Guild): FeedRef[] {
    if (guild.leftAt !== null) return [];
    const own = guild.feeds.map(({ url, title }) => ({ url, title }));
    const taken = new Set(own.map(({ url }) => url));
    if (!guild.starterFeeds) return own;
    const off = new Set(guild.removedStarterFeeds);
    const kept = [...standing].flatMap(([listed, feed]) => {
      if (taken.has(feed.url) || off.has(listed) || off.has(feed.url)) return [];
      // Two addresses of the file may have moved to one.
      taken.add(feed.url);
      return [feed];
    });
    return [...own, ...kept];
  }

  function add(guildId: string, feeds: readonly FeedRef[]): void {
    for (const feed of feeds) {
      const entry = readers.get(feed.url) ?? { feed, guildIds: new Set<string>() };
      entry.guildIds.add(guildId);
      readers.set(feed.url, entry);
    }
  }

  function drop(guildId: string, feeds: readonly FeedRef[]): void {
    for (const { url } of feeds) {
      const entry = readers.get(url);
      entry?.guildIds.delete(guildId);
      if (entry?.guildIds.size === 0) readers.delete(url);
    }
  }

  const starterAt = (url: string): string | null =>
    [...standing].find(([, feed]) => feed.url === url)?.[0] ?? null;

  guilds.onChange((after, before) => {
    if (before !== undefined) drop(after.id, feedsOf(before));
    add(after.id, feedsOf(after));
  });

  return {
    async load() {
      for await (const [listed, url] of moved.entries()) {
        const feed = standing.get(listed);
        if (feed !== undefined) standing.set(listed, { ...feed, url });
      }
    },
    feeds: () => Array.from(readers.values(), ({ feed }) => feed),
    readersOf: (url) => readers.get(url)?.guildIds ?? nobody,
    feedsOf,
    starterAt,
    async moveStarter(from, to) {
      const listed = starterAt(from);
      const feed = listed === null ? undefined : standing.get(listed);
      if (listed === null || feed === undefined) return;
      await moved.set(listed, to);
      const all = [...guilds.all()];
      for (const guild of all) drop(guild.id, feedsOf(guild));
      standing.set(listed, { ...feed, url: to });
      for (const guild of all) add(guild.id, feedsOf(guild));
    },
  };
}
