import type { Guilds } from '../store/guilds.ts';
import type { Store } from '../store/store.ts';
import { createFeedBook } from './feed-book.ts';
import type { Fetcher } from './fetch.ts';
import { createMoves, type Moves } from './moves.ts';
import type { PollParts } from './poll.ts';
import { createPostForm } from './post.ts';
import type { Roster } from './roster.ts';
import { createScheduler, type Scheduler, type SchedulerOptions } from './schedule.ts';
import { createSeen } from './seen.ts';
import { createWebSub, type WebSub } from './websub.ts';

/** What reads feeds: polls, what hubs send, and feeds that move. */
export interface Polling {
  readonly scheduler: Scheduler;
  readonly moves: Moves;
  /** Null where hubs can't reach the bot. */
  readonly websub: WebSub | null;
}

type PollingOptions = {
  readonly store: Store;
  readonly guilds: Guilds;
  readonly roster: Roster;
  readonly fetcher: Fetcher;
  /** Where hubs reach the bot, or null. */
  readonly publicUrl: string | null;
} & Required<Pick<SchedulerOptions, 'cron' | 'limits' | 'onPolled'>> &
  Pick<PollParts, 'parse' | 'recent' | 'tell' | 'clock' | 'log' | 'onStep' | 'onSurge'>;

/** Puts together what reads feeds over one store. */
export function createPolling(options: PollingOptions): Polling {
  const { store, guilds, roster, fetcher, publicUrl, cron, limits, onPolled, ...rest } = options;
  const { clock, log } = rest;
  const book = createFeedBook({ store });
  const seen = createSeen({ store, clock });
  const feedAt = (url: string) => ({ url, title: book.get(url)?.title ?? url });
  const websub =
    publicUrl === null
      ? null
      : createWebSub({
          store,
          post: createPostForm(fetcher.dispatcher),
          publicUrl,
          isRead: (url) => roster.readersOf(url).size > 0,
          parse: rest.parse,
          read: (url, document) => scheduler.read(feedAt(url), document),
          poll: (url) => scheduler.pollNow(feedAt(url)),
          clock,
          log,
        });
  const scheduler = createScheduler({
    cron,
    limits,
    feeds: roster.feeds,
    book,
    parts: {
      ...rest,
      fetch: fetcher.fetch,
      seen,
      readersOf: roster.readersOf,
      ...(websub !== null && {
        onDocument: websub.announce,
        onNews: websub.missed,
        isPushed: websub.isPushed,
      }),
    },
    clock,
    log,
    onPolled(record, before) {
      onPolled(record, before);
      void moves.follow(record);
    },
  });
  const moves = createMoves({ book, seen, guilds, roster, hold: scheduler.hold, clock, log });
  return { scheduler, moves, websub };
}
