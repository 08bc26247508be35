import { channelForUser } from './guild-view.ts';
import type { Interaction } from './interaction-types.ts';
import { ALL_PERMISSIONS, permissionsOf } from './permissions.ts';
import type { World } from './world.ts';

/** Bytes that a file may have. */
const ATTACHMENT_SIZE_LIMIT = 10 * 1024 * 1024;

/** https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object */
export function interactionObject(world: World, interaction: Interaction): Record<string, unknown> {
  const { id, token, type, data, user, channel, guild, message } = interaction;
  const member = guild?.members.find((candidate) => candidate.user.id === user.id);
  const place =
    guild && member
      ? {
          guild_id: guild.id,
          guild: { id: guild.id, locale: guild.preferred_locale, features: [] },
          guild_locale: guild.preferred_locale,
          member: { ...member, permissions: permissionsOf(guild, user.id, channel).toString() },
          context: 0,
          authorizing_integration_owners: { 0: guild.id },
          app_permissions: permissionsOf(guild, world.bot.id, channel).toString(),
        }
      : {
          user,
          context: 1,
          authorizing_integration_owners: { 1: user.id },
          app_permissions: ALL_PERMISSIONS.toString(),
        };
  return {
    id,
    application_id: world.bot.id,
    type,
    token,
    version: 1,
    data,
    channel_id: channel.id,
    channel: channelForUser(channel, guild, user.id),
    locale: 'en-US',
    entitlements: [],
    attachment_size_limit: ATTACHMENT_SIZE_LIMIT,
    ...(message ? { message } : {}),
    ...place,
  };
}
