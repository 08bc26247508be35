import { SlashCommandSubcommandBuilder } from 'discord.js';
import type { App } from '../../src/app.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { Asked, Subcommand } from '../../src/discord/subcommands.ts';
import { count } from '../../src/discord/text.ts';
import { keywordsOf } from '../../src/store/guild-changes.ts';
import { writeGuildFile } from '../../src/store/guild-file.ts';
import type { Guild } from '../../src/store/guilds.ts';

/** What a guild set up, in numbers. */
export const inWords = (guild: Guild): string =>
  [
    count(keywordsOf(guild).length, 'keyword'),
    count(guild.feeds.length, 'feed'),
    count(guild.subscriptions.length, 'subscription'),
    count(guild.aliases.length, 'alias', 'aliases'),
  ].join(', ');

async function execute({ guildId }: Asked, app: App): Promise<Reply> {
  const guild = app.guilds.get(guildId);
  return {
    content: `Everything that this server set up: ${inWords(guild)}. /settings import puts it in place again, here or on another server.`,
    files: [{ name: 'wirewatch.json', attachment: Buffer.from(writeGuildFile([guild], app.clock.now())) }],
  };
}

/** Hands everything over that the guild set up. */
export const exportFile: Subcommand = {
  data: new SlashCommandSubcommandBuilder()
    .setName('export')
    .setDescription('Get everything that this server set up, as a file'),
  execute,
};
