import type { Clock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../ops/log.ts';
import { moveFeed } from '../store/feed-changes.ts';
import type { FeedRecord } from '../store/feed-records.ts';
import type { Guilds } from '../store/guilds.ts';
import type { FeedBook } from './feed-book.ts';
import type { FeedRef } from './item.ts';
import type { Roster } from './roster.ts';
import type { Seen } from './seen.ts';
import { placeOf } from './url.ts';

/** A permanent redirect is believed when so many polls in a row have met it. */
const pollsToBelieve = 3;

/** Gives feeds other addresses, with what is known of them. */
export interface Moves {
  /**
   * Lets the feed at another address go on where this one stands: what was new there is not new again, and what comes
   * is told. Where that address is polled already, it keeps its own history. `change` says who reads it there from now
   * on; until it is done nothing about the feed is forgotten. Throws what it throws, and StoreError.
   */
  inherit(from: string, to: FeedRef, change: () => Promise<unknown>): Promise<void>;
  /** Follows a permanent redirect that was met often enough: all guilds read the new address. Never throws. */
  follow(record: FeedRecord): Promise<void>;
}

/** Moves of feeds; `hold` keeps the scheduler from polling and forgetting an address meanwhile. */
export function createMoves({
  book,
  seen,
  guilds,
  roster,
  hold,
  clock,
  log,
}: {
  book: FeedBook;
  seen: Pick<Seen, 'inherit'>;
  guilds: Guilds;
  roster: Roster;
  hold: (urls: readonly string[], work: () => Promise<void>) => Promise<void>;
  clock: Clock;
  log: Log;
}): Moves {
  async function inheritRecord(from: string, to: FeedRef): Promise<void> {
    const record = book.get(from);
    if (record === undefined || record.lastSuccessAt === null || book.get(to.url) !== undefined) return;
    await seen.inherit(from, to.url);
    await book.keep({
      ...record,
      url: to.url,
      title: to.title,
      etag: null,
      lastModified: null,
      contentHash: null,
      nextPollAt: clock.now(),
      failures: 0,
      lastError: null,
      errorKind: null,
      failingSince: null,
      failedForMs: 0,
      moving: null,
      movedFrom: from,
    });
  }

  const inherit: Moves['inherit'] = (from, to, change) =>
    hold([from, to.url], async () => {
      await inheritRecord(from, to);
      await change();
    });

  return {
    inherit,
    async follow({ url, title, moving }) {
      if (moving === null || moving.times < pollsToBelieve) return;
      const to = { url: moving.to, title };
      try {
        await inherit(url, to, async () => {
          for (const guildId of roster.readersOf(url)) {
            if (!guilds.get(guildId).feeds.some((feed) => feed.url === url)) continue;
            await guilds.update(guildId, (guild) => moveFeed(guild, { from: url, to }));
          }
          await roster.moveStarter(url, to.url);
        });
        log.info('feed-moved', { feed: placeOf(url), to: placeOf(to.url) });
      } catch (error) {
        log.error('feed-not-moved', { feed: placeOf(url), to: placeOf(to.url), error: messageOf(error) });
      }
    },
  };
}
