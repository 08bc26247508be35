import { setImmediate as breathe } from 'node:timers/promises';
import type { ChatInputCommandInteraction } from 'discord.js';
import { guildOf } from '../src/alerts/audience.ts';
import { type App, finderOf, recentItemsOf } from '../src/app.ts';
import { toPng } from '../src/charts/png.ts';
import { mostLines, trendChart } from '../src/charts/trend-chart.ts';
import { guildCommand } from '../src/discord/command-builder.ts';
import { choose, daysOption } from '../src/discord/options.ts';
import { itemLine } from '../src/discord/preview.ts';
import type { Reply } from '../src/discord/reply.ts';
import { code, count, fitLines, shorten } from '../src/discord/text.ts';
import { UserError } from '../src/errors.ts';
import type { Item } from '../src/feeds/item.ts';
import { keptDays } from '../src/feeds/recent.ts';
import { countMentions, type Mentions } from '../src/match/mentions.ts';
import { keywordsOf } from '../src/store/guild-changes.ts';
import type { Command, InGuild } from './index.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Up to this many days, an hour is a period; a longer time has too many hours for a phone. */
const hourlyDays = 2;
const longestDescription = 1_000;

/** Those of the guild's keywords that an item satisfies, all found in one pass over it. */
function watchedIn(app: App, guildId: string): (item: Item) => string[] {
  return (item) =>
    app.match.index
      .search(item)
      .filter(({ owner }) => guildOf(owner) === guildId)
      .map(({ keyword }) => keyword);
}

function askedIn(app: App, guildId: string, keyword: string): (item: Item) => string[] {
  const isFound = finderOf(app, guildId, keyword);
  return (item) => (isFound(item) ? [keyword] : []);
}

/** What the picture shows, for those who can't see it. */
function describe(lines: readonly Mentions[], days: number, unit: string): string {
  const parts = lines.map(
    ({ keyword, total, counts }) =>
      `${keyword}: ${count(total, 'report')}, at most ${Math.max(...counts)} in one ${unit}`,
  );
  return shorten(`Reports of the last ${count(days, 'day')}. ${parts.join('; ')}.`, longestDescription);
}

async function trends(interaction: InGuild<ChatInputCommandInteraction>, app: App): Promise<Reply> {
  const { guildId } = interaction;
  const keyword = interaction.options.getString('keyword')?.trim();
  const days = interaction.options.getInteger('days') ?? keptDays;
  const guild = app.guilds.get(guildId);
  if (keyword !== undefined) app.match.check(keyword);
  else if (keywordsOf(guild).length === 0) {
    throw new UserError('Nothing is watched here yet: start with /watch add, or name a keyword.');
  }
  const periodMs = days <= hourlyDays ? hourMs : dayMs;
  const until = Math.ceil(app.clock.now() / hourMs) * hourMs;
  const since = until - days * dayMs;
  const lines = await countMentions(
    recentItemsOf(app, guildId),
    keyword === undefined ? watchedIn(app, guildId) : askedIn(app, guildId, keyword),
    { since, until, periodMs, breathe },
  );
  const shown = lines.slice(0, mostLines);
  if (shown.length === 0) {
    return {
      content: `Nothing of it was reported in the last ${count(days, 'day')}. /search looks for anything else.`,
    };
  }
  const marked = shown.map((mentions, at) => ({ ...mentions, mark: String.fromCharCode(65 + at) }));
  const unit = periodMs === hourMs ? 'hour' : 'day';
  const png = await toPng(
    trendChart({
      since,
      periodMs,
      unit: `Reports ${unit === 'hour' ? 'an hour' : 'a day'} (UTC)`,
      lines: marked,
    }),
  );
  return {
    content: fitLines([
      `**Reports of the last ${count(days, 'day')}** in ${count(app.roster.feedsOf(guild).length, 'feed')}, with the newest of each peak:`,
      ...marked.flatMap(({ mark, keyword: name, total, peak }) => [
        `**${mark}** ${code(shorten(name, 100))}: ${count(total, 'report')}`,
        itemLine(peak.item),
      ]),
      ...(lines.length > shown.length
        ? [`-# ${count(lines.length - shown.length, 'other keyword')} had fewer.`]
        : []),
    ]),
    files: [{ name: 'trends.png', attachment: png, description: describe(shown, days, unit) }],
  };
}

export default {
  data: guildCommand()
    .setName('trends')
    .setDescription('Draw how often keywords were reported in the last days')
    .addStringOption((option) =>
      option
        .setName('keyword')
        .setDescription('A word, a phrase or a query; without it, what is watched here')
        .setMaxLength(500)
        .setAutocomplete(true),
    )
    .addIntegerOption(daysOption),
  execute: trends,
  autocomplete: (interaction, app) =>
    choose(keywordsOf(app.guilds.get(interaction.guildId)), interaction.options.getFocused()),
} satisfies Command;
