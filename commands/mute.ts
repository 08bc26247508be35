import { managerCommand } from '../src/discord/command-builder.ts';
import { mute, muteTimes } from '../src/discord/muting.ts';
import { choose, watchedOption } from '../src/discord/options.ts';
import { keywordsOf } from '../src/store/guild-changes.ts';
import type { Command } from './index.ts';

export default {
  data: managerCommand()
    .setName('mute')
    .setDescription('Let a keyword post nothing for a time')
    .addStringOption(watchedOption)
    .addStringOption((option) =>
      option
        .setName('time')
        .setDescription('How long; without it, 24 hours')
        .addChoices(muteTimes.map(({ value, label }) => ({ name: label, value }))),
    ),
  execute: async (interaction, app) =>
    mute(interaction, app, {
      keyword: interaction.options.getString('keyword', true).trim(),
      time: interaction.options.getString('time') ?? '24h',
    }),
  autocomplete: (interaction, app) =>
    choose(keywordsOf(app.guilds.get(interaction.guildId)), interaction.options.getFocused()),
} satisfies Command;
