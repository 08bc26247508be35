import { PermissionFlagsBits } from 'discord.js';
import type { Channel, Guild, Overwrite } from './world-types.ts';

export type PermissionName = keyof typeof PermissionFlagsBits;

/** Every permission there is. */
export const ALL_PERMISSIONS = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n);

/** A bit set of the named permissions. */
export function permissionBits(...names: readonly PermissionName[]): bigint {
  return names.reduce((bits, name) => bits | PermissionFlagsBits[name], 0n);
}

/**
 * What a member may do in a guild, or in one of its channels; nothing for those who are no members.
 * A thread has no overwrites of its own: its parent's count.
 * https://discord.com/developers/docs/topics/permissions#permission-overwrites
 */
export function permissionsOf(guild: Guild, userId: string, channel?: Channel): bigint {
  const member = guild.members.find(({ user }) => user.id === userId);
  if (member === undefined) return 0n;
  if (guild.owner_id === userId) return ALL_PERMISSIONS;

  const base = guild.roles
    .filter(({ id }) => id === guild.id || member.roles.includes(id))
    .reduce((bits, role) => bits | BigInt(role.permissions), 0n);
  if ((base & PermissionFlagsBits.Administrator) !== 0n) return ALL_PERMISSIONS;

  const place = channel?.thread_metadata
    ? guild.channels.find(({ id }) => id === channel.parent_id)
    : channel;
  const overwrites = place?.permission_overwrites ?? [];
  const everyone = overwrites.filter(({ id }) => id === guild.id);
  const roles = overwrites.filter(({ id, type }) => type === 0 && member.roles.includes(id));
  const own = overwrites.filter(({ id, type }) => type === 1 && id === userId);
  return [everyone, roles, own].reduce(applyOverwrites, base);
}

function applyOverwrites(bits: bigint, overwrites: readonly Overwrite[]): bigint {
  const denied = overwrites.reduce((all, { deny }) => all | BigInt(deny), 0n);
  const allowed = overwrites.reduce((all, { allow }) => all | BigInt(allow), 0n);
  return (bits & ~denied) | allowed;
}
