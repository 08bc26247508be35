import type {
  ApplicationCommandOptionChoiceData,
  ChatInputCommandInteraction,
  GuildBasedChannel,
  SlashCommandIntegerOption,
  SlashCommandStringOption,
} from 'discord.js';
import { ChannelType } from 'discord.js';
import { keptDays } from '../feeds/recent.ts';
import { defaultWatchlist } from '../store/guild-changes.ts';
import type { Guild } from '../store/guilds.ts';
import { visibleChannel } from './permissions.ts';

/** The kinds of channel that alerts can be posted in. */
export const alertChannels = [
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
] as const;

/** The option that names a watchlist, alike in every command. */
export const watchlistOption = (option: SlashCommandStringOption): SlashCommandStringOption =>
  option
    .setName('watchlist')
    .setDescription(`Which watchlist; without it, "${defaultWatchlist}"`)
    .setMaxLength(32)
    .setAutocomplete(true);

/** The option that names a watched keyword, with choices. */
export const watchedOption = (option: SlashCommandStringOption): SlashCommandStringOption =>
  option
    .setName('keyword')
    .setDescription('One of those that are watched')
    .setRequired(true)
    .setAutocomplete(true);

/** The option that says how many days to look back. */
export const daysOption = (option: SlashCommandIntegerOption): SlashCommandIntegerOption =>
  option
    .setName('days')
    .setDescription(`How far back; without it, ${keptDays}`)
    .setMinValue(1)
    .setMaxValue(keptDays);

/** The watchlist that was named, or the usual one. */
export function watchlistOf(interaction: ChatInputCommandInteraction): string {
  return interaction.options.getString('watchlist')?.trim() || defaultWatchlist;
}

/** Choices among texts, those first that begin with what was typed, then those that contain it. */
export function choose(
  texts: readonly string[],
  typed: string,
): ApplicationCommandOptionChoiceData<string>[] {
  const wanted = typed.trim().toLowerCase();
  const rank = (text: string) => {
    const at = text.toLowerCase().indexOf(wanted);
    return at === -1 ? 2 : Math.sign(at);
  };
  return [...new Set(texts)]
    .filter((text) => rank(text) < 2)
    .toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b))
    .map((text) => ({ name: text, value: text }));
}

/** The names of a guild's watchlists as choices. */
export function chooseWatchlist(guild: Guild, typed: string): ApplicationCommandOptionChoiceData<string>[] {
  return choose(
    guild.watchlists.map(({ name }) => name),
    typed,
  );
}

/** The channel that the option names, or the one the command was typed in. Throws UserError where it can't be seen. */
export async function channelOf(
  interaction: ChatInputCommandInteraction & { guildId: string },
): Promise<GuildBasedChannel> {
  const id = interaction.options.getChannel('channel')?.id ?? interaction.channelId;
  return visibleChannel(interaction.client, id);
}
