import {
  ActionRowBuilder,
  ApplicationIntegrationType,
  ButtonBuilder,
  ButtonStyle,
  type ChatInputCommandInteraction,
  InteractionContextType,
  PermissionFlagsBits,
  SlashCommandBuilder,
} from 'discord.js';
import { type App, findRecent } from '../src/app.ts';
import { choose, chooseWatchlist, watchlistOf, watchlistOption } from '../src/discord/options.ts';
import { requirePostable } from '../src/discord/permissions.ts';
import { explainHit, itemLine } from '../src/discord/preview.ts';
import type { Reply } from '../src/discord/reply.ts';
import { code, count, escapeText, fitLines, shorten } from '../src/discord/text.ts';
import { UserError } from '../src/errors.ts';
import {
  addKeyword,
  findWatchlist,
  removeKeyword,
  requireWatchlist,
  subscribe,
  subscriptionsOf,
  unsubscribe,
} from '../src/store/guild-changes.ts';
import type { Command, ComponentHandler, InGuild } from './index.ts';

const previewed = 3;
const aliasesShown = 8;
const listLimit = 1_900;

const subscribeButton = 'watch-subscribe';
const unsubscribeButton = 'watch-unsubscribe';

type Asked = InGuild<ChatInputCommandInteraction>;

function button(customId: string, label: string, style: ButtonStyle): ActionRowBuilder<ButtonBuilder> {
  return new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId(customId).setLabel(label).setStyle(style),
  );
}

async function subscribeHere(
  app: App,
  guildId: string,
  which: { channelId: string; watchlist: string; userId: string },
): Promise<void> {
  const { channelId, watchlist, userId: addedBy } = which;
  const subscription = { channelId, watchlist, mentionRoleId: null, addedBy, addedAt: app.clock.now() };
  await app.guilds.update(guildId, (guild) => subscribe(guild, subscription));
}

/** Where the watchlist's alerts go; the first keyword's go to the channel it was added in. */
async function settleChannel(
  interaction: Asked,
  app: App,
  watchlist: string,
): Promise<{ line: string; rows: ActionRowBuilder<ButtonBuilder>[] }> {
  const { guildId, channelId } = interaction;
  const subscribed = subscriptionsOf(app.guilds.get(guildId), watchlist).map((one) => one.channelId);
  const offer = button(
    `${subscribeButton}:${channelId}:${watchlist}`,
    'Post alerts here',
    ButtonStyle.Primary,
  );
  if (subscribed.includes(channelId)) return { line: 'New matches are posted in this channel.', rows: [] };
  if (subscribed.length > 0) {
    const channels = subscribed.slice(0, 5).map((id) => `<#${id}>`);
    return { line: `New matches are posted in ${channels.join(', ')}.`, rows: [offer] };
  }
  try {
    const channel = await interaction.client.channels.fetch(channelId).catch(() => null);
    if (channel === null || channel.isDMBased()) {
      throw new UserError(`I can't see <#${channelId}>: give my role **View Channel** there.`);
    }
    requirePostable(channel);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { line: `**No alerts are posted yet.** ${error.message}`, rows: [offer] };
  }
  await subscribeHere(app, guildId, { channelId, watchlist, userId: interaction.user.id });
  return {
    line: 'New matches are posted in this channel from now on.',
    rows: [
      button(`${unsubscribeButton}:${channelId}:${watchlist}`, "Don't post here", ButtonStyle.Secondary),
    ],
  };
}

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
  const shown = aliases.slice(0, aliasesShown).map(escapeText).join(', ');
  const more = aliases.length > aliasesShown ? ` +${aliases.length - aliasesShown}` : '';
  return {
    content: fitLines(
      [
        `Watching ${code(shorten(text, 200))} on the watchlist **${escapeText(name)}**. ${line}`,
        ...(aliases.length === 0 ? [] : [`-# Also found as: ${shown}${more}`]),
        ...previewLines(app, guildId, text),
      ],
      listLimit,
    ),
    components: rows,
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
  const hit = app.match.find(keyword, { title: '', text }, aliases);
  return {
    content:
      hit === null
        ? `${code(shorten(keyword, 200))} does not match this text.`
        : fitLines([`${code(shorten(keyword, 200))} matches:`, ...explainHit(hit)], listLimit),
  };
}

/** A custom id's argument, `channelId:watchlist`. */
function parseTarget(argument: string): { channelId: string; watchlist: string } {
  const at = argument.indexOf(':');
  return { channelId: argument.slice(0, at), watchlist: argument.slice(at + 1) };
}

const onSubscribe: ComponentHandler = async (interaction, argument, app) => {
  const target = parseTarget(argument);
  const channel = await interaction.client.channels.fetch(target.channelId).catch(() => null);
  if (channel === null || channel.isDMBased()) {
    throw new UserError(`I can't see <#${target.channelId}>: give my role **View Channel** there.`);
  }
  requirePostable(channel);
  await subscribeHere(app, interaction.guildId, { ...target, userId: interaction.user.id });
  return {
    content: `Alerts of **${escapeText(target.watchlist)}** are posted in <#${target.channelId}> from now on. /unsubscribe ends it.`,
    update: true,
  };
};

const onUnsubscribe: ComponentHandler = async (interaction, argument, app) => {
  const target = parseTarget(argument);
  await app.guilds.update(interaction.guildId, (guild) => unsubscribe(guild, target));
  return {
    content: `Nothing is posted in <#${target.channelId}>. /subscribe in the channel where the alerts of **${escapeText(target.watchlist)}** belong.`,
    update: true,
  };
};

export default {
  data: new SlashCommandBuilder()
    .setName('watch')
    .setDescription('Choose what is watched for in the news')
    .setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild)
    .setContexts(InteractionContextType.Guild)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall)
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
    const named = interaction.options.getString('watchlist');
    const lists = guild.watchlists.filter((watchlist) => named === null || watchlist.name === named);
    return choose(
      lists.flatMap(({ keywords }) => keywords.map(({ text }) => text)),
      value,
    );
  },
  components: { [subscribeButton]: onSubscribe, [unsubscribeButton]: onUnsubscribe },
} satisfies Command;
