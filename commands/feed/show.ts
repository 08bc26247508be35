import { SlashCommandSubcommandBuilder } from 'discord.js';
import { actionsFor } from '../../src/alerts/feed-actions.ts';
import type { App } from '../../src/app.ts';
import { actionRows } from '../../src/discord/action-row.ts';
import { healthMark, rateInWords } from '../../src/discord/feed-health.ts';
import { itemLine } from '../../src/discord/preview.ts';
import type { Subcommand } from '../../src/discord/subcommands.ts';
import { count, escapeText, fitLines, shorten, timestamp } from '../../src/discord/text.ts';
import type { FeedRef } from '../../src/feeds/item.ts';
import type { Pace } from '../../src/feeds/pace.ts';
import { placeOf } from '../../src/feeds/url.ts';
import type { FeedRecord } from '../../src/store/feed-records.ts';
import { feedOf, feedOption } from './feed-option.ts';

const newestShown = 3;
const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function paceLines(pace: Pace | null): string[] {
  if (pace === null) return [];
  const says = [
    ...(pace.ttlMs === null ? [] : [`ask every ${pace.ttlMs / 60_000} minutes (ttl)`]),
    ...(pace.updateMs === null ? [] : [`it updates every ${Math.round(pace.updateMs / 60_000)} minutes`]),
    ...(pace.skipHours.length === 0 ? [] : [`nothing comes at ${pace.skipHours.join(', ')} h UTC`]),
    ...(pace.skipDays.length === 0
      ? []
      : [`nothing comes on ${pace.skipDays.map((day) => dayNames[day]).join(', ')}`]),
  ];
  return [`The feed says: ${says.join('; ')}.`];
}

function recordLines(record: FeedRecord, now: number): string[] {
  const { arrivals, lastSuccessAt, lastNewsAt, nextPollAt, failures, failingSince, lastError } = record;
  const when = (at: number | null) => (at === null ? 'never' : timestamp(at));
  const lines = [
    `Last read ${when(lastSuccessAt)}; last news ${when(lastNewsAt)}; next poll ${nextPollAt <= now ? 'now' : timestamp(nextPollAt)}.`,
    `Brings ${rateInWords(arrivals, now)}; the newest entry came ${arrivals[0] === undefined ? 'at a time that it does not say' : timestamp(arrivals[0])}.`,
    ...paceLines(record.pace),
  ];
  if (failures > 0) {
    lines.push(
      `⚠️ Failing since ${when(failingSince)}, ${count(failures, 'time')} in a row: ${escapeText(shorten(lastError ?? '', 300))}`,
    );
  }
  if (record.movedFrom !== null) lines.push(`Moved here from ${escapeText(placeOf(record.movedFrom))}.`);
  if (record.moving !== null) {
    lines.push(
      `It says that it has moved for good to ${escapeText(placeOf(record.moving.to))}; that address is taken when it has said so three times in a row.`,
    );
  }
  return lines;
}

function originLine({ url }: FeedRef, app: App, guildId: string): string {
  const own = app.guilds.get(guildId).feeds.find((feed) => feed.url === url);
  if (own === undefined) return 'A starter feed.';
  return `Added by <@${own.addedBy}> ${timestamp(own.addedAt)}.`;
}

/** Shows all that is known of one feed. */
export const show: Subcommand = {
  data: new SlashCommandSubcommandBuilder()
    .setName('show')
    .setDescription('Show all about one feed')
    .addStringOption(feedOption),
  async execute(interaction, app) {
    const { guildId } = interaction;
    const feed = feedOf(interaction, app);
    const record = app.scheduler.recordOf(feed.url);
    const now = app.clock.now();
    const newest = app.recent
      .newest()
      .filter((item) => item.feed.url === feed.url)
      .slice(0, newestShown);
    const lines = [
      `${healthMark(record, now)} **${escapeText(shorten(record?.title ?? feed.title, 100))}** · ${escapeText(placeOf(feed.url))}`,
      originLine(feed, app, guildId),
      ...(record === undefined ? ['Not read yet.'] : recordLines(record, now)),
      ...(newest.length === 0 ? [] : ['Its newest entries:', ...newest.map(itemLine)]),
    ];
    const replacement = (record?.failures ?? 0) > 0 ? await app.replacements.found(feed.url) : null;
    return {
      content: fitLines(lines),
      components: actionRows(actionsFor(guildId, feed.url, replacement)),
    };
  },
};
