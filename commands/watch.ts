import { managerCommand } from '../src/discord/command-builder.ts';
import { choose, chooseWatchlist } from '../src/discord/options.ts';
import { withSubcommands } from '../src/discord/subcommands.ts';
import { keywordsOf } from '../src/store/guild-changes.ts';
import type { Command } from './index.ts';
import { add } from './watch/add.ts';
import { list } from './watch/list.ts';
import { remove } from './watch/remove.ts';
import { test } from './watch/test.ts';

export default {
  ...withSubcommands(
    managerCommand().setName('watch').setDescription('Choose what is watched for in the news'),
    [add, remove, list, test],
  ),
  autocomplete(interaction, app) {
    const guild = app.guilds.get(interaction.guildId);
    const { name, value } = interaction.options.getFocused(true);
    if (name === 'watchlist') return chooseWatchlist(guild, value);
    return choose(keywordsOf(guild, interaction.options.getString('watchlist')), value);
  },
} satisfies Command;
