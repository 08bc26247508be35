import { SlashCommandSubcommandBuilder } from 'discord.js';
import type { Subcommand } from '../../src/discord/subcommands.ts';
import { escapeText } from '../../src/discord/text.ts';
import { placeOf } from '../../src/feeds/url.ts';
import { removeFeed } from '../../src/store/guild-changes.ts';
import { feedOf, feedOption } from './feed-option.ts';

/** Stops reading a feed for this guild. */
export const remove: Subcommand = {
  data: new SlashCommandSubcommandBuilder()
    .setName('remove')
    .setDescription('Stop reading a feed')
    .addStringOption(feedOption),
  async execute(interaction, app) {
    const feed = feedOf(interaction, app);
    await app.guilds.update(interaction.guildId, (guild) => removeFeed(guild, feed.url));
    return {
      content: `**${escapeText(feed.title)}** is no longer read here. /feed add ${escapeText(placeOf(feed.url))} brings it back.`,
    };
  },
};
