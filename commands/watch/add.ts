import { SlashCommandSubcommandBuilder } from 'discord.js';
import { watchlistOf, watchlistOption } from '../../src/discord/options.ts';
import type { Subcommand } from '../../src/discord/subcommands.ts';
import { subscribeComponents } from '../../src/discord/subscribing.ts';
import { watchComponents, watchOrAsk } from '../../src/discord/watching.ts';

/** Watches a keyword; one that would flood the channel only when asked twice. */
export const add: Subcommand = {
  data: new SlashCommandSubcommandBuilder()
    .setName('add')
    .setDescription('Watch a word or phrase, e.g. Kim Jong Un')
    .addStringOption((option) =>
      option.setName('keyword').setDescription('The word or phrase').setRequired(true).setMaxLength(500),
    )
    .addStringOption(watchlistOption),
  execute: (interaction, app) =>
    watchOrAsk(interaction, app, {
      keyword: interaction.options.getString('keyword', true).trim(),
      watchlist: watchlistOf(interaction),
    }),
  components: { ...subscribeComponents, ...watchComponents },
};
