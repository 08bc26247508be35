import { ChannelType } from 'discord.js';
import { ALL_PERMISSIONS, permissionBits } from './permissions.ts';
import type { Channel, Guild, Member, Role, User } from './world-types.ts';

/** A guild as a test describes it; what is left out is as in the default one. */
export interface GuildOptions {
  readonly name: string;
  readonly channels?: readonly ChannelOptions[];
}

export interface ChannelOptions {
  readonly name: string;
  readonly type?: ChannelType;
  readonly topic?: string;
  readonly parentId?: string;
}

/** What everybody may do in a new guild. */
const EVERYONE = permissionBits(
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'EmbedLinks',
  'AttachFiles',
  'AddReactions',
  'ReadMessageHistory',
  'UseApplicationCommands',
);

/** The guild that the local Discord starts with. */
export const DEFAULT_GUILD: GuildOptions = {
  name: 'World News Desk',
  channels: [
    { name: 'general', topic: 'Talk about anything' },
    { name: 'alerts', topic: 'Alerts of the desk' },
    { name: 'asia', topic: 'News from Asia' },
    { name: 'announcements', type: ChannelType.GuildAnnouncement, topic: 'Followed by other servers' },
    { name: 'stories', type: ChannelType.GuildForum, topic: 'One post a story' },
  ],
};

/** The people of every new guild: its owner, who may do everything, and a member without special permissions. */
export interface Cast {
  readonly bot: User;
  readonly owner: User;
  readonly member: User;
}

/** Builds a guild with the usual roles: everyone, a mentionable "Desk", the bot's own and one with Manage Server. */
export function buildGuild(options: GuildOptions, cast: Cast, nextId: () => string, joinedAt: string): Guild {
  const guildId = nextId();
  const role = (id: string, name: string, permissions: bigint, rest: Partial<Role> = {}): Role => ({
    id,
    name,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    position: 0,
    permissions: permissions.toString(),
    managed: false,
    mentionable: false,
    flags: 0,
    ...rest,
  });
  const desk = role(nextId(), 'Desk', 0n, { position: 1, mentionable: true });
  const botRole = role(nextId(), cast.bot.username, EVERYONE, { position: 2, managed: true });
  const editors = role(nextId(), 'Editors', permissionBits('ManageGuild'), { position: 3 });
  const channels = options.channels ?? DEFAULT_GUILD.channels ?? [];
  return {
    id: guildId,
    name: options.name,
    icon: null,
    owner_id: cast.owner.id,
    preferred_locale: 'en-US',
    joined_at: joinedAt,
    roles: [role(guildId, '@everyone', EVERYONE & ALL_PERMISSIONS), desk, botRole, editors],
    members: [
      buildMember(cast.bot, [botRole.id], joinedAt),
      buildMember(cast.owner, [editors.id], joinedAt),
      buildMember(cast.member, [], joinedAt),
    ],
    channels: channels.map((channel, position) => buildChannel(channel, guildId, position, nextId())),
    threads: [],
  };
}

/** Builds a guild's channel. */
export function buildChannel(
  options: ChannelOptions,
  guildId: string,
  position: number,
  id: string,
): Channel {
  const type = options.type ?? ChannelType.GuildText;
  return {
    id,
    type,
    guild_id: guildId,
    name: options.name,
    topic: options.topic ?? null,
    position,
    parent_id: options.parentId ?? null,
    permission_overwrites: [],
    nsfw: false,
    rate_limit_per_user: 0,
    last_message_id: null,
    flags: 0,
    ...(type === ChannelType.GuildForum
      ? {
          available_tags: [],
          default_reaction_emoji: null,
          default_sort_order: null,
          default_forum_layout: 0,
        }
      : {}),
  };
}

/** Builds a guild's member. */
export function buildMember(user: User, roles: string[], joinedAt: string): Member {
  return {
    user,
    nick: null,
    avatar: null,
    banner: null,
    roles,
    joined_at: joinedAt,
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: null,
  };
}
