import { SlashCommandSubcommandBuilder } from 'discord.js';
import type { App } from '../../src/app.ts';
import { watchedOption } from '../../src/discord/options.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { Asked, Subcommand } from '../../src/discord/subcommands.ts';
import { code, shorten } from '../../src/discord/text.ts';
import { undoRow } from '../../src/discord/undo.ts';
import { addAlias, removeAlias } from '../../src/store/guild-changes.ts';

async function execute(interaction: Asked, app: App): Promise<Reply> {
  const keyword = interaction.options.getString('keyword', true).trim();
  const alias = interaction.options.getString('alias', true).trim();
  const { guildId } = interaction;
  await app.guilds.update(guildId, (guild) => removeAlias(guild, { keyword, alias }));
  const names = [code(shorten(alias, 200)), code(shorten(keyword, 200))];
  return {
    content: `${names.join(' no longer stands for ')} on this server.`,
    components: [
      undoRow(app.undos, {
        guildId,
        revert: (guild) => addAlias(guild, { keyword, alias }),
        done: `${names.join(' stands for ')} again.`,
      }),
    ],
  };
}

/** Takes another name of a keyword away. */
export const remove: Subcommand = {
  data: new SlashCommandSubcommandBuilder()
    .setName('remove')
    .setDescription('Take another name away again')
    .addStringOption((option) => watchedOption(option).setDescription('Whose other name'))
    .addStringOption((option) =>
      option.setName('alias').setDescription('The other name').setRequired(true).setAutocomplete(true),
    ),
  execute,
};
