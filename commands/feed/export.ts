import { SlashCommandSubcommandBuilder } from 'discord.js';
import type { Subcommand } from '../../src/discord/subcommands.ts';
import { count } from '../../src/discord/text.ts';
import { UserError } from '../../src/errors.ts';
import { writeOpml } from '../../src/feeds/opml.ts';

/** Hands the feeds of the guild over as a file. */
export const exportFile: Subcommand = {
  data: new SlashCommandSubcommandBuilder()
    .setName('export')
    .setDescription('Get the feeds that are read here as an OPML file, for another feed reader'),
  async execute(interaction, app) {
    const guild = app.guilds.get(interaction.guildId);
    const tags = new Map(guild.feeds.map((feed) => [feed.url, feed.tags]));
    const feeds = app.roster.feedsOf(guild).map(({ url, title }) => ({
      url,
      title: app.scheduler.recordOf(url)?.title || title,
      tags: tags.get(url) ?? [],
    }));
    if (feeds.length === 0)
      throw new UserError('No feed is read here: /feed add the address of a site or feed.');
    const opml = writeOpml(`Feeds of ${interaction.guild?.name ?? 'this server'}`, feeds, app.clock.now());
    return {
      content: `${count(feeds.length, 'feed')}, for any feed reader that imports OPML. Names and passwords in addresses are left out.`,
      files: [{ name: 'feeds.opml', attachment: Buffer.from(opml) }],
    };
  },
};
