import { guildCommand } from '../src/discord/command-builder.ts';
import { healthMark } from '../src/discord/feed-health.ts';
import { count, escapeText, fitLines, shorten, timestamp } from '../src/discord/text.ts';
import type { Command } from './index.ts';

export default {
  data: guildCommand()
    .setName('status')
    .setDescription('Show whether all is well: feeds, alerts waiting, channels'),
  async execute(interaction, app) {
    const guild = app.guilds.get(interaction.guildId);
    const feeds = app.roster.feedsOf(guild);
    const records = feeds.map((feed) => ({ feed, record: app.scheduler.recordOf(feed.url) }));
    const failing = records.filter(({ record }) => record?.lastError != null);
    const now = app.clock.now();
    const silent = records.filter(({ record }) => healthMark(record, now) === '💤');
    const unread = records.filter(({ record }) => record === undefined).length;
    const lastPoll = app.scheduler.lastPollAt();
    const keywords = guild.watchlists.reduce((sum, list) => sum + list.keywords.length, 0);
    const blocked = app.delivery.blocked().filter(({ guildId }) => guildId === guild.id);
    const lines = [
      `${failing.length + silent.length + blocked.length === 0 ? '✅ All is well.' : '⚠️ Something wants a look.'} Running since ${timestamp(app.startedAt)}.`,
      `- Watching ${count(keywords, 'keyword')} on ${count(guild.watchlists.length, 'watchlist')} for ${count(guild.subscriptions.length, 'subscription')}.`,
      `- Reading ${count(feeds.length, 'feed')}` +
        (unread > 0 ? `, ${unread} of them not yet` : '') +
        (lastPoll === null ? '.' : `; the last one ${timestamp(lastPoll)}.`),
      ...failing.map(
        ({ feed, record }) =>
          `- ⚠️ **${escapeText(shorten(feed.title, 60))}** failed ${count(record?.failures ?? 0, 'time')} in a row: ${escapeText(shorten(record?.lastError ?? '', 200))}`,
      ),
      ...silent.map(
        ({ feed }) =>
          `- 💤 **${escapeText(shorten(feed.title, 60))}** has brought nothing new for much longer than usual.`,
      ),
      ...blocked.map(
        ({ channelId, waiting, reason }) =>
          `- ⚠️ <#${channelId}>: ${count(waiting, 'alert')} waiting. ${reason}`,
      ),
    ];
    return { content: fitLines(lines) };
  },
} satisfies Command;
