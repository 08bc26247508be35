import { SlashCommandSubcommandBuilder } from 'discord.js';
import type { App } from '../../src/app.ts';
import { watchlistOption } from '../../src/discord/options.ts';
import { pagedReply } from '../../src/discord/pages.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { Asked, Subcommand } from '../../src/discord/subcommands.ts';
import { code, count, escapeText, shorten, timestamp } from '../../src/discord/text.ts';
import { requireWatchlist, subscriptionsOf } from '../../src/store/guild-changes.ts';
import type { Mute } from '../../src/store/guilds.ts';
import { mutesOf } from '../../src/store/mutes.ts';

function mutedMark(mute: Mute | undefined): string {
  if (mute === undefined) return '';
  return mute.until === null ? ' · 🔇 muted' : ` · 🔇 muted until ${timestamp(mute.until, 'f')}`;
}

async function execute(interaction: Asked, app: App): Promise<Reply> {
  const guild = app.guilds.get(interaction.guildId);
  const name = interaction.options.getString('watchlist');
  const lists = name === null ? guild.watchlists : [requireWatchlist(guild, name)];
  if (lists.length === 0) return { content: 'Nothing is watched here yet: start with /watch add.' };
  const muted = new Map(mutesOf(guild, app.clock.now()).map((mute) => [mute.keyword, mute]));
  const keywords = lists.reduce((sum, watchlist) => sum + watchlist.keywords.length, 0);
  const lines = lists.flatMap((watchlist) => [
    `**${escapeText(watchlist.name)}** · ${count(watchlist.keywords.length, 'keyword')} · ` +
      (subscriptionsOf(guild, watchlist.name)
        .map(({ channelId }) => `<#${channelId}>`)
        .join(' ') || 'posted nowhere: /subscribe a channel'),
    ...watchlist.keywords.map(({ text }) => `- ${code(shorten(text, 100))}${mutedMark(muted.get(text))}`),
  ]);
  return pagedReply(
    app.lists,
    `${count(keywords, 'keyword')} on ${count(lists.length, 'watchlist')}:`,
    lines,
  );
}

/** Shows the watchlists, their keywords and where they are posted. */
export const list: Subcommand = {
  data: new SlashCommandSubcommandBuilder()
    .setName('list')
    .setDescription('Show what is watched, and where it is posted')
    .addStringOption(watchlistOption),
  execute,
};
