import { ActionRowBuilder, ButtonBuilder, ButtonStyle } from 'discord.js';
import type { App } from '../app.ts';
import type { Learned } from '../store/acronyms.ts';
import { findWatchlist } from '../store/guild-changes.ts';
import type { Guild } from '../store/guilds.ts';
import { count, escapeText, shorten } from './text.ts';

/** Fewer sources may be a slip of one writer. */
const enoughSources = 2;
const offered = 3;
const labelLimit = 80;
const idLimit = 100;

/** The button that adds a learned meaning: keyword and the meaning's place in the list follow. */
export const learnButton = 'alias-learn';

/** What a watched acronym was seen to mean that is not found by it yet, most sources first. */
export async function unknownMeanings(app: App, guild: Guild, keyword: string): Promise<Learned[]> {
  const known = [
    ...app.match.aliasesOf(keyword),
    ...guild.aliases.filter((own) => own.keyword === keyword).map(({ alias }) => alias),
  ];
  const meanings = await app.acronyms.meaningsOf(keyword);
  return meanings.filter(
    ({ expansion }) => app.match.find(keyword, { title: expansion, text: '' }, known) === null,
  );
}

/** "SCO: also The SCO Group, 4 times". */
export function meaningLine({ acronym, expansion, times, sources }: Learned): string {
  return `-# ${escapeText(acronym)}: also “${escapeText(shorten(expansion, 80))}”, ${count(times, 'time')} in ${count(sources, 'feed')}`;
}

/** Buttons that add those meanings that enough sources wrote; nothing is added without being asked for. */
export function meaningButtons(
  keyword: string,
  meanings: readonly Learned[],
): ActionRowBuilder<ButtonBuilder>[] {
  const buttons = meanings
    .filter(
      ({ sources, expansion }) =>
        sources >= enoughSources && `${learnButton}:${keyword}:${expansion}`.length <= idLimit,
    )
    .slice(0, offered)
    .map(({ expansion }) =>
      new ButtonBuilder()
        .setCustomId(`${learnButton}:${keyword}:${expansion}`)
        .setLabel(shorten(`Also find ${expansion}`, labelLimit))
        .setStyle(ButtonStyle.Secondary),
    );
  return buttons.length === 0 ? [] : [new ActionRowBuilder<ButtonBuilder>().addComponents(buttons)];
}

/** The keywords of a guild, each once. */
export function keywordsOf(guild: Guild, watchlist: string | null = null): string[] {
  const lists =
    watchlist === null ? guild.watchlists : [findWatchlist(guild, watchlist)].flatMap((list) => list ?? []);
  return [...new Set(lists.flatMap(({ keywords }) => keywords.map(({ text }) => text)))];
}
