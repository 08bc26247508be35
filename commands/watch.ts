import type { ChatInputCommandInteraction } from 'discord.js';
import type { App } from '../src/app.ts';
import { managerCommand } from '../src/discord/command-builder.ts';
import { floodOf, keywordPreview, previewLines } from '../src/discord/keyword-preview.ts';
import { choose, chooseWatchlist, watchlistOf, watchlistOption } from '../src/discord/options.ts';
import { pagedReply } from '../src/discord/pages.ts';
import { explainHit } from '../src/discord/preview.ts';
import type { Reply } from '../src/discord/reply.ts';
import { subscribeComponents } from '../src/discord/subscribing.ts';
import { code, count, escapeText, fitLines, shorten, timestamp } from '../src/discord/text.ts';
import { undoRow } from '../src/discord/undo.ts';
import { askFirst, watch, watchComponents } from '../src/discord/watching.ts';
import { explanationLine } from '../src/match/explain.ts';
import {
  addKeyword,
  keywordOf,
  keywordsOf,
  removeKeyword,
  requireWatchlist,
  subscriptionsOf,
} from '../src/store/guild-changes.ts';
import type { Mute } from '../src/store/guilds.ts';
import { mutesOf } from '../src/store/mutes.ts';
import type { Command, InGuild } from './index.ts';

const listLimit = 1_900;

type Asked = InGuild<ChatInputCommandInteraction>;

async function add(interaction: Asked, app: App): Promise<Reply> {
  const text = interaction.options.getString('keyword', true).trim();
  const watchlist = watchlistOf(interaction);
  app.match.check(text);
  const preview = await keywordPreview(app, interaction.guildId, text);
  const flood = await floodOf(app, interaction.guildId, text, preview);
  const wish = { keyword: text, watchlist };
  return flood === null ? watch(interaction, app, wish, preview) : askFirst(app, wish, flood);
}

async function remove(interaction: Asked, app: App): Promise<Reply> {
  const { guildId } = interaction;
  const text = interaction.options.getString('keyword', true).trim();
  const watchlist = watchlistOf(interaction);
  const removed = keywordOf(app.guilds.get(guildId), { text, watchlist });
  await app.guilds.update(guildId, (guild) => removeKeyword(guild, removed));
  const shown = code(shorten(removed.text, 200));
  return {
    content: `${shown} is no longer watched on **${escapeText(removed.watchlist)}**.`,
    components: [
      undoRow(app.undos, {
        guildId,
        revert: (guild) => addKeyword(guild, removed),
        done: `${shown} is watched on **${escapeText(removed.watchlist)}** again.`,
      }),
    ],
  };
}

function mutedMark(mute: Mute | undefined): string {
  if (mute === undefined) return '';
  return mute.until === null ? ' · 🔇 muted' : ` · 🔇 muted until ${timestamp(mute.until, 'f')}`;
}

function list(interaction: Asked, app: App): Reply {
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

async function test(interaction: Asked, app: App): Promise<Reply> {
  const keyword = interaction.options.getString('keyword', true).trim();
  const text = interaction.options.getString('text');
  app.match.check(keyword);
  if (text === null) {
    const preview = await keywordPreview(app, interaction.guildId, keyword);
    return { content: fitLines(previewLines(app, interaction.guildId, preview), listLimit) };
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
  components: { ...subscribeComponents, ...watchComponents },
} satisfies Command;
