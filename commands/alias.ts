import { managerCommand } from '../src/discord/command-builder.ts';
import { choose } from '../src/discord/options.ts';
import { withSubcommands } from '../src/discord/subcommands.ts';
import { keywordsOf } from '../src/store/guild-changes.ts';
import { add } from './alias/add.ts';
import { list } from './alias/list.ts';
import { remove } from './alias/remove.ts';
import type { Command } from './index.ts';

export default {
  ...withSubcommands(
    managerCommand().setName('alias').setDescription('Other names under which a keyword is found'),
    [add, remove, list],
  ),
  autocomplete(interaction, app) {
    const guild = app.guilds.get(interaction.guildId);
    const { name, value } = interaction.options.getFocused(true);
    if (name === 'keyword') return choose(keywordsOf(guild), value);
    const keyword = interaction.options.getString('keyword');
    return choose(
      guild.aliases.filter((own) => keyword === null || own.keyword === keyword).map(({ alias }) => alias),
      value,
    );
  },
} satisfies Command;
