import { SlashCommandSubcommandBuilder } from 'discord.js';
import type { App } from '../../src/app.ts';
import { floodOf, keywordPreview } from '../../src/discord/keyword-preview.ts';
import { watchlistOf, watchlistOption } from '../../src/discord/options.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { Asked, Subcommand } from '../../src/discord/subcommands.ts';
import { subscribeComponents } from '../../src/discord/subscribing.ts';
import { askFirst, watch, watchComponents } from '../../src/discord/watching.ts';

async function execute(interaction: Asked, app: App): Promise<Reply> {
  const text = interaction.options.getString('keyword', true).trim();
  const watchlist = watchlistOf(interaction);
  app.match.check(text);
  const preview = await keywordPreview(app, interaction.guildId, text);
  const flood = await floodOf(app, interaction.guildId, text, preview);
  const wish = { keyword: text, watchlist };
  return flood === null ? watch(interaction, app, wish, preview) : askFirst(app, wish, flood);
}

/** Watches a keyword; one that would flood the channel only when asked twice. */
export const add: Subcommand = {
  data: new SlashCommandSubcommandBuilder()
    .setName('add')
    .setDescription('Watch a word or phrase, e.g. Kim Jong Un')
    .addStringOption((option) =>
      option.setName('keyword').setDescription('The word or phrase').setRequired(true).setMaxLength(500),
    )
    .addStringOption(watchlistOption),
  execute,
  components: { ...subscribeComponents, ...watchComponents },
};
