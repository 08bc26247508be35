import type { Clock } from '../clock.ts';
import { feedKey } from '../feeds/feed-key.ts';
import type { FeedRef } from '../feeds/item.ts';
import { isSilent, usualGap } from '../feeds/rhythm.ts';
import type { FeedRecord } from '../store/feed-records.ts';
import type { Guild, Guilds } from '../store/guilds.ts';
import { createTurns } from '../turns.ts';
import type { Blocked } from './deliver.ts';
import { actionsFor } from './feed-actions.ts';
import type { Notice, Notices, Owner } from './notices.ts';

/** Fewer failures in a row may be one bad hour of a machine that woke up. */
const fewestFailures = 3;

/** Brings failures to those who can mend them. */
export interface Owners {
  /** A channel can't be posted to. */
  channelBlocked(blocked: Blocked): Promise<void>;
  /** It can again. */
  channelMended(channelId: string): Promise<void>;
  /**
   * A feed was polled: tells of one that has failed for long enough, is gone for good, or is silent for much longer
   * than usual, and of one that is back. `before` is what was known until then.
   */
  feedPolled(record: FeedRecord, before: FeedRecord | undefined, readers: ReadonlySet<string>): Promise<void>;
}

const manyFeeds: Notice = {
  text: '⚠️ More feeds have trouble at once than are told one by one: /feed list shows which, and why.',
};

type Trouble = 'failing' | 'silent' | null;

/** A time as people say it: "3 hours", "12 days". */
function inWords(ms: number): string {
  const hours = ms / 3_600_000;
  const [count, unit] =
    hours < 1 ? [ms / 60_000, 'minute'] : hours < 48 ? [hours, 'hour'] : [hours / 24, 'day'];
  const whole = Math.max(1, Math.round(count));
  return `${whole} ${unit}${whole === 1 ? '' : 's'}`;
}

/**
 * Owners are the channel that a guild chose for notices, else the people who subscribed the channel or added the feed;
 * a starter feed has none but whoever runs the bot.
 */
export function createOwners({
  guilds,
  notices,
  clock,
  failingForMs,
  findReplacement,
  escapeText,
}: {
  guilds: Guilds;
  notices: Notices;
  clock: Clock;
  /** How long a feed must have failed before it is told. */
  failingForMs: number;
  /** Looks for another feed of a site. */
  findReplacement: (url: string) => Promise<FeedRef | null>;
  /** Makes text from outside safe in a message. */
  escapeText: (text: string) => string;
}): Owners {
  function troubleOf(record: FeedRecord, now: number): Trouble {
    const { failures, failedForMs, errorKind, arrivals } = record;
    if (failures === 0) return isSilent(arrivals, now) ? 'silent' : null;
    const isLong = failures >= fewestFailures && failedForMs >= failingForMs;
    return errorKind === 'gone' || isLong ? 'failing' : null;
  }

  const noticeKey = (trouble: 'failing' | 'silent', url: string, who: string): string =>
    `feed:${trouble}:${who}:${feedKey(url)}`;

  function wordsOf(trouble: 'failing' | 'silent', record: FeedRecord, now: number): string {
    const { arrivals, errorKind, failedForMs, lastError } = record;
    const title = `“${escapeText(record.title)}”`;
    if (trouble === 'silent') {
      const gap = usualGap(arrivals) ?? 0;
      return `💤 The feed ${title} answers, but has brought nothing new for ${inWords(now - (arrivals[0] ?? now))}; usually something comes every ${inWords(gap)}. It may have moved or been given up. It is still read.`;
    }
    const since = errorKind === 'gone' ? 'is gone' : `has not worked for ${inWords(failedForMs)}`;
    return `⚠️ The feed ${title} ${since}. ${escapeText(lastError ?? '')} It is still tried now and then.`;
  }

  function ownersOf(url: string, readers: ReadonlySet<string>): { guild: Guild; owner: Owner }[] {
    return [...readers].flatMap((guildId) => {
      const guild = guilds.get(guildId);
      const feed = guild.feeds.find((own) => own.url === url);
      if (feed === undefined) return [];
      return [{ guild, owner: { guildId, channelId: guild.noticeChannelId, userIds: [feed.addedBy] } }];
    });
  }

  async function tellTrouble(
    trouble: 'failing' | 'silent',
    record: FeedRecord,
    readers: ReadonlySet<string>,
  ): Promise<void> {
    const { url } = record;
    const text = wordsOf(trouble, record, clock.now());
    let replacement: Promise<FeedRef | null> | undefined;
    const owned = ownersOf(url, readers);
    for (const { owner } of owned) {
      const notice = async (): Promise<Notice> => {
        replacement ??= findReplacement(url);
        return { text, actions: actionsFor(owner.guildId, url, await replacement) };
      };
      await notices.tell(noticeKey(trouble, url, owner.guildId), owner, notice, manyFeeds);
    }
    if (owned.length < readers.size) {
      await notices.tellOperator(noticeKey(trouble, url, 'operator'), {
        text: `${text} It is a starter feed: FEEDS_FILE names it.`,
      });
    }
  }

  async function tellEnd(
    trouble: 'failing' | 'silent',
    { url, title }: FeedRecord,
    readers: ReadonlySet<string>,
  ): Promise<void> {
    const text = `✅ The feed “${escapeText(title)}” ${trouble === 'silent' ? 'brings news' : 'works'} again.`;
    for (const { owner } of ownersOf(url, readers)) {
      await notices.over(noticeKey(trouble, url, owner.guildId), owner, { text });
    }
    await notices.clear(noticeKey(trouble, url, 'operator'));
  }

  /** What a later poll of a feed says must not overtake what an earlier one did. */
  const inTurn = createTurns();

  async function polled(
    record: FeedRecord,
    before: FeedRecord | undefined,
    readers: ReadonlySet<string>,
  ): Promise<void> {
    const trouble = troubleOf(record, clock.now());
    const wasFailing = before !== undefined && before.failures > 0;
    const wasSilent = before !== undefined && isSilent(before.arrivals, before.lastPollAt ?? 0);
    if (wasFailing && record.failures === 0) await tellEnd('failing', record, readers);
    if (wasSilent && record.failures === 0 && trouble === null) await tellEnd('silent', record, readers);
    if (trouble !== null) await tellTrouble(trouble, record, readers);
  }

  return {
    channelBlocked({ guildId, channelId, reason }) {
      const { subscriptions, noticeChannelId } = guilds.get(guildId);
      const subscribers = subscriptions.filter((one) => one.channelId === channelId);
      const owner = {
        guildId,
        channelId: noticeChannelId === channelId ? null : noticeChannelId,
        userIds: subscribers.map(({ addedBy }) => addedBy),
      };
      return notices.tell(`channel:${channelId}`, owner, () => ({
        text: `⚠️ Alerts for <#${channelId}> are waiting. ${reason} They are kept for 7 days and posted as soon as it works.`,
      }));
    },
    channelMended: (channelId) => notices.clear(`channel:${channelId}`),
    feedPolled: (record, before, readers) => inTurn(record.url, () => polled(record, before, readers)),
  };
}
