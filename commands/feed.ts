import type { ChatInputCommandInteraction } from 'discord.js';
import type { App } from '../src/app.ts';
import { managerCommand } from '../src/discord/command-builder.ts';
import { choose } from '../src/discord/options.ts';
import { itemLine } from '../src/discord/preview.ts';
import type { Reply } from '../src/discord/reply.ts';
import { count, escapeText, fitLines, shorten, timestamp } from '../src/discord/text.ts';
import { UserError } from '../src/errors.ts';
import type { FeedRef } from '../src/feeds/item.ts';
import { addFeed, removeFeed } from '../src/store/guild-changes.ts';
import type { Command, InGuild } from './index.ts';

const listLimit = 1_900;
const previewed = 3;
/** Discord's limit of a choice's value; a longer address is named by its feed's title. */
const choiceLimit = 100;

type Asked = InGuild<ChatInputCommandInteraction>;

/** What was typed as an address; people leave the scheme out. */
function addressOf(typed: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(typed) && !/^[\w.-]+:\d+/.test(typed) ? typed : `https://${typed}`;
}

async function add(interaction: Asked, app: App): Promise<Reply> {
  const { guildId } = interaction;
  const typed = interaction.options.getString('url', true).trim();
  const [found, ...others] = await app.discover(addressOf(typed));
  if (found === undefined) throw new UserError(`No feed was found at ${escapeText(typed)}.`);
  const feed = { ...found, addedBy: interaction.user.id, addedAt: app.clock.now() };
  const starters = app.starterFeeds.map(({ url }) => url);
  await app.guilds.update(guildId, (guild) => addFeed(guild, feed, starters));
  const record = await app.scheduler.pollNow(found);
  const newest = app.recent
    .newest()
    .filter((item) => item.feed.url === found.url)
    .slice(0, previewed);
  return {
    content: fitLines(
      [
        `Reading **${escapeText(shorten(record.title, 100))}** (${escapeText(found.url)}) from now on; what is in it already is not posted.`,
        ...(record.lastError === null ? [] : [`⚠️ The first reading failed: ${escapeText(record.lastError)}`]),
        ...(newest.length === 0 ? [] : ['Its newest entries:', ...newest.map(itemLine)]),
        ...(others.length === 0
          ? []
          : [
              `-# The site has ${count(others.length, 'other feed')}:`,
              ...others.map(({ url }) => `-# ${escapeText(url)}`),
            ]),
      ],
      listLimit,
    ),
  };
}

/** The feed that was meant: by its address or its title. Throws UserError where the guild reads no such feed. */
function findFeed(feeds: readonly FeedRef[], typed: string): FeedRef {
  const found =
    feeds.find(({ url }) => url === typed) ??
    feeds.find(({ title }) => title.toLowerCase() === typed.toLowerCase());
  if (found !== undefined) return found;
  throw new UserError(
    `"${shorten(escapeText(typed), 200)}" is not one of this server's feeds: /feed list shows them.`,
  );
}

async function remove(interaction: Asked, app: App): Promise<Reply> {
  const typed = interaction.options.getString('feed', true).trim();
  const feed = findFeed(app.roster.feedsOf(app.guilds.get(interaction.guildId)), typed);
  await app.guilds.update(interaction.guildId, (guild) => removeFeed(guild, feed.url));
  return {
    content: `**${escapeText(feed.title)}** is no longer read here. /feed add ${escapeText(feed.url)} brings it back.`,
  };
}

function health(app: App, feed: FeedRef): string {
  const record = app.scheduler.recordOf(feed.url);
  if (record === undefined) return '⏳ not read yet';
  if (record.lastError !== null) {
    return `⚠️ failed ${count(record.failures, 'time')} in a row: ${escapeText(shorten(record.lastError, 160))}`;
  }
  return `✅ read ${record.lastSuccessAt === null ? 'never' : timestamp(record.lastSuccessAt)}`;
}

function list(interaction: Asked, app: App): Reply {
  const feeds = app.roster.feedsOf(app.guilds.get(interaction.guildId));
  if (feeds.length === 0)
    return { content: 'No feed is read here: /feed add the address of a site or feed.' };
  const own = new Set(app.guilds.get(interaction.guildId).feeds.map(({ url }) => url));
  const lines = feeds.map((feed) => {
    const title = app.scheduler.recordOf(feed.url)?.title ?? feed.title;
    const starter = own.has(feed.url) ? '' : ' · starter';
    return `- **${escapeText(shorten(title, 60))}**${starter} · ${health(app, feed)}`;
  });
  return { content: fitLines([`${count(feeds.length, 'feed')}:`, ...lines], listLimit) };
}

export default {
  data: managerCommand()
    .setName('feed')
    .setDescription('Choose which feeds are read')
    .addSubcommand((sub) =>
      sub
        .setName('add')
        .setDescription('Read a feed; the address of a site will do')
        .addStringOption((option) =>
          option
            .setName('url')
            .setDescription('Address of a feed or a site')
            .setRequired(true)
            .setMaxLength(2_000),
        ),
    )
    .addSubcommand((sub) =>
      sub
        .setName('remove')
        .setDescription('Stop reading a feed')
        .addStringOption((option) =>
          option
            .setName('feed')
            .setDescription('One of those that are read')
            .setRequired(true)
            .setAutocomplete(true),
        ),
    )
    .addSubcommand((sub) =>
      sub.setName('list').setDescription('Show the feeds that are read, and how they do'),
    ),
  async execute(interaction, app) {
    switch (interaction.options.getSubcommand()) {
      case 'add':
        return add(interaction, app);
      case 'remove':
        return remove(interaction, app);
      default:
        return list(interaction, app);
    }
  },
  autocomplete(interaction, app) {
    const feeds = app.roster.feedsOf(app.guilds.get(interaction.guildId));
    const byLabel = new Map(feeds.map((feed) => [`${shorten(feed.title, 45)} · ${feed.url}`, feed]));
    return choose([...byLabel.keys()], interaction.options.getFocused()).flatMap(({ name }) => {
      const feed = byLabel.get(name);
      if (feed === undefined) return [];
      return [{ name, value: feed.url.length <= choiceLimit ? feed.url : shorten(feed.title, choiceLimit) }];
    });
  },
} satisfies Command;
