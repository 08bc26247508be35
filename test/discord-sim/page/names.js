/**
 * Names of what ids in messages stand for, read from the open guild.
 *
 * @import { Message, User } from './types.ts'
 * @import { Model } from './model.js'
 * @import { Names } from './draw-markdown.js'
 */

/** @param {User | undefined} user */
export function displayName(user) {
  return user?.global_name ?? user?.username ?? 'Unknown user';
}

/**
 * @param {Model} model
 * @param {(id: string) => void} openChannel
 * @param {Message} [message] the one that is drawn
 * @returns {Names}
 */
export function namesIn(model, openChannel, message) {
  const guild = model.guildOf(message?.channel_id ?? model.channelId);
  return {
    user(id) {
      const member = guild?.members.find(({ user }) => user.id === id);
      const user = member?.user ?? model.world.users.find((one) => one.id === id);
      return member?.nick ?? (user === undefined ? undefined : displayName(user));
    },
    role: (id) => guild?.roles.find((role) => role.id === id),
    channel: (id) => model.channelOf(id)?.name ?? undefined,
    openChannel,
    pingsEveryone: message?.mention_everyone ?? false,
  };
}
