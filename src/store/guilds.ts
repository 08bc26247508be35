import { z } from 'zod';
import { createTurns } from '../turns.ts';
import type { Store } from './store.ts';

const keyword = z.object({ text: z.string(), addedBy: z.string(), addedAt: z.number() });
const watchlist = z.object({ name: z.string(), keywords: z.array(keyword) });
/** A time of day, "07:30". */
export const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const rhythm = z.discriminatedUnion('every', [
  z.object({ every: z.literal('hour') }),
  z.object({ every: z.literal('day'), at: timeOfDay }),
  /** Monday is 1, Sunday 7. */
  z.object({ every: z.literal('week'), weekday: z.literal([1, 2, 3, 4, 5, 6, 7]), at: timeOfDay }),
]);
const quietHours = z.object({ from: timeOfDay, to: timeOfDay });
const subscription = z.object({
  channelId: z.string(),
  watchlist: z.string(),
  mentionRoleId: z.string().nullable(),
  /** When alerts come together; null for each at once. Times are local to the guild. */
  digest: rhythm.nullable().default(null),
  /** When nothing is posted; what comes meanwhile comes together after it. */
  quiet: quietHours.nullable().default(null),
  addedBy: z.string(),
  addedAt: z.number(),
});
const guildFeed = z.object({
  url: z.string(),
  title: z.string(),
  /** The folders that it came in. */
  tags: z.array(z.string()).default([]),
  addedBy: z.string(),
  addedAt: z.number(),
});
const mute = z.object({
  keyword: z.string(),
  /** Milliseconds UTC, or null: until somebody ends it. */
  until: z.number().nullable(),
  mutedBy: z.string(),
});
const guildAlias = z.object({ keyword: z.string(), alias: z.string() });

/** Everything one guild set up; also the shape of an exported backup. */
export const guildSchema = z.object({
  id: z.string().min(1),
  /** Whether the starter feeds are read for this guild beside its own. */
  starterFeeds: z.boolean(),
  /** Starter feeds that the guild took off. */
  removedStarterFeeds: z.array(z.string()),
  feeds: z.array(guildFeed),
  watchlists: z.array(watchlist),
  subscriptions: z.array(subscription),
  aliases: z.array(guildAlias),
  /** Keywords that are watched but post nothing for a time. */
  mutes: z.array(mute).default([]),
  /** Where the bot says what is wrong with feeds and channels; null: to those who added them. */
  noticeChannelId: z.string().nullable().default(null),
  /** IANA name of the zone of its digests and quiet hours; null for the one that the operator set. */
  timeZone: z.string().nullable().default(null),
  /** When the bot was removed from the guild, milliseconds UTC; its set-up is kept but nothing is done for it. */
  leftAt: z.number().nullable(),
});

/** Everything one guild set up. Values are never changed in place. */
export type Guild = z.infer<typeof guildSchema>;
/** A named set of keywords. */
export type Watchlist = z.infer<typeof watchlist>;
/** A channel that gets a watchlist's alerts. */
export type Subscription = z.infer<typeof subscription>;
/** How often a subscription's alerts come together. */
export type Rhythm = z.infer<typeof rhythm>;
/** When a subscription posts nothing. */
export type QuietHours = z.infer<typeof quietHours>;
/** Another name that one guild gave a keyword. */
export type GuildAlias = z.infer<typeof guildAlias>;
/** A keyword that posts nothing for a time. */
export type Mute = z.infer<typeof mute>;
/** A feed that a guild added. */
export type GuildFeed = z.infer<typeof guildFeed>;

/** The guilds, held in memory as they stand in the store. */
export interface Guilds {
  /** Reads all guilds; call once, before anything else. */
  load(): Promise<void>;
  get(id: string): Guild;
  /** Whether anything is known of a guild. */
  has(id: string): boolean;
  all(): IterableIterator<Guild>;
  /**
   * Changes one guild: reads it from the store, applies `change`, writes it and tells the listeners. Changes of one
   * guild happen one after the other; a `change` that throws changes nothing.
   */
  update(id: string, change: (guild: Guild) => Guild): Promise<Guild>;
  /** Is told of every guild once loaded or changed, with what it was before. */
  onChange(listener: (after: Guild, before: Guild | undefined) => void): void;
}

/** A guild that has set up nothing yet: it reads the starter feeds. */
export function newGuild(id: string): Guild {
  return {
    id,
    starterFeeds: true,
    removedStarterFeeds: [],
    feeds: [],
    watchlists: [],
    subscriptions: [],
    aliases: [],
    mutes: [],
    noticeChannelId: null,
    timeZone: null,
    leftAt: null,
  };
}

/** Guild records over the store. */
export function createGuilds({ store }: { store: Store }): Guilds {
  const records = store.records('guilds', guildSchema);
  const known = new Map<string, Guild>();
  const listeners: ((after: Guild, before: Guild | undefined) => void)[] = [];
  const inTurn = createTurns();

  function keep(guild: Guild): void {
    const before = known.get(guild.id);
    known.set(guild.id, guild);
    for (const listener of listeners) listener(guild, before);
  }

  return {
    async load() {
      for await (const [, guild] of records.entries()) keep(guild);
    },
    get: (id) => known.get(id) ?? newGuild(id),
    has: (id) => known.has(id),
    all: () => known.values(),
    update: (id, change) =>
      inTurn(id, async () => {
        const changed = change((await records.get(id)) ?? newGuild(id));
        await records.set(id, changed);
        keep(changed);
        return changed;
      }),
    onChange(listener) {
      listeners.push(listener);
    },
  };
}
