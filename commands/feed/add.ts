import { SlashCommandSubcommandBuilder } from 'discord.js';
import { itemLine } from '../../src/discord/preview.ts';
import { count, escapeText, fitLines, shorten } from '../../src/discord/text.ts';
import { UserError } from '../../src/errors.ts';
import { addFeed } from '../../src/store/guild-changes.ts';
import { addressOf, type FeedSubcommand } from './subcommand.ts';

const answerLimit = 1_900;
const previewed = 3;

/** Reads a feed from now on, and shows what is in it. */
export const add: FeedSubcommand = {
  data: new SlashCommandSubcommandBuilder()
    .setName('add')
    .setDescription('Read a feed; the address of a site will do')
    .addStringOption((option) =>
      option
        .setName('url')
        .setDescription('Address of a feed or a site')
        .setRequired(true)
        .setMaxLength(2_000),
    ),
  async execute(interaction, app) {
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
          ...(record.lastError === null
            ? []
            : [`⚠️ The first reading failed: ${escapeText(record.lastError)}`]),
          ...(newest.length === 0 ? [] : ['Its newest entries:', ...newest.map(itemLine)]),
          ...(others.length === 0
            ? []
            : [
                `-# The site has ${count(others.length, 'other feed')}:`,
                ...others.map(({ url }) => `-# ${escapeText(url)}`),
              ]),
        ],
        answerLimit,
      ),
    };
  },
};
