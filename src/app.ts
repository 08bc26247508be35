import { setImmediate } from 'node:timers/promises';
import type { Delivery } from './alerts/deliver.ts';
import type { Outbox } from './alerts/outbox.ts';
import type { Clock } from './clock.ts';
import type { Memories } from './discord/memories.ts';
import type { FoundFeed } from './feeds/discover.ts';
import type { Fetch } from './feeds/document.ts';
import type { FeedRef, Item } from './feeds/item.ts';
import type { Moves } from './feeds/moves.ts';
import { keptDays, type RecentItems } from './feeds/recent.ts';
import type { Replacements } from './feeds/replacement.ts';
import type { Roster } from './feeds/roster.ts';
import type { Scheduler } from './feeds/schedule.ts';
import { type LookBack, lookBack } from './match/look-back.ts';
import type { Matching } from './match/matching.ts';
import type { AcronymBook } from './store/acronyms.ts';
import { aliasesOf } from './store/guild-changes.ts';
import type { Guilds } from './store/guilds.ts';

/** What the slash commands work with: the running parts, put together in bot.ts. */
export interface App extends Memories {
  readonly guilds: Guilds;
  readonly roster: Roster;
  readonly scheduler: Scheduler;
  readonly recent: RecentItems;
  readonly outbox: Outbox;
  readonly delivery: Delivery;
  readonly match: Matching;
  readonly acronyms: AcronymBook;
  readonly moves: Moves;
  readonly replacements: Replacements;
  readonly starterFeeds: readonly FeedRef[];
  /** Fetches under the limits that hold for feeds. */
  readonly fetch: Fetch;
  /** The feeds found at an address: itself, or those that the page names. Throws FeedError. */
  readonly discover: (url: string) => Promise<readonly FoundFeed[]>;
  /** IANA name of the zone of a guild's digests and quiet hours. */
  readonly zoneOf: (guildId: string) => string;
  readonly clock: Clock;
  /** Milliseconds UTC. */
  readonly startedAt: number;
}

/** The items kept of a guild's feeds, newest first. */
export function recentItemsOf(app: App, guildId: string): Item[] {
  const urls = new Set(app.roster.feedsOf(app.guilds.get(guildId)).map(({ url }) => url));
  return app.recent.newest().filter(({ feed }) => urls.has(feed.url));
}

/** Tells whether an item satisfies a keyword, with the guild's aliases for it. It throws QueryError. */
export function finderOf(app: App, guildId: string, keyword: string): (item: Item) => boolean {
  const aliases = aliasesOf(app.guilds.get(guildId), keyword);
  return (item) => app.match.find(keyword, item, aliases) !== null;
}

/**
 * What a keyword would have found in the guild's feeds in the last `days`, at most as far back as items are kept.
 *
 * @throws QueryError where the keyword can't be read.
 */
export async function lookBackIn(
  app: App,
  guildId: string,
  keyword: string,
  { days = keptDays, shown }: { days?: number; shown: number },
): Promise<LookBack> {
  const now = app.clock.now();
  return lookBack(recentItemsOf(app, guildId), finderOf(app, guildId, keyword), {
    now,
    since: now - days * 24 * 3_600_000,
    shown,
    breathe: setImmediate,
  });
}
