import { EventEmitter } from 'node:events';
import { ChannelType } from 'discord.js';
import type { Clock } from '../../src/clock.ts';
import { buildChannel, buildGuild, type ChannelOptions, type GuildOptions } from './default-guild.ts';
import { createSnowflakes } from './snowflake.ts';
import type { Attachment, Channel, Command, Guild, Message, User } from './world-types.ts';

/** What happened, as the gateway and the page hear of it; `d` is the event's payload. */
export interface WorldEvent {
  readonly t: string;
  readonly d: unknown;
  /** Null for what belongs to no guild. */
  readonly guildId: string | null;
}

/** What only the page hears of. */
export interface PageEvent {
  readonly type: 'COMMANDS' | 'INTERACTION_ANSWER';
  readonly data: unknown;
}

/** Everything that the local Discord knows; changes are announced with `emit`. */
export type World = ReturnType<typeof createWorld>;

export interface WorldOptions {
  readonly clock: Clock;
  readonly guilds: readonly GuildOptions[];
  /** Whether the bot may read what others write. */
  readonly readsContent: boolean;
}

/** Makes a world with the bot, the owner, a plain member and the given guilds. */
export function createWorld({ clock, guilds, readsContent }: WorldOptions) {
  const nextId = createSnowflakes(clock);
  const user = (username: string, name: string, bot = false): User => ({
    id: nextId(),
    username,
    discriminator: '0',
    global_name: bot ? null : name,
    avatar: null,
    bot,
  });
  const bot = user('Wirewatch', 'Wirewatch', true);
  const owner = user('editor', 'Editor');
  const member = user('reader', 'Reader');
  const events = new EventEmitter<{ event: [WorldEvent]; page: [PageEvent] }>();
  events.setMaxListeners(0);
  const messages = new Map<string, Message[]>();
  const directMessages: Channel[] = [];
  const guildList: Guild[] = [];

  const emit = (t: string, d: unknown, guildId: string | null = null): void => {
    events.emit('event', { t, d: structuredClone(d), guildId });
  };
  const timestamp = () => new Date(clock.now()).toISOString().replace('Z', '000+00:00');
  const addGuild = (options: GuildOptions): Guild => {
    const guild = buildGuild(options, { bot, owner, member }, nextId, timestamp());
    guildList.push(guild);
    return guild;
  };
  for (const options of guilds) addGuild(options);

  const findGuild = (id: string) => guildList.find((guild) => guild.id === id);
  const allChannels = () => [
    ...guildList.flatMap(({ channels, threads }) => [...channels, ...threads]),
    ...directMessages,
  ];

  return {
    clock,
    readsContent,
    /** Files that people chose for an option, by id. */
    attachments: new Map<string, Attachment>(),
    nextId,
    timestamp,
    emit,
    events,
    emitToPage: (event: PageEvent): void => {
      events.emit('page', structuredClone(event));
    },
    bot,
    users: [bot, owner, member],
    guilds: guildList,
    /** The guilds that the bot is in. */
    ownGuilds: () => guildList.filter(({ members }) => members.some(({ user }) => user.id === bot.id)),
    messages,
    /** The bot's messages by nonce, the latest of each. */
    nonces: new Map<string, Message>(),
    /** Registered commands by scope: a guild's id, or `global`. */
    commands: new Map<string, Command[]>(),
    findGuild,
    findChannel: (id: string) => allChannels().find((channel) => channel.id === id),
    guildOf: (channel: Channel) => (channel.guild_id === undefined ? undefined : findGuild(channel.guild_id)),
    messagesIn: (channelId: string): Message[] => messages.get(channelId) ?? [],
    findMessage: (channelId: string, id: string) =>
      messages.get(channelId)?.find((message) => message.id === id),
    addGuild,

    addChannel(guild: Guild, options: ChannelOptions): Channel {
      const channel = buildChannel(options, guild.id, guild.channels.length, nextId());
      guild.channels.push(channel);
      emit('CHANNEL_CREATE', channel, guild.id);
      return channel;
    },

    /** The channel between the bot and a user, opened at the first use. */
    directMessageWith(recipient: User): Channel {
      const known = directMessages.find(({ recipients }) => recipients?.[0]?.id === recipient.id);
      if (known) return known;
      const channel: Channel = {
        id: nextId(),
        type: ChannelType.DM,
        name: null,
        recipients: [recipient],
        last_message_id: null,
        flags: 0,
      };
      directMessages.push(channel);
      emit('CHANNEL_CREATE', channel);
      return channel;
    },

    removeChannel(channel: Channel): void {
      const guild = channel.guild_id === undefined ? undefined : findGuild(channel.guild_id);
      if (guild === undefined) return;
      const isThread = channel.thread_metadata !== undefined;
      const list = isThread ? guild.threads : guild.channels;
      list.splice(list.indexOf(channel), 1);
      for (const thread of guild.threads.filter(({ parent_id }) => parent_id === channel.id))
        this.removeChannel(thread);
      messages.delete(channel.id);
      emit(isThread ? 'THREAD_DELETE' : 'CHANNEL_DELETE', channel, guild.id);
    },
  };
}
