import { MessageFlags, MessageType } from 'discord.js';
import { numberComponents } from './component-tree.ts';
import { fault } from './form.ts';
import { mentionsOf } from './mentions.ts';
import { fetchedMessage, gatewayMessage } from './message-view.ts';
import { invalidForm, refuse } from './refusals.ts';
import { exceedsTextBytes, layoutFaults, usesComponentsV2 } from './rules-layout.ts';
import type { MessageForm } from './rules-message.ts';
import { snowflakeTime } from './snowflake.ts';
import type { World } from './world.ts';
import type { Attachment, Channel, Message } from './world-types.ts';

/** Flags that a bot may set when it makes a message. */
const SETTABLE =
  MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2;

/** Discord says "the past few minutes". https://discord.com/developers/docs/resources/message#create-message */
const NONCE_WINDOW_MS = 3 * 60_000;

/** Builds a message of the bot from a body that was found good, without putting it anywhere. */
export function buildMessage(
  world: World,
  channel: Channel,
  form: MessageForm,
  attachments: Attachment[],
): Message {
  const reference = referenceOf(world, channel, form);
  return {
    id: world.nextId(),
    channel_id: channel.id,
    author: world.bot,
    timestamp: world.timestamp(),
    edited_timestamp: null,
    tts: form.tts ?? false,
    pinned: false,
    type: reference ? MessageType.Reply : MessageType.Default,
    flags: (form.flags ?? 0) & SETTABLE,
    attachments,
    ...contentOf(form),
    ...mentionsOf(form, world, channel),
    ...(form.nonce === null || form.nonce === undefined ? {} : { nonce: form.nonce }),
    ...(reference ? { message_reference: reference } : {}),
  };
}

/** @throws ApiError 50006 where there is nothing to see in a message; 500 where Discord fails on its text. */
export function assertPostable(message: Message): void {
  const parts = [message.content, message.embeds, message.components, message.attachments];
  if (parts.every(({ length }) => length === 0)) throw refuse('emptyMessage');
  const faults = layoutFaults(message);
  if (faults.length > 0) throw invalidForm(faults);
  if (usesComponentsV2(message) && exceedsTextBytes(message.components)) throw refuse('internalError');
}

/** Puts a message in its channel and tells everybody. */
export function publish(world: World, channel: Channel, message: Message): Message {
  const list = world.messages.get(channel.id) ?? [];
  list.push(message);
  world.messages.set(channel.id, list);
  if (message.nonce !== undefined) world.nonces.set(String(message.nonce), message);
  channel.last_message_id = message.id;
  if (channel.thread_metadata) {
    channel.message_count = (channel.message_count ?? 0) + 1;
    channel.total_message_sent = (channel.total_message_sent ?? 0) + 1;
  }
  world.emit('MESSAGE_CREATE', gatewayMessage(world, channel, message), channel.guild_id ?? null);
  return message;
}

/** Changes what an edit's body names and leaves the rest. */
export function applyEdit(
  world: World,
  channel: Channel,
  message: Message,
  form: MessageForm,
  added: Attachment[],
): void {
  const kept = form.attachments
    ? message.attachments.filter(({ id }) => form.attachments?.some((wanted) => String(wanted.id) === id))
    : message.attachments;
  const fresh = contentOf(form);
  const edited: Message = {
    ...message,
    ...(form.content === undefined ? {} : { content: fresh.content }),
    ...(form.embeds === undefined ? {} : { embeds: fresh.embeds }),
    ...(form.components === undefined ? {} : { components: fresh.components }),
    ...mentionsOf({ content: message.content, ...form }, world, channel),
    attachments: [...kept, ...added],
    flags: editedFlags(message.flags, form.flags),
    edited_timestamp: world.timestamp(),
  };
  assertPostable(edited);
  Object.assign(message, edited);
}

/** Tells everybody that a message in a channel has changed. */
export function announceEdit(world: World, channel: Channel, message: Message): void {
  world.emit(
    'MESSAGE_UPDATE',
    gatewayMessage(world, channel, fetchedMessage(world, message)),
    channel.guild_id ?? null,
  );
}

/** Takes a message out of its channel. */
export function removeMessage(world: World, channel: Channel, message: Message): void {
  world.messages.set(
    channel.id,
    world.messagesIn(channel.id).filter((other) => other !== message),
  );
  const place = channel.guild_id === undefined ? {} : { guild_id: channel.guild_id };
  world.emit(
    'MESSAGE_DELETE',
    { id: message.id, channel_id: channel.id, ...place },
    channel.guild_id ?? null,
  );
}

/**
 * The bot's message with the same nonce from the last minutes, in whichever channel.
 * @throws ApiError 10008 where it was deleted since: https://github.com/discord/discord-api-docs/pull/6647
 */
export function findByNonce(world: World, nonce: string | number): Message | undefined {
  const message = world.nonces.get(String(nonce));
  if (!message || world.clock.now() - snowflakeTime(message.id) >= NONCE_WINDOW_MS) return undefined;
  if (!world.findMessage(message.channel_id, message.id)) throw refuse('unknownMessage');
  return message;
}

function contentOf(form: MessageForm): Pick<Message, 'content' | 'embeds' | 'components'> {
  return {
    content: form.content ?? '',
    embeds: (form.embeds ?? []).map((embed) => ({ ...embed, type: 'rich' })),
    components: numberComponents(form.components ?? []),
  };
}

function editedFlags(before: number, asked: number | null | undefined): number {
  if (asked === null || asked === undefined) return before;
  const changeable = MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2;
  return (before & ~changeable) | (asked & changeable);
}

function referenceOf(world: World, channel: Channel, form: MessageForm): Message['message_reference'] {
  const asked = form.message_reference;
  if (!asked) return undefined;
  if (!world.findMessage(channel.id, asked.message_id)) {
    if (asked.fail_if_not_exists === false) return undefined;
    throw invalidForm([fault(['message_reference'], 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message')]);
  }
  const place = channel.guild_id === undefined ? {} : { guild_id: channel.guild_id };
  return { type: 0, channel_id: channel.id, message_id: asked.message_id, ...place };
}
