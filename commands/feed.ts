import { managerCommand } from '../src/discord/command-builder.ts';
import { withSubcommands } from '../src/discord/subcommands.ts';
import { add } from './feed/add.ts';
import { edit } from './feed/edit.ts';
import { exportFile } from './feed/export.ts';
import { chooseFeed } from './feed/feed-option.ts';
import { importFile } from './feed/import.ts';
import { list } from './feed/list.ts';
import { notices } from './feed/notices.ts';
import { remove } from './feed/remove.ts';
import { show } from './feed/show.ts';
import type { Command } from './index.ts';

export default {
  ...withSubcommands(managerCommand().setName('feed').setDescription('Choose which feeds are read'), [
    add,
    remove,
    list,
    show,
    edit,
    notices,
    importFile,
    exportFile,
  ]),
  autocomplete(interaction, app) {
    const feeds = app.roster.feedsOf(app.guilds.get(interaction.guildId));
    return chooseFeed(feeds, interaction.options.getFocused());
  },
} satisfies Command;
