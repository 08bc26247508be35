import { z } from 'zod';
import { assertBotMay, botMay, messageIn, postableChannel, visibleChannel } from './access.ts';
import { fault, readForm } from './form.ts';
import { fetchedMessage } from './message-view.ts';
import {
  announceEdit,
  applyEdit,
  assertPostable,
  buildMessage,
  findByNonce,
  publish,
  removeMessage,
} from './messages.ts';
import { invalidForm, refuse } from './refusals.ts';
import { noContent, ok, type Route } from './routing.ts';
import { editSchema, messageSchema } from './rules-message.ts';
import { compareIds } from './snowflake.ts';
import { keepUploads } from './uploads.ts';
import type { Message } from './world-types.ts';

const listSchema = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  before: z.string().optional(),
  after: z.string().optional(),
  around: z.string().optional(),
});

/** Posting, reading, editing and deleting messages in channels. */
export const messageRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/channels/{channel_id}/messages',
    handle(call, services) {
      const { world } = services;
      const form = call.form(messageSchema);
      const channel = postableChannel(world, call.param('channel_id'), form, call.uploads.length);
      if (form.enforce_nonce && form.nonce === undefined) {
        throw invalidForm([fault(['nonce'], 'BASE_TYPE_REQUIRED', 'This field is required')]);
      }
      const twin = form.enforce_nonce && form.nonce ? findByNonce(world, form.nonce) : undefined;
      if (twin) return ok(twin);
      const message = buildMessage(
        world,
        channel,
        form,
        keepUploads(services, channel.id, form, call.uploads),
      );
      assertPostable(message);
      if (channel.thread_metadata) channel.thread_metadata.archived = false;
      return ok(publish(world, channel, message));
    },
  },
  {
    method: 'GET',
    path: '/channels/{channel_id}/messages',
    handle(call, { world }) {
      const channel = visibleChannel(world, call.param('channel_id'));
      const range = readForm(listSchema, Object.fromEntries(call.query));
      const found = botMay(world, channel, 'ReadMessageHistory')
        ? page(world.messagesIn(channel.id), range)
        : [];
      return ok(found.map((message) => fetchedMessage(world, message)));
    },
  },
  {
    method: 'GET',
    path: '/channels/{channel_id}/messages/{message_id}',
    handle(call, { world }) {
      const channel = visibleChannel(world, call.param('channel_id'));
      if (!botMay(world, channel, 'ReadMessageHistory')) throw refuse('missingAccess');
      return ok(fetchedMessage(world, messageIn(world, channel, call.param('message_id'))));
    },
  },
  {
    method: 'PATCH',
    path: '/channels/{channel_id}/messages/{message_id}',
    handle(call, services) {
      const { world } = services;
      const channel = visibleChannel(world, call.param('channel_id'));
      const message = messageIn(world, channel, call.param('message_id'));
      const form = call.form(editSchema(message));
      if (message.author.id !== world.bot.id) throw refuse('notAuthor');
      if ((form.embeds?.length ?? 0) > 0) assertBotMay(world, channel, 'EmbedLinks');
      applyEdit(world, channel, message, form, keepUploads(services, channel.id, form, call.uploads));
      announceEdit(world, channel, message);
      return ok(fetchedMessage(world, message));
    },
  },
  {
    method: 'DELETE',
    path: '/channels/{channel_id}/messages/{message_id}',
    handle(call, { world }) {
      const channel = visibleChannel(world, call.param('channel_id'));
      const message = messageIn(world, channel, call.param('message_id'));
      if (message.author.id !== world.bot.id) assertBotMay(world, channel, 'ManageMessages');
      removeMessage(world, channel, message);
      return noContent;
    },
  },
];

/** Newest first, as Discord lists them. https://discord.com/developers/docs/resources/message#get-channel-messages */
function page(
  messages: readonly Message[],
  { limit, before, after, around }: z.infer<typeof listSchema>,
): Message[] {
  if (around !== undefined) {
    const half = Math.floor(limit / 2);
    const older = messages.filter(({ id }) => compareIds(id, around) < 0).slice(-half);
    const rest = messages.filter(({ id }) => compareIds(id, around) >= 0).slice(0, limit - older.length);
    return [...older, ...rest].toReversed();
  }
  const within = messages.filter(
    ({ id }) =>
      (before === undefined || compareIds(id, before) < 0) &&
      (after === undefined || compareIds(id, after) > 0),
  );
  return (after === undefined ? within.slice(-limit) : within.slice(0, limit)).toReversed();
}
