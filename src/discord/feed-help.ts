import { type MessageComponentInteraction, PermissionFlagsBits } from 'discord.js';
import type { AnywhereHandler } from '../../commands/index.ts';
import { feedButtons } from '../alerts/feed-actions.ts';
import type { App } from '../app.ts';
import { UserError } from '../errors.ts';
import { feedKey } from '../feeds/feed-key.ts';
import type { FeedRef } from '../feeds/item.ts';
import { placeOf } from '../feeds/url.ts';
import { replaceFeed } from '../store/feed-changes.ts';
import { removeFeed } from '../store/guild-changes.ts';
import type { Reply } from './reply.ts';
import { escapeText, shorten, timestamp } from './text.ts';

/** Whether a person may change what a guild reads: also from a direct message, where Discord does not say. */
async function mayManage(
  { client, guildId, memberPermissions, user }: MessageComponentInteraction,
  ofGuild: string,
): Promise<boolean> {
  if (guildId === ofGuild) return memberPermissions?.has(PermissionFlagsBits.ManageGuild) === true;
  const guild = client.guilds.cache.get(ofGuild);
  const member = await guild?.members.fetch({ user: user.id, force: true }).catch(() => null);
  return member?.permissions.has(PermissionFlagsBits.ManageGuild) === true;
}

interface Meant {
  readonly guildId: string;
  readonly feed: FeedRef;
  readonly shown: string;
}

/** The feed that a button is about. Throws UserError where the person may not change it, or it is no longer read. */
async function meant(interaction: MessageComponentInteraction, argument: string, app: App): Promise<Meant> {
  const [guildId = '', key = ''] = argument.split(':');
  if (!(await mayManage(interaction, guildId))) {
    throw new UserError('To change the feeds takes **Manage Server**: ask somebody who has it.');
  }
  const feed = app.roster.feedsOf(app.guilds.get(guildId)).find(({ url }) => feedKey(url) === key);
  if (feed === undefined)
    throw new UserError('This feed is no longer read there: /feed list shows which are.');
  const title = app.scheduler.recordOf(feed.url)?.title ?? feed.title;
  return { guildId, feed, shown: `**${escapeText(shorten(title, 100))}**` };
}

/** Reads a feed at once and says how it went. */
export async function retryFeed(feed: FeedRef, shown: string, app: App): Promise<Reply> {
  const { lastError, nextPollAt } = await app.scheduler.pollNow(feed);
  return {
    content:
      lastError === null
        ? `✅ ${shown} was read.`
        : `⚠️ ${shown} still fails: ${escapeText(lastError)} The next try is ${timestamp(nextPollAt)}.`,
  };
}

/** Gives a guild's feed another address, with what is known of it. Throws UserError where that changes nothing. */
export async function changeAddress(
  { guildId, from, to, userId }: { guildId: string; from: string; to: FeedRef; userId: string },
  app: App,
): Promise<void> {
  const change = { from, to: { url: to.url, title: to.title }, userId, now: app.clock.now() };
  await app.moves.inherit(from, to, () => app.guilds.update(guildId, (guild) => replaceFeed(guild, change)));
}

const retry: AnywhereHandler = async (interaction, argument, app) => {
  const { feed, shown } = await meant(interaction, argument, app);
  return retryFeed(feed, shown, app);
};

const remove: AnywhereHandler = async (interaction, argument, app) => {
  const { guildId, feed, shown } = await meant(interaction, argument, app);
  await app.guilds.update(guildId, (guild) => removeFeed(guild, feed.url));
  return { content: `${shown} is no longer read.` };
};

const replace: AnywhereHandler = async (interaction, argument, app) => {
  const { guildId, feed, shown } = await meant(interaction, argument, app);
  const to = await app.replacements.found(feed.url);
  if (to === null) {
    throw new UserError('What was found is no longer known: /feed edit takes another address.');
  }
  await changeAddress({ guildId, from: feed.url, to, userId: interaction.user.id }, app);
  const { lastError } = await app.scheduler.pollNow(to);
  const failure = lastError === null ? '' : ` ⚠️ Its first reading failed: ${escapeText(lastError)}`;
  return {
    content: `${shown} is read at ${escapeText(placeOf(to.url))} from now on; what was posted is not posted again.${failure}`,
  };
};

/** The buttons under what is said of a feed, in a guild or a direct message. */
export const feedHelp: Readonly<Record<string, AnywhereHandler>> = {
  [feedButtons.retry]: retry,
  [feedButtons.remove]: remove,
  [feedButtons.replace]: replace,
};
