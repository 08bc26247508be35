import type { ChannelType } from 'discord.js';
import type { CommandForm } from './rules-command.ts';
import type { Component } from './rules-components.ts';
import type { Embed } from './rules-embed.ts';

/** A person or bot. https://discord.com/developers/docs/resources/user#user-object */
export interface User {
  id: string;
  username: string;
  discriminator: '0';
  global_name: string | null;
  avatar: null;
  bot: boolean;
}

/** https://discord.com/developers/docs/topics/permissions#role-object */
export interface Role {
  id: string;
  name: string;
  color: number;
  colors: { primary_color: number; secondary_color: null; tertiary_color: null };
  hoist: boolean;
  position: number;
  /** A bit set in decimal. */
  permissions: string;
  managed: boolean;
  mentionable: boolean;
  flags: number;
}

/** https://discord.com/developers/docs/resources/guild#guild-member-object */
export interface Member {
  user: User;
  nick: string | null;
  avatar: null;
  banner: null;
  roles: string[];
  joined_at: string;
  premium_since: null;
  deaf: boolean;
  mute: boolean;
  flags: number;
  pending: boolean;
  communication_disabled_until: null;
}

/** `type` 0 is a role, 1 a member. */
export interface Overwrite {
  id: string;
  type: 0 | 1;
  allow: string;
  deny: string;
}

export interface ThreadMetadata {
  archived: boolean;
  auto_archive_duration: number;
  archive_timestamp: string;
  locked: boolean;
  create_timestamp: string;
}

/** A guild's channel, a thread or a direct message. https://discord.com/developers/docs/resources/channel#channel-object */
export interface Channel {
  id: string;
  type: ChannelType;
  guild_id?: string;
  name: string | null;
  topic?: string | null;
  position?: number;
  parent_id?: string | null;
  permission_overwrites?: Overwrite[];
  nsfw?: boolean;
  rate_limit_per_user?: number;
  last_message_id: string | null;
  flags: number;
  /** Forums only. */
  available_tags?: { id: string; name: string; moderated: boolean; emoji_id: null; emoji_name: null }[];
  default_reaction_emoji?: null;
  default_sort_order?: null;
  default_forum_layout?: number;
  /** Threads only. */
  owner_id?: string;
  thread_metadata?: ThreadMetadata;
  message_count?: number;
  member_count?: number;
  total_message_sent?: number;
  applied_tags?: string[];
  /** Direct messages only. */
  recipients?: User[];
}

export interface Guild {
  id: string;
  name: string;
  icon: string | null;
  owner_id: string;
  preferred_locale: string;
  joined_at: string;
  roles: Role[];
  members: Member[];
  channels: Channel[];
  threads: Channel[];
}

export interface Attachment {
  id: string;
  filename: string;
  size: number;
  url: string;
  proxy_url: string;
  content_type: string;
  description?: string;
}

/** Who used which command, on messages that answer one. */
export interface InteractionMetadata {
  id: string;
  type: number;
  user: User;
  authorizing_integration_owners: Record<string, string>;
  name?: string;
}

/** https://discord.com/developers/docs/resources/message#message-object */
export interface Message {
  id: string;
  channel_id: string;
  author: User;
  content: string;
  timestamp: string;
  edited_timestamp: string | null;
  tts: boolean;
  mention_everyone: boolean;
  mentions: User[];
  mention_roles: string[];
  attachments: Attachment[];
  embeds: (Embed & { type: 'rich' })[];
  pinned: boolean;
  type: number;
  flags: number;
  components: Component[];
  nonce?: string | number;
  application_id?: string;
  webhook_id?: string;
  interaction_metadata?: InteractionMetadata;
  message_reference?: { type: 0; channel_id: string; message_id: string; guild_id?: string };
  thread?: Channel;
}

/** A registered command, as Discord answers with it. */
export type Command = CommandForm & {
  id: string;
  application_id: string;
  version: string;
  guild_id?: string;
};
