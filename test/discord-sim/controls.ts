import { buildMember, type ChannelOptions, type GuildOptions } from './default-guild.ts';
import { guildCreateObject } from './guild-view.ts';
import { buildMessage, publish } from './messages.ts';
import { type PermissionName, permissionBits } from './permissions.ts';
import type { World } from './world.ts';
import type { Channel, Guild, Message, User } from './world-types.ts';

/** What tests change and look at from outside. */
export interface Controls {
  readonly me: User;
  readonly owner: User;
  /** A member without special permissions. */
  readonly member: User;
  /** The first guild. */
  readonly guild: Guild;
  /** A channel of any guild by its name or id. @throws Error where there is none. */
  channel(nameOrId: string): Channel;
  /** The messages of a channel or thread, oldest first. */
  messages(channelId: string): Message[];
  /** Waits until a channel has at least `count` messages. @throws Error that says how many there are. */
  waitForMessages(channelId: string, count: number, timeoutMs: number): Promise<Message[]>;
  addGuild(options: GuildOptions): Guild;
  /** The bot is thrown out, or (`unavailable`) the guild has an outage. */
  removeGuild(guildId: string, options?: { unavailable?: boolean }): void;
  /** Ends an outage, or invites the bot again. */
  restoreGuild(guildId: string): void;
  addChannel(options: ChannelOptions & { readonly guildId?: string }): Channel;
  deleteChannel(channelId: string): void;
  /** Sets what a role or member (its id) may and may not do in a channel, beyond what it may in the guild. */
  setPermissions(
    channelId: string,
    targetId: string,
    change: { readonly allow?: readonly PermissionName[]; readonly deny?: readonly PermissionName[] },
  ): void;
  /** A message by a member who is no bot. */
  say(channelId: string, content: string, userId?: string): Message;
}

/** Makes the controls of a world. */
export function createControls(world: World): Controls {
  const [, owner, member] = world.users;
  const first = world.guilds[0];
  if (!owner || !member || !first) throw new TypeError('A world has a bot, an owner, a member and a guild.');

  function channelBy(nameOrId: string): Channel {
    const named = world.guilds
      .flatMap(({ channels, threads }) => [...channels, ...threads])
      .find(({ name }) => name === nameOrId);
    const channel = world.findChannel(nameOrId) ?? named;
    if (!channel) throw new Error(`There is no channel "${nameOrId}".`);
    return channel;
  }

  function guildBy(id: string): Guild {
    const guild = world.findGuild(id);
    if (!guild) throw new Error(`There is no guild ${id}.`);
    return guild;
  }

  return {
    me: world.bot,
    owner,
    member,
    guild: first,
    channel: channelBy,
    messages: (channelId) => [...world.messagesIn(channelId)],

    async waitForMessages(channelId, count, timeoutMs) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const look = () => {
        if (world.messagesIn(channelId).length >= count) resolve();
      };
      const timer = setTimeout(() => {
        const found = world.messagesIn(channelId).length;
        reject(new Error(`The channel has ${found} of ${count} messages after ${timeoutMs} ms.`));
      }, timeoutMs);
      world.events.on('event', look);
      look();
      try {
        await promise;
      } finally {
        clearTimeout(timer);
        world.events.off('event', look);
      }
      return [...world.messagesIn(channelId)];
    },

    addGuild(options) {
      const guild = world.addGuild(options);
      world.emit('GUILD_CREATE', guildCreateObject(guild, world.bot.id), guild.id);
      return guild;
    },

    removeGuild(guildId, { unavailable = false } = {}) {
      const guild = guildBy(guildId);
      if (!unavailable) {
        guild.members = guild.members.filter(({ user }) => user.id !== world.bot.id);
        world.commands.delete(guildId);
      }
      world.emit('GUILD_DELETE', { id: guildId, ...(unavailable ? { unavailable } : {}) }, guildId);
    },

    restoreGuild(guildId) {
      const guild = guildBy(guildId);
      const isMember = guild.members.some(({ user }) => user.id === world.bot.id);
      const roles = guild.roles.filter(({ managed }) => managed).map(({ id }) => id);
      if (!isMember) guild.members.push(buildMember(world.bot, roles, world.timestamp()));
      world.emit('GUILD_CREATE', guildCreateObject(guild, world.bot.id), guildId);
    },

    addChannel: ({ guildId = first.id, ...options }) => world.addChannel(guildBy(guildId), options),

    deleteChannel: (channelId) => world.removeChannel(channelBy(channelId)),

    setPermissions(channelId, targetId, { allow = [], deny = [] }) {
      const channel = channelBy(channelId);
      const isRole = world.guildOf(channel)?.roles.some(({ id }) => id === targetId) === true;
      channel.permission_overwrites = [
        ...(channel.permission_overwrites ?? []).filter(({ id }) => id !== targetId),
        {
          id: targetId,
          type: isRole ? 0 : 1,
          allow: permissionBits(...allow).toString(),
          deny: permissionBits(...deny).toString(),
        },
      ];
      world.emit('CHANNEL_UPDATE', channel, channel.guild_id ?? null);
    },

    say(channelId, content, userId = member.id) {
      const channel = channelBy(channelId);
      const author = world.users.find(({ id }) => id === userId);
      if (!author) throw new Error(`There is no user ${userId}.`);
      return publish(world, channel, { ...buildMessage(world, channel, { content }, []), author });
    },
  };
}
