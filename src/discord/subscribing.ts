import { type ActionRowBuilder, type ButtonBuilder, ButtonStyle } from 'discord.js';
import type { Asking, ComponentHandler } from '../../commands/index.ts';
import type { App } from '../app.ts';
import { UserError } from '../errors.ts';
import { subscribe, subscriptionsOf, unsubscribe } from '../store/guild-changes.ts';
import { buttonRow } from './action-row.ts';
import { requirePostable, visibleChannel } from './permissions.ts';
import { escapeText } from './text.ts';

const subscribeButton = 'watch-subscribe';
const unsubscribeButton = 'watch-unsubscribe';

/** Subscribes a channel to a watchlist, without options. */
export async function subscribeHere(
  app: App,
  guildId: string,
  which: { channelId: string; watchlist: string; userId: string },
): Promise<void> {
  const { channelId, watchlist, userId: addedBy } = which;
  const subscription = {
    channelId,
    watchlist,
    mentionRoleId: null,
    digest: null,
    quiet: null,
    addedBy,
    addedAt: app.clock.now(),
  };
  await app.guilds.update(guildId, (guild) => subscribe(guild, subscription));
}

/** Where the watchlist's alerts go; the first keyword's go to the channel it was added in. */
export async function settleChannel(
  interaction: Asking,
  app: App,
  watchlist: string,
): Promise<{ line: string; rows: ActionRowBuilder<ButtonBuilder>[] }> {
  const { guildId, channelId } = interaction;
  const subscribed = subscriptionsOf(app.guilds.get(guildId), watchlist).map((one) => one.channelId);
  const offer = buttonRow({
    id: `${subscribeButton}:${channelId}:${watchlist}`,
    label: 'Post alerts here',
    style: ButtonStyle.Primary,
  });
  if (subscribed.includes(channelId)) return { line: 'New matches are posted in this channel.', rows: [] };
  if (subscribed.length > 0) {
    const channels = subscribed.slice(0, 5).map((id) => `<#${id}>`);
    return { line: `New matches are posted in ${channels.join(', ')}.`, rows: [offer] };
  }
  try {
    requirePostable(await visibleChannel(interaction.client, channelId));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { line: `**No alerts are posted yet.** ${error.message}`, rows: [offer] };
  }
  await subscribeHere(app, guildId, { channelId, watchlist, userId: interaction.user.id });
  return {
    line: 'New matches are posted in this channel from now on.',
    rows: [buttonRow({ id: `${unsubscribeButton}:${channelId}:${watchlist}`, label: "Don't post here" })],
  };
}

/** A custom id's argument, `channelId:watchlist`. */
function parseTarget(argument: string): { channelId: string; watchlist: string } {
  const at = argument.indexOf(':');
  return { channelId: argument.slice(0, at), watchlist: argument.slice(at + 1) };
}

const onSubscribe: ComponentHandler = async (interaction, argument, app) => {
  const target = parseTarget(argument);
  requirePostable(await visibleChannel(interaction.client, target.channelId));
  await subscribeHere(app, interaction.guildId, { ...target, userId: interaction.user.id });
  return {
    content: `Alerts of **${escapeText(target.watchlist)}** are posted in <#${target.channelId}> from now on. /unsubscribe ends it.`,
    update: true,
  };
};

const onUnsubscribe: ComponentHandler = async (interaction, argument, app) => {
  const target = parseTarget(argument);
  await app.guilds.update(interaction.guildId, (guild) => unsubscribe(guild, target));
  return {
    content: `Nothing is posted in <#${target.channelId}>. /subscribe in the channel where the alerts of **${escapeText(target.watchlist)}** belong.`,
    update: true,
  };
};

/** The buttons under the answer to a new keyword. */
export const subscribeComponents = { [subscribeButton]: onSubscribe, [unsubscribeButton]: onUnsubscribe };
