import type { World } from './world.ts';
import type { Channel, Message } from './world-types.ts';

/**
 * A message as the API gives it to the bot later on. The nonce is not kept: only the answer to the create and
 * MESSAGE_CREATE carry it. https://github.com/Rapptz/discord.py/issues/2451
 */
export function fetchedMessage(world: World, message: Message): Message {
  const { nonce: _, ...kept } = readableMessage(world, message);
  return kept;
}

/**
 * A message as the bot may read it: what others wrote is empty without the privileged message content intent.
 * https://discord.com/developers/docs/events/gateway#message-content-intent
 */
export function readableMessage(world: World, message: Message): Message {
  const isReadable =
    world.readsContent ||
    message.author.id === world.bot.id ||
    message.mentions.some(({ id }) => id === world.bot.id);
  return isReadable ? message : { ...message, content: '', embeds: [], attachments: [], components: [] };
}

/** A message as the gateway announces it: with its guild, and its author's membership. */
export function gatewayMessage(world: World, channel: Channel, message: Message): Record<string, unknown> {
  const member = world.guildOf(channel)?.members.find(({ user }) => user.id === message.author.id);
  const readable = readableMessage(world, message);
  if (member === undefined) return { ...readable };
  const { user: _, ...membership } = member;
  return { ...readable, guild_id: channel.guild_id, member: membership };
}
