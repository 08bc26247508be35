import { UserError } from '../errors.ts';
import type { Guild } from './guilds.ts';

interface NewAddress {
  readonly from: string;
  readonly to: { readonly url: string; readonly title: string };
}

/** Gives a guild's own feed another address; one that it reads already takes its place. Other feeds stay as they are. */
export function moveFeed(guild: Guild, { from, to }: NewAddress): Guild {
  const isThere = guild.feeds.some(({ url }) => url === to.url);
  const feeds = isThere
    ? guild.feeds.filter(({ url }) => url !== from)
    : guild.feeds.map((feed) => (feed.url === from ? { ...feed, ...to } : feed));
  return { ...guild, feeds };
}

/**
 * The same at somebody's wish, also for a starter feed, which then becomes the guild's own.
 *
 * @throws UserError where that changes nothing.
 */
export function replaceFeed(
  guild: Guild,
  { from, to, userId, now }: NewAddress & { userId: string; now: number },
): Guild {
  if (from === to.url) throw new UserError('That is the address which is read already.');
  if (guild.feeds.some(({ url }) => url === from)) return moveFeed(guild, { from, to });
  const own = { ...to, tags: [], addedBy: userId, addedAt: now };
  const others = guild.feeds.filter(({ url }) => url !== to.url);
  return {
    ...guild,
    feeds: [...others, own],
    removedStarterFeeds: [...new Set([...guild.removedStarterFeeds, from])],
  };
}

/** The channel for notices about feeds and channels; null: to those who added them. */
export function setNoticeChannel(guild: Guild, noticeChannelId: string | null): Guild {
  return { ...guild, noticeChannelId };
}
