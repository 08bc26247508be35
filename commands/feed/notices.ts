import { ChannelType, SlashCommandSubcommandBuilder } from 'discord.js';
import { requirePostable, visibleChannel } from '../../src/discord/permissions.ts';
import type { Subcommand } from '../../src/discord/subcommands.ts';
import { setNoticeChannel } from '../../src/store/feed-changes.ts';

/** Chooses where the bot says what is wrong with feeds and channels. */
export const notices: Subcommand = {
  data: new SlashCommandSubcommandBuilder()
    .setName('notices')
    .setDescription('Choose the channel where the bot says which feeds and channels have trouble')
    .addChannelOption((option) =>
      option
        .setName('channel')
        .setDescription('Without it, those who added a feed are told by direct message')
        .addChannelTypes(ChannelType.GuildText, ChannelType.GuildAnnouncement),
    ),
  async execute(interaction, app) {
    const { guildId, client } = interaction;
    const chosen = interaction.options.getChannel('channel');
    if (chosen !== null) requirePostable(await visibleChannel(client, chosen.id));
    await app.guilds.update(guildId, (guild) => setNoticeChannel(guild, chosen?.id ?? null));
    return {
      content:
        chosen === null
          ? 'Trouble with a feed or channel is said by direct message to whoever added it, and where they take none, in a channel here.'
          : `Trouble with a feed or channel is said in <#${chosen.id}> from now on.`,
    };
  },
};
