import type { Guild, Guilds } from '../store/guilds.ts';
import type { FeedRef } from './item.ts';

/** Which feeds are read, and for whom. A feed that no guild reads is not on it. */
export interface Roster {
  /** Every feed that at least one guild reads, once. */
  feeds(): readonly FeedRef[];
  /** The guilds that read a feed. */
  readersOf(url: string): ReadonlySet<string>;
  /** What one guild reads: its own feeds first, then the starter feeds it kept. */
  feedsOf(guild: Guild): readonly FeedRef[];
}

const nobody: ReadonlySet<string> = new Set();

/** Follows the guilds' changes; must be made before the guilds are loaded. */
export function createRoster({ guilds, starters }: { guilds: Guilds; starters: readonly FeedRef[] }): Roster {
  const readers = new Map<string, { feed: FeedRef; guildIds: Set<string> }>();

  function feedsOf(guild: Guild): FeedRef[] {
    if (guild.leftAt !== null) return [];
    const own = guild.feeds.map(({ url, title }) => ({ url, title }));
    const ownUrls = new Set(own.map(({ url }) => url));
    const kept = guild.starterFeeds
      ? starters.filter(({ url }) => !ownUrls.has(url) && !guild.removedStarterFeeds.includes(url))
      : [];
    return [...own, ...kept];
  }

  guilds.onChange((after, before) => {
    for (const { url } of before === undefined ? [] : feedsOf(before)) {
      const entry = readers.get(url);
      entry?.guildIds.delete(after.id);
      if (entry?.guildIds.size === 0) readers.delete(url);
    }
    for (const feed of feedsOf(after)) {
      const entry = readers.get(feed.url) ?? { feed, guildIds: new Set<string>() };
      entry.guildIds.add(after.id);
      readers.set(feed.url, entry);
    }
  });

  return {
    feeds: () => Array.from(readers.values(), ({ feed }) => feed),
    readersOf: (url) => readers.get(url)?.guildIds ?? nobody,
    feedsOf,
  };
}
