import { SlashCommandSubcommandBuilder } from 'discord.js';
import { changeAddress } from '../../src/discord/feed-help.ts';
import type { Subcommand } from '../../src/discord/subcommands.ts';
import { escapeText, shorten } from '../../src/discord/text.ts';
import { UserError } from '../../src/errors.ts';
import { addressTyped } from '../../src/feeds/discover-sites.ts';
import { placeOf } from '../../src/feeds/url.ts';
import { feedOf, feedOption } from './feed-option.ts';

/** Gives a feed another address; what was told of it is not told again, and what is new there is. */
export const edit: Subcommand = {
  data: new SlashCommandSubcommandBuilder()
    .setName('edit')
    .setDescription('Read a feed at another address, without losing its history')
    .addStringOption(feedOption)
    .addStringOption((option) =>
      option
        .setName('address')
        .setDescription('Its new address; that of a site will do')
        .setRequired(true)
        .setMaxLength(2_000),
    ),
  async execute(interaction, app) {
    const feed = feedOf(interaction, app);
    const typed = interaction.options.getString('address', true).trim();
    const [to] = await app.discover(addressTyped(typed));
    if (to === undefined) throw new UserError(`No feed was found at ${escapeText(placeOf(typed))}.`);
    const { guildId, user } = interaction;
    await changeAddress({ guildId, from: feed.url, to, userId: user.id }, app);
    const { title, lastError } = await app.scheduler.pollNow({ url: to.url, title: to.title });
    const failure = lastError === null ? '' : `\n⚠️ Its first reading failed: ${escapeText(lastError)}`;
    return {
      content: `**${escapeText(shorten(title, 100))}** is read at ${escapeText(placeOf(to.url))} from now on. What was posted is not posted again; what is new there will be.${failure}`,
    };
  },
};
