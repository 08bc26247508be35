import { managerCommand } from '../src/discord/command-builder.ts';
import { choose } from '../src/discord/options.ts';
import { withSubcommands } from '../src/discord/subcommands.ts';
import type { Command } from './index.ts';
import { exportFile } from './settings/export.ts';
import { importFile } from './settings/import.ts';
import { timezone } from './settings/timezone.ts';

const timeZones = ['UTC', ...Intl.supportedValuesOf('timeZone')];

export default {
  ...withSubcommands(
    managerCommand()
      .setName('settings')
      .setDescription('Keep or restore what this server set up; its time zone'),
    [exportFile, importFile, timezone],
  ),
  autocomplete: (interaction) => choose(timeZones, interaction.options.getFocused()),
} satisfies Command;
