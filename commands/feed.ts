import { managerCommand } from '../src/discord/command-builder.ts';
import { UserError } from '../src/errors.ts';
import { add } from './feed/add.ts';
import { edit } from './feed/edit.ts';
import { exportFile } from './feed/export.ts';
import { importFile } from './feed/import.ts';
import { list } from './feed/list.ts';
import { notices } from './feed/notices.ts';
import { remove } from './feed/remove.ts';
import { show } from './feed/show.ts';
import { chooseFeed, type FeedSubcommand } from './feed/subcommand.ts';
import type { Command } from './index.ts';

const subcommands: readonly FeedSubcommand[] = [
  add,
  remove,
  list,
  show,
  edit,
  notices,
  importFile,
  exportFile,
];

const data = managerCommand().setName('feed').setDescription('Choose which feeds are read');
for (const subcommand of subcommands) data.addSubcommand(subcommand.data);

export default {
  data,
  async execute(interaction, app) {
    const name = interaction.options.getSubcommand();
    const subcommand = subcommands.find((one) => one.data.name === name);
    if (subcommand === undefined) throw new UserError(`/feed ${name} is no longer known.`);
    return subcommand.execute(interaction, app);
  },
  autocomplete(interaction, app) {
    const feeds = app.roster.feedsOf(app.guilds.get(interaction.guildId));
    return chooseFeed(feeds, interaction.options.getFocused());
  },
  components: Object.assign({}, ...subcommands.map(({ components }) => components ?? {})),
} satisfies Command;
