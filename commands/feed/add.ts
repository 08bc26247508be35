import { SlashCommandSubcommandBuilder } from 'discord.js';
import type { App } from '../../src/app.ts';
import { offerMenu } from '../../src/discord/offer.ts';
import { itemLine } from '../../src/discord/preview.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { Subcommand } from '../../src/discord/subcommands.ts';
import { count, escapeText, fitLines, shorten } from '../../src/discord/text.ts';
import { UserError } from '../../src/errors.ts';
import { addressTyped } from '../../src/feeds/discover-sites.ts';
import type { FeedRef } from '../../src/feeds/item.ts';
import { placeOf } from '../../src/feeds/url.ts';
import { addFeed } from '../../src/store/guild-changes.ts';
import type { ComponentHandler } from '../index.ts';

const previewed = 3;
const menu = 'feed-choose';

interface Adding {
  readonly app: App;
  readonly guildId: string;
  readonly userId: string;
}

/** Reads a feed from now on; resolves with the lines that say so. Throws UserError. */
async function readFeed({ url, title }: FeedRef, { app, guildId, userId }: Adding): Promise<string[]> {
  const feed = { url, title, tags: [], addedBy: userId, addedAt: app.clock.now() };
  const starters = app.starterFeeds.map((starter) => starter.url);
  await app.guilds.update(guildId, (guild) => addFeed(guild, feed, starters));
  const record = await app.scheduler.pollNow({ url, title });
  const newest = app.recent
    .newest()
    .filter((item) => item.feed.url === url)
    .slice(0, previewed);
  return [
    `Reading **${escapeText(shorten(record.title, 100))}** (${escapeText(placeOf(url))}) from now on; what is in it already is not posted.`,
    ...(record.lastError === null ? [] : [`⚠️ The first reading failed: ${escapeText(record.lastError)}`]),
    ...(newest.length === 0 ? [] : ['Its newest entries:', ...newest.map(itemLine)]),
  ];
}

const choose: ComponentHandler = async (interaction, argument, app): Promise<Reply> => {
  const offered = app.offers.get(argument);
  if (offered === undefined) {
    throw new UserError('These feeds are no longer kept: type /feed add again for those of now.');
  }
  const values = interaction.isStringSelectMenu() ? interaction.values : [];
  const chosen = values.flatMap((value) => offered[Number(value)] ?? []);
  const adding = { app, guildId: interaction.guildId, userId: interaction.user.id };
  const lines: string[] = [];
  for (const feed of chosen) {
    try {
      lines.push(...(await readFeed(feed, adding)));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      lines.push(`⚠️ ${escapeText(error.message)}`);
    }
  }
  return { content: fitLines(lines) };
};

/** Reads a feed from now on, and shows what is in it; where a page has several, a menu of them. */
export const add: Subcommand = {
  data: new SlashCommandSubcommandBuilder()
    .setName('add')
    .setDescription('Read a feed; the address of a site, article, channel, subreddit or repository will do')
    .addStringOption((option) =>
      option
        .setName('url')
        .setDescription('Address of a feed, a site or one of its pages')
        .setRequired(true)
        .setMaxLength(2_000),
    ),
  async execute(interaction, app) {
    const typed = interaction.options.getString('url', true).trim();
    const found = await app.discover(addressTyped(typed));
    const [first, ...others] = found;
    if (first === undefined) throw new UserError(`No feed was found at ${escapeText(placeOf(typed))}.`);
    if (others.length > 0) {
      return {
        content: `${count(found.length, 'feed')} were found at ${escapeText(placeOf(typed))}. Which are to be read?`,
        components: [offerMenu(`${menu}:${app.offers.keep(found)}`, found)],
      };
    }
    const adding = { app, guildId: interaction.guildId, userId: interaction.user.id };
    return { content: fitLines(await readFeed(first, adding)) };
  },
  components: { [menu]: choose },
};
