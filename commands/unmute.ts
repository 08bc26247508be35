import { managerCommand } from '../src/discord/command-builder.ts';
import { choose, watchedOption } from '../src/discord/options.ts';
import { code, shorten } from '../src/discord/text.ts';
import { mutesOf, unmuteKeyword } from '../src/store/mutes.ts';
import type { Command } from './index.ts';

export default {
  data: managerCommand()
    .setName('unmute')
    .setDescription('Let a muted keyword post again')
    .addStringOption((option) => watchedOption(option).setDescription('One of those that are muted')),
  async execute(interaction, app) {
    const keyword = interaction.options.getString('keyword', true).trim();
    await app.guilds.update(interaction.guildId, (guild) => unmuteKeyword(guild, keyword, app.clock.now()));
    return { content: `${code(shorten(keyword, 200))} is posted again from now on. /mute mutes it.` };
  },
  autocomplete: (interaction, app) =>
    choose(
      mutesOf(app.guilds.get(interaction.guildId), app.clock.now()).map(({ keyword }) => keyword),
      interaction.options.getFocused(),
    ),
} satisfies Command;
