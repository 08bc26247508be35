import { SlashCommandSubcommandBuilder } from 'discord.js';
import { isTimeZone } from '../../config/settings-values.ts';
import type { App } from '../../src/app.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { Asked, Subcommand } from '../../src/discord/subcommands.ts';
import { UserError } from '../../src/errors.ts';

async function execute(interaction: Asked, app: App): Promise<Reply> {
  const zone = interaction.options.getString('zone', true).trim();
  if (!isTimeZone(zone)) {
    throw new UserError(`"${zone}" is no time zone: choose one that is suggested, such as Europe/Berlin.`);
  }
  await app.guilds.update(interaction.guildId, (guild) => ({ ...guild, timeZone: zone }));
  const here = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' }).format(
    app.clock.now(),
  );
  return {
    content: `Digests and quiet hours of this server are in ${zone} from now on, where it is ${here}. What waits already keeps its time.`,
  };
}

/** Sets the time zone of the guild. */
export const timezone: Subcommand = {
  data: new SlashCommandSubcommandBuilder()
    .setName('timezone')
    .setDescription('Say in which time zone digests and quiet hours are')
    .addStringOption((option) =>
      option
        .setName('zone')
        .setDescription('A city of the zone, e.g. Berlin')
        .setRequired(true)
        .setAutocomplete(true),
    ),
  execute,
};
