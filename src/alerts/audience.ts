import type { Clock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import type { KeywordEntry, KeywordHit, KeywordIndex, Searchable } from '../match/match.ts';
import type { Log } from '../ops/log.ts';
import { aliasesOf } from '../store/guild-changes.ts';
import type { Guild, Guilds, Subscription } from '../store/guilds.ts';
import { isMuted } from '../store/mutes.ts';

/** One channel that wants to be told, with what its watchlists found. */
export interface Listener {
  readonly guildId: string;
  readonly channelId: string;
  readonly subscriptions: readonly Subscription[];
  readonly hits: readonly KeywordHit[];
}

/** Knows who watches what, in all guilds at once. */
export interface Audience {
  /** The channels, of those guilds, whose watchlists the text satisfies with what isn't muted; one entry a channel. */
  listenersFor(document: Searchable, guildIds: ReadonlySet<string>): Listener[];
}

const separator = '/';

/** The guild that an entry of the index is for. */
export const guildOf = (owner: string): string => owner.slice(0, owner.indexOf(separator));

function entriesOf(guild: Guild): KeywordEntry[] {
  if (guild.leftAt !== null) return [];
  return guild.watchlists.flatMap((watchlist) =>
    watchlist.keywords.map(({ text }) => ({
      keyword: text,
      aliases: aliasesOf(guild, text),
      owner: guild.id + separator + watchlist.name,
    })),
  );
}

/** Keeps the index in step with the guilds; must be made before the guilds are loaded. */
export function createAudience({
  index,
  guilds,
  clock,
  log,
}: {
  index: KeywordIndex;
  guilds: Guilds;
  clock: Clock;
  log: Log;
}): Audience {
  /** What of a guild is in the index, by a text that tells two entries apart. */
  const indexed = new Map<string, Map<string, KeywordEntry>>();

  guilds.onChange((guild) => {
    const before = indexed.get(guild.id) ?? new Map<string, KeywordEntry>();
    const after = new Map(entriesOf(guild).map((entry) => [JSON.stringify(entry), entry]));
    for (const [key, entry] of before) if (!after.has(key)) index.remove(entry);
    for (const [key, entry] of after) {
      if (before.has(key)) continue;
      try {
        index.add(entry);
      } catch (error) {
        after.delete(key);
        log.error('keyword-unreadable', { guild: guild.id, keyword: entry.keyword, error: messageOf(error) });
      }
    }
    indexed.set(guild.id, after);
  });

  return {
    listenersFor(document, guildIds) {
      const hitsOfList = new Map<string, KeywordHit[]>();
      for (const { owner, ...hit } of index.search(document)) {
        const guildId = guildOf(owner);
        if (!guildIds.has(guildId) || isMuted(guilds.get(guildId), hit.keyword, clock.now())) continue;
        hitsOfList.set(owner, [...(hitsOfList.get(owner) ?? []), hit]);
      }
      const listeners = new Map<string, Listener>();
      for (const [owner, hits] of hitsOfList) {
        const guildId = guildOf(owner);
        const watchlist = owner.slice(guildId.length + separator.length);
        for (const subscription of guilds.get(guildId).subscriptions) {
          if (subscription.watchlist !== watchlist) continue;
          const known = listeners.get(subscription.channelId);
          listeners.set(subscription.channelId, {
            guildId,
            channelId: subscription.channelId,
            subscriptions: [...(known?.subscriptions ?? []), subscription],
            hits: [...(known?.hits ?? []), ...hits],
          });
        }
      }
      return [...listeners.values()];
    },
  };
}
