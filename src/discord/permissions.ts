import {
  type Client,
  type GuildBasedChannel,
  PermissionFlagsBits,
  type PermissionResolvable,
  type PermissionsBitField,
} from 'discord.js';
import { UserError } from '../errors.ts';

/** What posting alerts takes, under the names that Discord's settings show. */
const needed: readonly (readonly [permission: PermissionResolvable, name: string])[] = [
  [PermissionFlagsBits.ViewChannel, 'View Channel'],
  [PermissionFlagsBits.SendMessages, 'Send Messages'],
  [PermissionFlagsBits.ReadMessageHistory, 'Read Message History'],
];

const neededInThread: typeof needed = [
  [PermissionFlagsBits.ViewChannel, 'View Channel'],
  [PermissionFlagsBits.SendMessagesInThreads, 'Send Messages in Threads'],
  [PermissionFlagsBits.ReadMessageHistory, 'Read Message History'],
];

/** The names of the permissions that the bot lacks in a channel to post alerts there. */
export function missingPermissions(channel: GuildBasedChannel): string[] {
  const me = channel.guild.members.me;
  if (me === null) return [];
  const has = channel.permissionsFor(me);
  return (channel.isThread() ? neededInThread : needed)
    .filter(([permission]) => !has.has(permission))
    .map(([, name]) => name);
}

/** A channel of a server, by its id. Throws UserError with the mend where the bot can't see it. */
export async function visibleChannel(client: Client, id: string): Promise<GuildBasedChannel> {
  const channel = await client.channels.fetch(id).catch(() => null);
  if (channel !== null && !channel.isDMBased()) return channel;
  throw new UserError(`I can't see <#${id}>: give my role **View Channel** there, then try again.`);
}

/** Throws UserError with the mend where the bot can't post alerts in the channel. */
export function requirePostable(channel: GuildBasedChannel): void {
  if (!channel.isSendable()) {
    throw new UserError(
      `<#${channel.id}> takes no messages: choose a text or announcement channel, or a thread.`,
    );
  }
  const missing = missingPermissions(channel);
  if (missing.length > 0) {
    throw new UserError(
      `I can't post in <#${channel.id}>: give my role ${missing.map((name) => `**${name}**`).join(', ')} there ` +
        '(Edit Channel → Permissions), then try again.',
    );
  }
}

/** Throws UserError where a person may not change what the server set up. `deed` is what they wanted to do. */
export function requireManager(
  { memberPermissions }: { readonly memberPermissions: Readonly<PermissionsBitField> | null },
  deed: string,
): void {
  if (memberPermissions?.has(PermissionFlagsBits.ManageGuild) === true) return;
  throw new UserError(`To ${deed} takes **Manage Server**: ask somebody who has it.`);
}
