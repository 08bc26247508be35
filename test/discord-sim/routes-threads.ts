import { ChannelType, MessageFlags } from 'discord.js';
import { z } from 'zod';
import { assertBotMay, messageIn, postableChannel, visibleChannel } from './access.ts';
import { trimmedRequired } from './form.ts';
import { announceEdit, assertPostable, buildMessage, publish } from './messages.ts';
import { refuse } from './refusals.ts';
import { created, noContent, ok, type Route } from './routing.ts';
import { messageSchema } from './rules-message.ts';
import { keepUploads } from './uploads.ts';
import type { World } from './world.ts';
import type { Channel } from './world-types.ts';

/** Minutes of quiet after which a thread may be archived. */
const ARCHIVE_MINUTES = [60, 1440, 4320, 10_080] as const;

const threadFields = {
  name: trimmedRequired(100),
  auto_archive_duration: z.literal(ARCHIVE_MINUTES).nullish(),
  rate_limit_per_user: z.int().min(0).max(21_600).nullish(),
};
const threadSchema = z.object(threadFields);
const bareThreadSchema = z.object({
  ...threadFields,
  type: z
    .literal([ChannelType.AnnouncementThread, ChannelType.PublicThread, ChannelType.PrivateThread])
    .nullish(),
});
const postSchema = z.object({
  ...threadFields,
  applied_tags: z.array(z.string()).max(5).nullish(),
  message: messageSchema,
});
const changeSchema = z.object({
  name: threadFields.name.optional(),
  archived: z.boolean().optional(),
  locked: z.boolean().optional(),
  auto_archive_duration: threadFields.auto_archive_duration,
});

/** Starting and changing threads. https://discord.com/developers/docs/resources/channel#start-thread-from-message */
export const threadRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/channels/{channel_id}/messages/{message_id}/threads',
    handle(call, { world }) {
      const parent = visibleChannel(world, call.param('channel_id'));
      const message = messageIn(world, parent, call.param('message_id'));
      const form = call.form(threadSchema);
      if (parent.type !== ChannelType.GuildText && parent.type !== ChannelType.GuildAnnouncement) {
        throw refuse('wrongChannelType');
      }
      assertBotMay(world, parent, 'CreatePublicThreads');
      if (message.thread) throw refuse('threadExists');
      const type =
        parent.type === ChannelType.GuildAnnouncement
          ? ChannelType.AnnouncementThread
          : ChannelType.PublicThread;
      // A thread has the id of the message that it starts from.
      const thread = startThread(world, parent, { ...form, type, id: message.id });
      message.thread = thread;
      message.flags |= MessageFlags.HasThread;
      announceEdit(world, parent, message);
      return created(thread);
    },
  },
  {
    method: 'POST',
    path: '/channels/{channel_id}/threads',
    handle(call, services) {
      const { world } = services;
      const parent = visibleChannel(world, call.param('channel_id'));
      if (parent.type === ChannelType.GuildForum) {
        const form = call.form(postSchema);
        assertBotMay(world, parent, 'SendMessages');
        const thread = startThread(world, parent, {
          ...form,
          type: ChannelType.PublicThread,
          id: world.nextId(),
        });
        const target = postableChannel(world, thread.id, form.message, call.uploads.length);
        const files = keepUploads(services, thread.id, form.message, call.uploads);
        const message = { ...buildMessage(world, target, form.message, files), id: thread.id };
        assertPostable(message);
        return created({ ...thread, message: publish(world, thread, message) });
      }
      if (parent.type !== ChannelType.GuildText && parent.type !== ChannelType.GuildAnnouncement) {
        throw refuse('wrongChannelType');
      }
      const form = call.form(bareThreadSchema);
      // Discord's default is a private thread.
      const type = form.type ?? ChannelType.PrivateThread;
      assertBotMay(
        world,
        parent,
        type === ChannelType.PrivateThread ? 'CreatePrivateThreads' : 'CreatePublicThreads',
      );
      return created(startThread(world, parent, { ...form, type, id: world.nextId() }));
    },
  },
  {
    method: 'PUT',
    path: '/channels/{channel_id}/thread-members/@me',
    handle(call, { world }) {
      if (!visibleChannel(world, call.param('channel_id')).thread_metadata) throw refuse('wrongChannelType');
      return noContent;
    },
  },
  {
    method: 'PATCH',
    path: '/channels/{channel_id}',
    handle(call, { world }) {
      const channel = visibleChannel(world, call.param('channel_id'));
      const { name, ...metadata } = call.form(changeSchema);
      const { thread_metadata: thread } = channel;
      if (!thread) assertBotMay(world, channel, 'ManageChannels');
      else if (channel.owner_id !== world.bot.id) assertBotMay(world, channel, 'ManageThreads');
      if (name !== undefined) channel.name = name;
      if (thread) Object.assign(thread, definedOnly(metadata), { archive_timestamp: world.timestamp() });
      world.emit(thread ? 'THREAD_UPDATE' : 'CHANNEL_UPDATE', channel, channel.guild_id ?? null);
      return ok(channel);
    },
  },
];

interface ThreadStart {
  id: string;
  type: ChannelType;
  name: string;
  auto_archive_duration?: number | null | undefined;
  rate_limit_per_user?: number | null | undefined;
  applied_tags?: string[] | null | undefined;
}

function startThread(world: World, parent: Channel, start: ThreadStart): Channel {
  const now = world.timestamp();
  const guild = world.guildOf(parent);
  if (!guild) throw refuse('wrongChannelType');
  const thread: Channel = {
    id: start.id,
    type: start.type,
    guild_id: guild.id,
    name: start.name,
    parent_id: parent.id,
    owner_id: world.bot.id,
    last_message_id: null,
    rate_limit_per_user: start.rate_limit_per_user ?? 0,
    flags: 0,
    message_count: 0,
    member_count: 1,
    total_message_sent: 0,
    applied_tags: start.applied_tags ?? [],
    thread_metadata: {
      archived: false,
      auto_archive_duration: start.auto_archive_duration ?? 4320,
      archive_timestamp: now,
      locked: false,
      create_timestamp: now,
    },
  };
  guild.threads.push(thread);
  world.emit('THREAD_CREATE', { ...thread, newly_created: true }, guild.id);
  return thread;
}

function definedOnly(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null),
  );
}
