import { SlashCommandSubcommandBuilder } from 'discord.js';
import type { App } from '../../src/app.ts';
import { watchedOption, watchlistOf, watchlistOption } from '../../src/discord/options.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { Asked, Subcommand } from '../../src/discord/subcommands.ts';
import { code, escapeText, shorten } from '../../src/discord/text.ts';
import { undoRow } from '../../src/discord/undo.ts';
import { addKeyword, keywordOf, removeKeyword } from '../../src/store/guild-changes.ts';

async function execute(interaction: Asked, app: App): Promise<Reply> {
  const { guildId } = interaction;
  const text = interaction.options.getString('keyword', true).trim();
  const watchlist = watchlistOf(interaction);
  const removed = keywordOf(app.guilds.get(guildId), { text, watchlist });
  await app.guilds.update(guildId, (guild) => removeKeyword(guild, removed));
  const shown = code(shorten(removed.text, 200));
  return {
    content: `${shown} is no longer watched on **${escapeText(removed.watchlist)}**.`,
    components: [
      undoRow(app.undos, {
        guildId,
        revert: (guild) => addKeyword(guild, removed),
        done: `${shown} is watched on **${escapeText(removed.watchlist)}** again.`,
      }),
    ],
  };
}

/** Takes a keyword off a watchlist. */
export const remove: Subcommand = {
  data: new SlashCommandSubcommandBuilder()
    .setName('remove')
    .setDescription('Stop watching a keyword')
    .addStringOption(watchedOption)
    .addStringOption(watchlistOption),
  execute,
};
