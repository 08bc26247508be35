import { SlashCommandSubcommandBuilder } from 'discord.js';
import { healthLine, healthMark } from '../../src/discord/feed-health.ts';
import { pagedReply } from '../../src/discord/pages.ts';
import type { Subcommand } from '../../src/discord/subcommands.ts';
import { count, escapeText, shorten } from '../../src/discord/text.ts';

/** Shows the feeds of the guild, and how they do; those with trouble first. */
export const list: Subcommand = {
  data: new SlashCommandSubcommandBuilder()
    .setName('list')
    .setDescription('Show the feeds that are read, and how they do'),
  async execute(interaction, app) {
    const guild = app.guilds.get(interaction.guildId);
    const feeds = app.roster.feedsOf(guild);
    if (feeds.length === 0)
      return { content: 'No feed is read here: /feed add the address of a site or feed.' };
    const own = new Set(guild.feeds.map(({ url }) => url));
    const now = app.clock.now();
    const known = feeds.map((feed) => {
      const record = app.scheduler.recordOf(feed.url);
      return { feed, record, mark: healthMark(record, now) };
    });
    const isWell = ({ mark }: { mark: string }) => mark === '✅' || mark === '⏳';
    const lines = known
      .toSorted((a, b) => Number(isWell(a)) - Number(isWell(b)))
      .map(({ feed, record, mark }) => {
        const starter = own.has(feed.url) ? '' : ' · starter';
        const title = escapeText(shorten(record?.title ?? feed.title, 60));
        return `${mark} **${title}**${starter} · ${healthLine(record, now)}`;
      });
    const unwell = known.filter((one) => !isWell(one)).length;
    const heading = `${count(feeds.length, 'feed')}${unwell === 0 ? '' : `, ${unwell} with trouble`}. /feed show says all about one.`;
    return pagedReply(app.lists, heading, lines);
  },
};
