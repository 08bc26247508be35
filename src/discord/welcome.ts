import {
  ActionRowBuilder,
  ButtonStyle,
  ChannelSelectMenuBuilder,
  type Client,
  LabelBuilder,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import type { ComponentHandler, FormHandler } from '../../commands/index.ts';
import { defaultWatchlist } from '../store/guild-changes.ts';
import { type Button, buttonRow } from './action-row.ts';
import { alertChannels } from './options.ts';
import { requireManager, requirePostable, visibleChannel } from './permissions.ts';
import { channelFor } from './speaker.ts';
import { subscribeHere } from './subscribing.ts';
import { count, shorten } from './text.ts';
import { watchOrAsk } from './watching.ts';

const watchButton = 'welcome-watch';
const feedsButton = 'welcome-feeds';
const channelButton = 'welcome-channel';
const keywordForm = 'welcome-keyword';
const feedsMenu = 'welcome-feeds-chosen';
const channelMenu = 'welcome-channel-chosen';
const keywordField = 'keyword';
/** Discord's limits of a menu's options and of a label. */
const menuLimit = 25;
const labelLimit = 100;

const buttons: readonly Button[] = [
  { id: watchButton, label: 'Watch something', style: ButtonStyle.Primary },
  { id: feedsButton, label: 'Choose feeds' },
  { id: channelButton, label: 'Choose the channel' },
];

/**
 * Says hello in a guild that is new: in the channel for system messages, else in the first where the bot may write.
 * Resolves with whether there is such a channel. Throws what Discord refuses.
 */
export async function welcome(client: Client, guildId: string, starterFeeds: number): Promise<boolean> {
  const guild = client.guilds.cache.get(guildId);
  const channel = guild === undefined ? null : channelFor(guild);
  if (channel === null) return false;
  await channel.send({
    content: [
      '**Wirewatch is here.** It posts a short alert when the news reports what you watch, one a story.',
      `${starterFeeds === 0 ? 'No feed is read yet: `/feed add` the address of a site or a feed.' : `${count(starterFeeds, 'feed')} of world news are read already.`} Nothing is posted until you say what to watch: press a button, or type \`/watch add\` in the channel where alerts belong.`,
      '-# For members with Manage Server. /help says more.',
    ].join('\n'),
    components: [buttonRow(...buttons)],
    allowedMentions: { parse: [] },
  });
  return true;
}

const onWatch: ComponentHandler = async (interaction) => {
  requireManager(interaction, 'watch something');
  return {
    form: new ModalBuilder()
      .setCustomId(keywordForm)
      .setTitle('Watch something')
      .addLabelComponents(
        new LabelBuilder()
          .setLabel('What shall be watched for?')
          .setDescription('A word, a name, a phrase or a query')
          .setTextInputComponent(
            new TextInputBuilder()
              .setCustomId(keywordField)
              .setStyle(TextInputStyle.Short)
              .setPlaceholder('Kim Jong Un')
              .setMaxLength(500)
              .setRequired(true),
          ),
      ),
  };
};

const onKeyword: FormHandler = async (interaction, _argument, app) => {
  requireManager(interaction, 'watch something');
  const keyword = interaction.fields.getTextInputValue(keywordField).trim();
  return watchOrAsk(interaction, app, { keyword, watchlist: defaultWatchlist });
};

const onFeeds: ComponentHandler = async (interaction, _argument, app) => {
  requireManager(interaction, 'choose feeds');
  const guild = app.guilds.get(interaction.guildId);
  const read = new Set(app.roster.feedsOf(guild).map(({ url }) => url));
  const starters = app.starterFeeds.slice(0, menuLimit);
  if (starters.length === 0)
    return { content: 'There are no starter feeds here: /feed add reads one by its address.' };
  return {
    content:
      'Which of the starter feeds shall be read? /feed add reads others, by the address of a site or a feed.',
    components: [
      new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
        new StringSelectMenuBuilder()
          .setCustomId(feedsMenu)
          .setPlaceholder('Choose the feeds to read')
          .setMinValues(0)
          .setMaxValues(starters.length)
          .addOptions(
            starters.map(({ title, url }, at) => ({
              label: shorten(title, labelLimit),
              description: shorten(new URL(url).hostname, labelLimit),
              value: String(at),
              default: read.has(url),
            })),
          ),
      ),
    ],
  };
};

const onFeedsChosen: ComponentHandler = async (interaction, _argument, app) => {
  requireManager(interaction, 'choose feeds');
  if (!interaction.isStringSelectMenu()) return { content: 'Choose from the menu.' };
  const chosen = new Set(interaction.values.map(Number));
  const offered = app.starterFeeds.slice(0, menuLimit).map(({ url }) => url);
  const removed = offered.filter((_, at) => !chosen.has(at));
  const guild = await app.guilds.update(interaction.guildId, (before) => ({
    ...before,
    removedStarterFeeds: [...before.removedStarterFeeds.filter((url) => !offered.includes(url)), ...removed],
  }));
  return {
    content: `${count(app.roster.feedsOf(guild).length, 'feed')} are read here from now on. /feed list shows them.`,
    components: [],
    update: true,
  };
};

const onChannel: ComponentHandler = async (interaction) => {
  requireManager(interaction, 'choose the channel');
  return {
    content: 'Where shall alerts be posted?',
    components: [
      new ActionRowBuilder<ChannelSelectMenuBuilder>().addComponents(
        new ChannelSelectMenuBuilder()
          .setCustomId(channelMenu)
          .setPlaceholder('Choose a channel')
          .setChannelTypes(...alertChannels),
      ),
    ],
  };
};

const onChannelChosen: ComponentHandler = async (interaction, _argument, app) => {
  requireManager(interaction, 'choose the channel');
  const channelId = interaction.isChannelSelectMenu() ? interaction.values[0] : undefined;
  if (channelId === undefined) return { content: 'Choose a channel from the menu.' };
  requirePostable(await visibleChannel(interaction.client, channelId));
  const watchlist = defaultWatchlist;
  await subscribeHere(app, interaction.guildId, { channelId, watchlist, userId: interaction.user.id });
  return {
    content: `Alerts are posted in <#${channelId}>. Now say what to watch: the button above, or /watch add.`,
    components: [],
    update: true,
  };
};

/** The buttons and menus of the welcome. */
export const welcomeComponents = {
  [watchButton]: onWatch,
  [feedsButton]: onFeeds,
  [feedsMenu]: onFeedsChosen,
  [channelButton]: onChannel,
  [channelMenu]: onChannelChosen,
};

/** The form of the welcome. */
export const welcomeForms = { [keywordForm]: onKeyword };
