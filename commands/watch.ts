import type { ChatInputCommandInteraction } from 'discord.js';
import { type App, findRecent } from '../src/app.ts';
import { managerCommand } from '../src/discord/command-builder.ts';
import { keywordsOf, suggestionButtons, suggestionLine, suggestionsFor } from '../src/discord/meanings.ts';
import { choose, chooseWatchlist, watchlistOf, watchlistOption } from '../src/discord/options.ts';
import { explainHit, itemLine } from '../src/discord/preview.ts';
import type { Reply } from '../src/discord/reply.ts';
import { settleChannel, subscribeComponents } from '../src/discord/subscribing.ts';
import { code, count, escapeText, fitLines, shorten } from '../src/discord/text.ts';
import { explanationLine } from '../src/match/explain.ts';
import {
  addKeyword,
  findWatchlist,
  removeKeyword,
  requireWatchlist,
  subscriptionsOf,
} from '../src/store/guild-changes.ts';
import type { Command, InGuild } from './index.ts';

const previewed = 3;
const aliasesShown = 8;
const listLimit = 1_900;

type Asked = InGuild<ChatInputCommandInteraction>;

function previewLines(app: App, guildId: string, keyword: string): string[] {
  const found = findRecent(app, guildId, keyword, previewed);
  const feeds = app.roster.feedsOf(app.guilds.get(guildId)).length;
  return found.length === 0
    ? [`-# No match in what ${count(feeds, 'feed')} brought lately.`]
    : ['Newest matches so far (a preview, not posted):', ...found.map(itemLine)];
}

async function add(interaction: Asked, app: App): Promise<Reply> {
  const { guildId } = interaction;
  const text = interaction.options.getString('keyword', true).trim();
  const watchlist = watchlistOf(interaction);
  app.match.check(text);
  const guild = await app.guilds.update(guildId, (before) =>
    addKeyword(before, { text, watchlist, userId: interaction.user.id, now: app.clock.now() }),
  );
  const name = findWatchlist(guild, watchlist)?.name ?? watchlist;
  const { line, rows } = await settleChannel(interaction, app, name);
  const aliases = app.match.aliasesOf(text);
  const suggestions = await suggestionsFor(app, guild, text);
  const shown = aliases.slice(0, aliasesShown).map(escapeText).join(', ');
  const more = aliases.length > aliasesShown ? ` +${aliases.length - aliasesShown}` : '';
  return {
    content: fitLines(
      [
        `Watching ${code(shorten(text, 200))} on the watchlist **${escapeText(name)}**. ${line}`,
        ...(aliases.length === 0 ? [] : [`-# Also found as: ${shown}${more}`]),
        ...suggestions.map(suggestionLine),
        ...previewLines(app, guildId, text),
      ],
      listLimit,
    ),
    components: [...rows, ...suggestionButtons(suggestions)],
  };
}

async function remove(interaction: Asked, app: App): Promise<Reply> {
  const text = interaction.options.getString('keyword', true).trim();
  const watchlist = watchlistOf(interaction);
  await app.guilds.update(interaction.guildId, (guild) => removeKeyword(guild, { text, watchlist }));
  return {
    content: `${code(shorten(text, 200))} is no longer watched on **${escapeText(watchlist)}**. /watch add brings it back.`,
  };
}

function list(interaction: Asked, app: App): Reply {
  const guild = app.guilds.get(interaction.guildId);
  const name = interaction.options.getString('watchlist');
  const lists = name === null ? guild.watchlists : [requireWatchlist(guild, name)];
  const lines = lists.flatMap((watchlist) => [
    `**${escapeText(watchlist.name)}** · ${count(watchlist.keywords.length, 'keyword')} · ` +
      (subscriptionsOf(guild, watchlist.name)
        .map(({ channelId }) => `<#${channelId}>`)
        .join(' ') || 'posted nowhere: /subscribe a channel'),
    ...watchlist.keywords.map(({ text }) => `- ${code(shorten(text, 100))}`),
  ]);
  return {
    content:
      lines.length === 0 ? 'Nothing is watched here yet: start with /watch add.' : fitLines(lines, listLimit),
  };
}

function test(interaction: Asked, app: App): Reply {
  const keyword = interaction.options.getString('keyword', true).trim();
  const text = interaction.options.getString('text');
  app.match.check(keyword);
  if (text === null) {
    return { content: fitLines(previewLines(app, interaction.guildId, keyword), listLimit) };
  }
  const guild = app.guilds.get(interaction.guildId);
  const aliases = guild.aliases.filter((own) => own.keyword === keyword).map(({ alias }) => alias);
  const explanation = app.match.explain(keyword, { title: '', text }, aliases);
  const shown = code(shorten(keyword, 200));
  return {
    content:
      explanation.hit === null
        ? `${shown} does not match this text: ${escapeText(explanationLine(explanation))}.`
        : fitLines([`${shown} matches:`, ...explainHit(explanation.hit)], listLimit),
  };
}

export default {
  data: managerCommand()
    .setName('watch')
    .setDescription('Choose what is watched for in the news')
    .addSubcommand((sub) =>
      sub
        .setName('add')
        .setDescription('Watch a word or phrase, e.g. Kim Jong Un')
        .addStringOption((option) =>
          option.setName('keyword').setDescription('The word or phrase').setRequired(true).setMaxLength(500),
        )
        .addStringOption(watchlistOption),
    )
    .addSubcommand((sub) =>
      sub
        .setName('remove')
        .setDescription('Stop watching a keyword')
        .addStringOption((option) =>
          option
            .setName('keyword')
            .setDescription('One of those that are watched')
            .setRequired(true)
            .setAutocomplete(true),
        )
        .addStringOption(watchlistOption),
    )
    .addSubcommand((sub) =>
      sub
        .setName('list')
        .setDescription('Show what is watched, and where it is posted')
        .addStringOption(watchlistOption),
    )
    .addSubcommand((sub) =>
      sub
        .setName('test')
        .setDescription('Try a keyword: on a text, or on the news of the last days')
        .addStringOption((option) =>
          option
            .setName('keyword')
            .setDescription('The word or phrase')
            .setRequired(true)
            .setMaxLength(500)
            .setAutocomplete(true),
        )
        .addStringOption((option) =>
          option.setName('text').setDescription('The text to try it on').setMaxLength(4_000),
        ),
    ),
  async execute(interaction, app) {
    switch (interaction.options.getSubcommand()) {
      case 'add':
        return add(interaction, app);
      case 'remove':
        return remove(interaction, app);
      case 'list':
        return list(interaction, app);
      default:
        return test(interaction, app);
    }
  },
  autocomplete(interaction, app) {
    const guild = app.guilds.get(interaction.guildId);
    const { name, value } = interaction.options.getFocused(true);
    if (name === 'watchlist') return chooseWatchlist(guild, value);
    return choose(keywordsOf(guild, interaction.options.getString('watchlist')), value);
  },
  components: subscribeComponents,
} satisfies Command;
