import type { ApplicationCommandOptionChoiceData, SlashCommandStringOption } from 'discord.js';
import type { App } from '../../src/app.ts';
import { choose } from '../../src/discord/options.ts';
import type { Asked } from '../../src/discord/subcommands.ts';
import { escapeText, shorten } from '../../src/discord/text.ts';
import { UserError } from '../../src/errors.ts';
import { feedKey } from '../../src/feeds/feed-key.ts';
import type { FeedRef } from '../../src/feeds/item.ts';
import { placeOf } from '../../src/feeds/url.ts';

/** The option that names one of the feeds that are read, with choices. */
export const feedOption = (option: SlashCommandStringOption): SlashCommandStringOption =>
  option.setName('feed').setDescription('One of those that are read').setRequired(true).setAutocomplete(true);

/** What a choice stands for: no address, which may be too long for Discord and hold a password. */
const choiceOf = (feed: FeedRef): string => `feed ${feedKey(feed.url)}`;

/** The feeds as choices of that option. */
export function chooseFeed(
  feeds: readonly FeedRef[],
  typed: string,
): ApplicationCommandOptionChoiceData<string>[] {
  const byLabel = new Map(feeds.map((feed) => [`${shorten(feed.title, 45)} · ${placeOf(feed.url)}`, feed]));
  return choose([...byLabel.keys()], typed).flatMap(({ name }) => {
    const feed = byLabel.get(name);
    return feed === undefined ? [] : [{ name, value: choiceOf(feed) }];
  });
}

/** The feed that was meant: by its choice, address or title. Throws UserError where the guild reads no such feed. */
export function feedOf(interaction: Asked, app: App): FeedRef {
  const typed = interaction.options.getString('feed', true).trim();
  const feeds = app.roster.feedsOf(app.guilds.get(interaction.guildId));
  const found =
    feeds.find((feed) => choiceOf(feed) === typed) ??
    feeds.find(({ url }) => url === typed || placeOf(url) === typed) ??
    feeds.find(({ title }) => title.toLowerCase() === typed.toLowerCase());
  if (found !== undefined) return found;
  throw new UserError(
    `"${shorten(escapeText(typed), 200)}" is not one of this server's feeds: /feed list shows them.`,
  );
}
