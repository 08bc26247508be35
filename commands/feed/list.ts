import { SlashCommandSubcommandBuilder } from 'discord.js';
import type { App } from '../../src/app.ts';
import { count, escapeText, fitLines, shorten, timestamp } from '../../src/discord/text.ts';
import type { FeedRef } from '../../src/feeds/item.ts';
import type { FeedSubcommand } from './subcommand.ts';

const answerLimit = 1_900;

function health(app: App, feed: FeedRef): string {
  const record = app.scheduler.recordOf(feed.url);
  if (record === undefined) return '⏳ not read yet';
  if (record.lastError !== null) {
    return `⚠️ failed ${count(record.failures, 'time')} in a row: ${escapeText(shorten(record.lastError, 160))}`;
  }
  return `✅ read ${record.lastSuccessAt === null ? 'never' : timestamp(record.lastSuccessAt)}`;
}

/** Shows the feeds of the guild, and how they do. */
export const list: FeedSubcommand = {
  data: new SlashCommandSubcommandBuilder()
    .setName('list')
    .setDescription('Show the feeds that are read, and how they do'),
  async execute(interaction, app) {
    const feeds = app.roster.feedsOf(app.guilds.get(interaction.guildId));
    if (feeds.length === 0)
      return { content: 'No feed is read here: /feed add the address of a site or feed.' };
    const own = new Set(app.guilds.get(interaction.guildId).feeds.map(({ url }) => url));
    const lines = feeds.map((feed) => {
      const title = app.scheduler.recordOf(feed.url)?.title ?? feed.title;
      const starter = own.has(feed.url) ? '' : ' · starter';
      return `- **${escapeText(shorten(title, 60))}**${starter} · ${health(app, feed)}`;
    });
    return { content: fitLines([`${count(feeds.length, 'feed')}:`, ...lines], answerLimit) };
  },
};
