import { type Client, DiscordAPIError, type Guild, Team } from 'discord.js';
import type { Notice, Speaker } from '../alerts/notices.ts';
import { actionRows } from './action-row.ts';
import { missingPermissions } from './permissions.ts';
import { shorten } from './text.ts';

const contentLimit = 2_000;

/** The channel of a guild where a word of the bot is seen: the one for system messages, else the first it may post in. */
export function channelFor(guild: Guild) {
  const candidates = [guild.systemChannel, ...guild.channels.cache.values()];
  for (const channel of candidates) {
    if (channel?.isSendable() && !channel.isVoiceBased() && missingPermissions(channel).length === 0)
      return channel;
  }
  return null;
}

const messageOf = ({ text, actions = [] }: Notice) => ({
  content: shorten(text, contentLimit),
  components: actionRows(actions),
  allowedMentions: { parse: [] },
});

/** Whether it could be said: whatever Discord refuses (closed, gone, forbidden), somebody else is told. */
async function isSaid(say: () => Promise<unknown>): Promise<boolean> {
  try {
    await say();
    return true;
  } catch (error) {
    if (error instanceof DiscordAPIError) return false;
    throw error;
  }
}

/** Speaks through a discord.js client. */
export function createSpeaker(client: Client): Speaker {
  const toPerson: Speaker['toPerson'] = (userId, notice) =>
    isSaid(() => client.users.send(userId, messageOf(notice)));

  return {
    toPerson,
    async toChannel(channelId, notice) {
      const channel = await client.channels.fetch(channelId).catch(() => null);
      if (channel === null || channel.isDMBased() || !channel.isSendable()) return false;
      return missingPermissions(channel).length === 0 && isSaid(() => channel.send(messageOf(notice)));
    },
    async toGuild(guildId, notice) {
      const guild = client.guilds.cache.get(guildId);
      const channel = guild === undefined ? null : channelFor(guild);
      return channel !== null && isSaid(() => channel.send(messageOf(notice)));
    },
    async toOperator(notice) {
      const application = await client.application?.fetch();
      const owner = application?.owner ?? null;
      const userId = owner instanceof Team ? owner.ownerId : owner?.id;
      return typeof userId === 'string' && toPerson(userId, notice);
    },
  };
}
