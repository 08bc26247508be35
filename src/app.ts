import type { Delivery } from './alerts/deliver.ts';
import type { Outbox } from './alerts/outbox.ts';
import type { Clock } from './clock.ts';
import type { FeedRef, Item } from './feeds/item.ts';
import type { RecentItems } from './feeds/recent.ts';
import type { Roster } from './feeds/roster.ts';
import type { Scheduler } from './feeds/schedule.ts';
import type { Matching } from './match/matching.ts';
import type { AcronymBook } from './store/acronyms.ts';
import type { Guilds } from './store/guilds.ts';

/** What the slash commands work with: the running parts, put together in main.ts. */
export interface App {
  readonly guilds: Guilds;
  readonly roster: Roster;
  readonly scheduler: Scheduler;
  readonly recent: RecentItems;
  readonly outbox: Outbox;
  readonly delivery: Delivery;
  readonly match: Matching;
  readonly acronyms: AcronymBook;
  readonly starterFeeds: readonly FeedRef[];
  /** The feeds found at an address: itself, or those that the page names. Throws FeedError. */
  readonly discover: (url: string) => Promise<readonly FeedRef[]>;
  readonly clock: Clock;
  /** Milliseconds UTC. */
  readonly startedAt: number;
}

/** The items of a guild's feeds that satisfy a keyword, newest first. */
export function findRecent(app: App, guildId: string, keyword: string, limit: number): Item[] {
  const guild = app.guilds.get(guildId);
  const urls = new Set(app.roster.feedsOf(guild).map(({ url }) => url));
  const aliases = guild.aliases.filter((own) => own.keyword === keyword).map(({ alias }) => alias);
  return app.recent
    .newest()
    .values()
    .filter((item) => urls.has(item.feed.url) && app.match.find(keyword, item, aliases) !== null)
    .take(limit)
    .toArray();
}
