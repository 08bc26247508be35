import { guildCommand } from '../src/discord/command-builder.ts';
import { pagedReply } from '../src/discord/pages.ts';
import { count, escapeText } from '../src/discord/text.ts';
import { timingInWords } from '../src/discord/timing.ts';
import { findWatchlist } from '../src/store/guild-changes.ts';
import type { Command } from './index.ts';

export default {
  data: guildCommand().setName('subscriptions').setDescription('Show which channels get which alerts'),
  async execute(interaction, app) {
    const guild = app.guilds.get(interaction.guildId);
    if (guild.subscriptions.length === 0) {
      return {
        content: 'No channel gets alerts yet: /watch add in the channel where they belong, or /subscribe it.',
      };
    }
    const blocked = new Map(app.delivery.blocked().map((one) => [one.channelId, one]));
    return pagedReply(
      app.lists,
      `${count(guild.subscriptions.length, 'subscription')}:`,
      guild.subscriptions.map(({ channelId, watchlist, mentionRoleId, digest, quiet }) => {
        const keywords = findWatchlist(guild, watchlist)?.keywords.length ?? 0;
        const mention = mentionRoleId === null ? '' : ` · mentions <@&${mentionRoleId}>`;
        const timing = timingInWords({ digest, quiet }, app.zoneOf(guild.id));
        const when = timing === null ? '' : ` · ${timing}`;
        const waiting = blocked.get(channelId);
        const problem =
          waiting === undefined ? '' : `\n  ⚠️ ${count(waiting.waiting, 'alert')} waiting: ${waiting.reason}`;
        return `- <#${channelId}>: **${escapeText(watchlist)}** (${count(keywords, 'keyword')})${when}${mention}${problem}`;
      }),
    );
  },
} satisfies Command;
