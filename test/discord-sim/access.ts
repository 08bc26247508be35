import { ChannelType, PermissionFlagsBits } from 'discord.js';
import { type PermissionName, permissionsOf } from './permissions.ts';
import { refuse } from './refusals.ts';
import type { MessageForm } from './rules-message.ts';
import type { World } from './world.ts';
import type { Channel, Guild, Message } from './world-types.ts';

/** Kinds of channel in which nobody can write. */
const WITHOUT_MESSAGES: readonly ChannelType[] = [
  ChannelType.GuildCategory,
  ChannelType.GuildForum,
  ChannelType.GuildMedia,
];

/** A guild that the bot is in. @throws ApiError 10004 */
export function guildFor(world: World, id: string): Guild {
  const guild = world.ownGuilds().find((candidate) => candidate.id === id);
  if (!guild) throw refuse('unknownGuild');
  return guild;
}

/** A channel that the bot can see. @throws ApiError 10003, 50001 */
export function visibleChannel(world: World, id: string): Channel {
  const channel = world.findChannel(id);
  if (!channel) throw refuse('unknownChannel');
  if (!botMay(world, channel, 'ViewChannel')) throw refuse('missingAccess');
  return channel;
}

/** @throws ApiError 10008 */
export function messageIn(world: World, channel: Channel, id: string): Message {
  const message = world.findMessage(channel.id, id);
  if (!message) throw refuse('unknownMessage');
  return message;
}

/** Whether the bot may do something in a channel; in direct messages it may do everything. */
export function botMay(world: World, channel: Channel, name: PermissionName): boolean {
  const guild = world.guildOf(channel);
  return (
    guild === undefined || (permissionsOf(guild, world.bot.id, channel) & PermissionFlagsBits[name]) !== 0n
  );
}

/** @throws ApiError 50013 */
export function assertBotMay(world: World, channel: Channel, name: PermissionName): void {
  if (!botMay(world, channel, name)) throw refuse('missingPermissions');
}

/** A channel in which the bot may post this. @throws ApiError 10003, 50001, 50008, 50013, 50083 */
export function postableChannel(world: World, id: string, form: MessageForm, files: number): Channel {
  const channel = visibleChannel(world, id);
  if (WITHOUT_MESSAGES.includes(channel.type)) throw refuse('notTextChannel');
  assertBotMay(world, channel, channel.thread_metadata ? 'SendMessagesInThreads' : 'SendMessages');
  if ((form.embeds?.length ?? 0) > 0) assertBotMay(world, channel, 'EmbedLinks');
  if (files > 0) assertBotMay(world, channel, 'AttachFiles');
  if (channel.thread_metadata?.locked && channel.thread_metadata.archived) throw refuse('archivedThread');
  return channel;
}
