import { permissionsOf } from './permissions.ts';
import type { Channel, Guild } from './world-types.ts';

/** A guild as REST gives it. https://discord.com/developers/docs/resources/guild#guild-object */
export function guildObject(guild: Guild): Record<string, unknown> {
  return {
    id: guild.id,
    name: guild.name,
    icon: guild.icon,
    splash: null,
    discovery_splash: null,
    banner: null,
    description: null,
    owner_id: guild.owner_id,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    roles: guild.roles,
    emojis: [],
    stickers: [],
    features: ['COMMUNITY', 'NEWS'],
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    max_members: 500_000,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: guild.preferred_locale,
    nsfw_level: 0,
    incidents_data: null,
  };
}

/**
 * A guild as GUILD_CREATE gives it. Without the privileged members intent Discord names no members but the bot.
 * https://discord.com/developers/docs/events/gateway-events#guild-create
 */
export function guildCreateObject(guild: Guild, botId: string): Record<string, unknown> {
  return {
    ...guildObject(guild),
    joined_at: guild.joined_at,
    large: false,
    unavailable: false,
    member_count: guild.members.length,
    members: guild.members.filter(({ user }) => user.id === botId),
    channels: guild.channels,
    threads: guild.threads.filter(({ thread_metadata }) => thread_metadata?.archived === false),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** A channel as interactions carry it: with what the invoking member may do there. */
export function channelForUser(
  channel: Channel,
  guild: Guild | undefined,
  userId: string,
): Record<string, unknown> {
  return guild === undefined
    ? { ...channel }
    : { ...channel, permissions: permissionsOf(guild, userId, channel).toString() };
}
