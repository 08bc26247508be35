import { type Client, DiscordAPIError, type Guild } from 'discord.js';
import type { Speaker } from '../alerts/notices.ts';
import { missingPermissions } from './permissions.ts';

/** The channel of a guild where a word of the bot is seen: the one for system messages, else the first it may post in. */
export function channelFor(guild: Guild) {
  const candidates = [guild.systemChannel, ...guild.channels.cache.values()];
  for (const channel of candidates) {
    if (channel?.isSendable() && !channel.isVoiceBased() && missingPermissions(channel).length === 0)
      return channel;
  }
  return null;
}

/** Speaks through a discord.js client. */
export function createSpeaker(client: Client): Speaker {
  return {
    async toPerson(userId, text) {
      try {
        await client.users.send(userId, { content: text, allowedMentions: { parse: [] } });
        return true;
      } catch (error) {
        // Closed to messages from strangers, or gone: whatever Discord refuses, somebody else is told.
        if (error instanceof DiscordAPIError) return false;
        throw error;
      }
    },
    async toGuild(guildId, text) {
      const guild = client.guilds.cache.get(guildId);
      const channel = guild === undefined ? null : channelFor(guild);
      if (channel === null) return false;
      await channel.send({ content: text, allowedMentions: { parse: [] } });
      return true;
    },
  };
}
