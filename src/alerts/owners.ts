import type { Clock } from '../clock.ts';
import type { FeedRecord } from '../store/feed-records.ts';
import type { Guilds } from '../store/guilds.ts';
import type { Blocked } from './deliver.ts';
import type { Notices } from './notices.ts';

/** A feed that fails for this long is its guilds' business: a day. Most outages are over sooner. */
const failingForMs = 24 * 3_600_000;

/** Brings failures to those who can mend them. */
export interface Owners {
  /** A channel can't be posted to. */
  channelBlocked(blocked: Blocked): Promise<void>;
  /** It can again. */
  channelMended(channelId: string): Promise<void>;
  /** A feed was polled: tells of one that has failed for a day, and of one that is back. */
  feedPolled(record: FeedRecord, readers: ReadonlySet<string>): Promise<void>;
}

/** Owners are the people who subscribed the channel or added the feed; a starter feed has none but the operator. */
export function createOwners({
  guilds,
  notices,
  clock,
}: {
  guilds: Guilds;
  notices: Notices;
  clock: Clock;
}): Owners {
  return {
    channelBlocked({ guildId, channelId, reason }) {
      const subscribers = guilds.get(guildId).subscriptions.filter((one) => one.channelId === channelId);
      return notices.tell(
        `channel:${channelId}`,
        { guildId, userIds: subscribers.map(({ addedBy }) => addedBy) },
        `⚠️ Alerts for <#${channelId}> are waiting. ${reason} They are kept for 7 days and posted as soon as it works.`,
      );
    },
    channelMended: (channelId) => notices.clear(`channel:${channelId}`),
    async feedPolled({ url, title, failingSince, lastError }, readers) {
      const isBroken = failingSince !== null && clock.now() - failingSince >= failingForMs;
      for (const guildId of readers) {
        const feed = guilds.get(guildId).feeds.find((own) => own.url === url);
        if (feed === undefined) continue;
        const key = `feed:${guildId}:${url}`;
        if (failingSince === null) await notices.clear(key);
        else if (isBroken) {
          await notices.tell(
            key,
            { guildId, userIds: [feed.addedBy] },
            `⚠️ The feed “${title}” has not worked for a day. ${lastError ?? ''} It is tried on; /feed remove takes it off, /feed add takes another address.`,
          );
        }
      }
    },
  };
}
