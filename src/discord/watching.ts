import { ButtonStyle } from 'discord.js';
import type { Asking, ComponentHandler } from '../../commands/index.ts';
import type { App } from '../app.ts';
import { UserError } from '../errors.ts';
import type { LookBack } from '../match/look-back.ts';
import { addKeyword, findWatchlist } from '../store/guild-changes.ts';
import { type Button, buttonRow } from './action-row.ts';
import { type Flood, floodOf, keywordPreview, paceInWords, previewLines } from './keyword-preview.ts';
import { suggestionButtons, suggestionLine, suggestionsFor } from './meanings.ts';
import type { Reply } from './reply.ts';
import { settleChannel } from './subscribing.ts';
import { code, escapeText, fitLines, shorten } from './text.ts';

/** A keyword that somebody wants to watch. */
export interface Wish {
  readonly keyword: string;
  readonly watchlist: string;
}

/** How long it is remembered what was asked for, in milliseconds. */
export const wishesKeptMs = 15 * 60_000;

const watchButton = 'watch-anyway';
const aliasesShown = 8;

/** Watches a keyword and says what comes of it. Throws UserError where it is watched already. */
async function watch(
  interaction: Asking,
  app: App,
  { keyword, watchlist }: Wish,
  preview: LookBack,
): Promise<Reply> {
  const { guildId } = interaction;
  const guild = await app.guilds.update(guildId, (before) =>
    addKeyword(before, { text: keyword, watchlist, userId: interaction.user.id, now: app.clock.now() }),
  );
  const name = findWatchlist(guild, watchlist)?.name ?? watchlist;
  const { line, rows } = await settleChannel(interaction, app, name);
  const aliases = app.match.aliasesOf(keyword);
  const suggestions = await suggestionsFor(app, guild, keyword);
  const shown = aliases.slice(0, aliasesShown).map(escapeText).join(', ');
  const more = aliases.length > aliasesShown ? ` +${aliases.length - aliasesShown}` : '';
  return {
    content: fitLines([
      `Watching ${code(shorten(keyword, 200))} on the watchlist **${escapeText(name)}**. ${line}`,
      ...(aliases.length === 0 ? [] : [`-# Also found as: ${shown}${more}`]),
      ...suggestions.map(suggestionLine),
      ...previewLines(app, guildId, preview),
    ]),
    components: [...rows, ...suggestionButtons(suggestions)],
  };
}

/** Watches a keyword, or asks first where it would flood the channel. Throws QueryError, UserError. */
export async function watchOrAsk(interaction: Asking, app: App, wish: Wish): Promise<Reply> {
  app.match.check(wish.keyword);
  const preview = await keywordPreview(app, interaction.guildId, wish.keyword);
  const flood = await floodOf(app, interaction.guildId, wish.keyword, preview);
  return flood === null ? watch(interaction, app, wish, preview) : askFirst(app, wish, flood);
}

/** Asks whether a keyword that finds very much is wanted so, or in titles only. */
function askFirst(app: App, wish: Wish, { warning, narrower }: Flood): Reply {
  const button = (keyword: string, label: string, style: ButtonStyle): Button => ({
    id: `${watchButton}:${app.wishes.keep({ ...wish, keyword })}`,
    label: shorten(label, 80),
    style,
  });
  const instead =
    narrower === null
      ? []
      : [button(narrower.keyword, `In titles only (${paceInWords(narrower.perDay)})`, ButtonStyle.Primary)];
  return {
    content: [
      `**Nothing is watched yet.** ${warning}`,
      'Watch it all the same, or say more: `AND`, `NEAR/8` or `title:` narrow a keyword (/help topic:queries).',
    ].join('\n'),
    components: [buttonRow(...instead, button(wish.keyword, 'Watch it anyway', ButtonStyle.Secondary))],
  };
}

const onWatch: ComponentHandler = async (interaction, id, app) => {
  const wish = app.wishes.get(id);
  if (wish === undefined)
    throw new UserError('This question is too old to be answered: type /watch add again.');
  const preview = await keywordPreview(app, interaction.guildId, wish.keyword);
  return { ...(await watch(interaction, app, wish, preview)), update: true };
};

/** The buttons under the question whether a keyword is wanted. */
export const watchComponents = { [watchButton]: onWatch };
