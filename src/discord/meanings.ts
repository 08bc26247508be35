import type { ActionRowBuilder, ButtonBuilder } from 'discord.js';
import type { App } from '../app.ts';
import { shortHash } from '../short-hash.ts';
import { aliasesOf, keywordsOf } from '../store/guild-changes.ts';
import type { Guild } from '../store/guilds.ts';
import { buttonRow } from './action-row.ts';
import { count, escapeText, shorten } from './text.ts';

/** Fewer sources may be a slip of one writer. */
const enoughSources = 2;
const offered = 3;
const labelLimit = 80;

/** The button that adds a learned name: short ids of the keyword and the name follow, for either may be long. */
export const learnButton = 'alias-learn';

/** Another name of a watched keyword that news gave, and that the keyword does not find yet. */
export interface Suggestion {
  readonly keyword: string;
  readonly name: string;
  readonly sources: number;
  readonly times: number;
}

const shortId = (text: string): string => shortHash(text, 12);

const buttonArgument = ({ keyword, name }: Suggestion): string => `${shortId(keyword)}:${shortId(name)}`;

/** What a watched acronym was seen to mean, or a watched name to be called in short; most sources first. */
export async function suggestionsFor(app: App, guild: Guild, keyword: string): Promise<Suggestion[]> {
  const known = [...app.match.aliasesOf(keyword), ...aliasesOf(guild, keyword)];
  const [expansions, acronyms] = await Promise.all([
    app.acronyms.expansionsOf(keyword),
    app.acronyms.acronymsOf(keyword),
  ]);
  return [
    ...expansions.map(({ expansion, sources, times }) => ({ keyword, name: expansion, sources, times })),
    ...acronyms.map(({ acronym, sources, times }) => ({ keyword, name: acronym, sources, times })),
  ].filter(({ name }) => app.match.find(keyword, { title: name, text: '' }, known) === null);
}

/** The suggestion that a button stands for, where it is still one. */
export async function suggestionOf(
  app: App,
  guild: Guild,
  argument: string,
): Promise<Suggestion | undefined> {
  const keyword = keywordsOf(guild).find((one) => argument.startsWith(`${shortId(one)}:`));
  if (keyword === undefined) return undefined;
  const suggestions = await suggestionsFor(app, guild, keyword);
  return suggestions.find((one) => buttonArgument(one) === argument);
}

/** "SCO: also “The Space Cargo Office”, 4 times in 2 feeds". */
export function suggestionLine({ keyword, name, times, sources }: Suggestion): string {
  return `-# ${escapeText(shorten(keyword, 80))}: also “${escapeText(shorten(name, 80))}”, ${count(times, 'time')} in ${count(sources, 'feed')}`;
}

/** Buttons that add those names that enough sources wrote; nothing is added without being asked for. */
export function suggestionButtons(suggestions: readonly Suggestion[]): ActionRowBuilder<ButtonBuilder>[] {
  const buttons = suggestions
    .filter(({ sources }) => sources >= enoughSources)
    .slice(0, offered)
    .map((one) => ({
      id: `${learnButton}:${buttonArgument(one)}`,
      label: shorten(`Also find “${one.name}”`, labelLimit),
    }));
  return buttons.length === 0 ? [] : [buttonRow(...buttons)];
}
