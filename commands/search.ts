import type { ChatInputCommandInteraction } from 'discord.js';
import { type App, lookBackIn } from '../src/app.ts';
import { guildCommand } from '../src/discord/command-builder.ts';
import { paceInWords } from '../src/discord/keyword-preview.ts';
import { choose, daysOption } from '../src/discord/options.ts';
import { pagedReply } from '../src/discord/pages.ts';
import { itemLine } from '../src/discord/preview.ts';
import type { Reply } from '../src/discord/reply.ts';
import { code, count, shorten } from '../src/discord/text.ts';
import { keptDays } from '../src/feeds/recent.ts';
import { keywordsOf } from '../src/store/guild-changes.ts';
import type { Command, InGuild } from './index.ts';

/** More than anybody leafs through. */
const shown = 300;

async function search(interaction: InGuild<ChatInputCommandInteraction>, app: App): Promise<Reply> {
  const { guildId } = interaction;
  const query = interaction.options.getString('query', true).trim();
  const days = interaction.options.getInteger('days') ?? keptDays;
  app.match.check(query);
  const { found, newest, perDay } = await lookBackIn(app, guildId, query, { days, shown });
  const asked = code(shorten(query, 200));
  const time = `in the last ${days === 1 ? '24 hours' : `${days} days`}`;
  const feeds = count(app.roster.feedsOf(app.guilds.get(guildId)).length, 'feed');
  if (found === 0) {
    return {
      content: `Nothing that matches ${asked} was reported ${time} in the ${feeds} of this server. /watch test says why a text does or doesn't match.`,
    };
  }
  const pace = perDay > 0 ? `, ${paceInWords(perDay)}` : '';
  const more = found > shown ? `, the newest ${shown} of them` : '';
  return pagedReply(
    app.lists,
    `${count(found, 'report')} on ${asked} ${time} in ${feeds}${pace}${more}:`,
    newest.map(itemLine),
  );
}

export default {
  data: guildCommand()
    .setName('search')
    .setDescription('Search what the feeds reported in the last days')
    .addStringOption((option) =>
      option
        .setName('query')
        .setDescription('A word, a phrase or a query, as for /watch add')
        .setRequired(true)
        .setMaxLength(500)
        .setAutocomplete(true),
    )
    .addIntegerOption(daysOption),
  execute: search,
  autocomplete: (interaction, app) =>
    choose(keywordsOf(app.guilds.get(interaction.guildId)), interaction.options.getFocused()),
} satisfies Command;
