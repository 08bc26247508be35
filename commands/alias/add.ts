import { SlashCommandSubcommandBuilder } from 'discord.js';
import type { App } from '../../src/app.ts';
import { watchedOption } from '../../src/discord/options.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { Asked, Subcommand } from '../../src/discord/subcommands.ts';
import { code, shorten } from '../../src/discord/text.ts';
import { addAlias } from '../../src/store/guild-changes.ts';

/** What is said once a keyword has another name. */
export const added = (keyword: string, alias: string): Reply => ({
  content: `${code(shorten(keyword, 200))} also finds ${code(shorten(alias, 200))} on this server from now on. /alias remove takes it back.`,
});

async function execute(interaction: Asked, app: App): Promise<Reply> {
  const keyword = interaction.options.getString('keyword', true).trim();
  const alias = interaction.options.getString('alias', true).trim();
  app.match.check(`"${alias.replaceAll('"', '')}"`);
  await app.guilds.update(interaction.guildId, (guild) => addAlias(guild, { keyword, alias }));
  return added(keyword, alias);
}

/** Finds a keyword under another name, for this guild. */
export const add: Subcommand = {
  data: new SlashCommandSubcommandBuilder()
    .setName('add')
    .setDescription('Find a keyword under another name, on this server')
    .addStringOption(watchedOption)
    .addStringOption((option) =>
      option.setName('alias').setDescription('The other name').setRequired(true).setMaxLength(200),
    ),
  execute,
};
