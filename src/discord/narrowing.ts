import { ActionRowBuilder, ButtonStyle, StringSelectMenuBuilder } from 'discord.js';
import type { ComponentHandler } from '../../commands/index.ts';
import type { Alert, Span } from '../alerts/alert.ts';
import { lookBackIn } from '../app.ts';
import { UserError } from '../errors.ts';
import { keptDays } from '../feeds/recent.ts';
import { withoutWord } from '../match/query/without.ts';
import { aliasesOf, keywordsOf, replaceKeyword } from '../store/guild-changes.ts';
import type { Guild } from '../store/guilds.ts';
import { buttonRow } from './action-row.ts';
import { alertOf } from './alert-buttons.ts';
import { narrowButton } from './message.ts';
import { requireManager } from './permissions.ts';
import { itemLine } from './preview.ts';
import { code, count, fitLines, shorten } from './text.ts';
import { undoRow } from './undo.ts';

const wordMenu = 'not-with';
const confirmButton = 'not-sure';
/** Discord's limits of rows and of choices. */
const rowsShown = 5;
const wordsShown = 25;
/** So that it fits a custom id beside the alert's. */
const wordLimit = 40;
const leastLetters = 4;
/** How many matches are looked through for what would be hidden. */
const looked = 300;
const hiddenShown = 3;

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** The words by which an alert can be told from those that are wanted: what was not looked for, in its order. */
function tellingWords({ title, summary }: Alert): string[] {
  const wordsOf = ({ text, strong }: Span) =>
    strong
      ? []
      : segmenter
          .segment(text)
          [Symbol.iterator]()
          .filter(({ isWordLike, segment }) => isWordLike === true && segment.length <= wordLimit)
          .map(({ segment }) => segment)
          .filter((word) => /\p{Lo}/u.test(word) || word.length >= leastLetters || /^\p{Lu}{2}/u.test(word))
          .toArray();
  const byFolded = new Map<string, string>();
  for (const word of [...title, ...summary].flatMap(wordsOf)) {
    if (!byFolded.has(word.toLowerCase())) byFolded.set(word.toLowerCase(), word);
  }
  return [...byFolded.values()].slice(0, wordsShown);
}

/** The keyword without the stories that have a word, and its guild's aliases in it. */
function narrowed(guild: Guild, keyword: string, word: string): string {
  return withoutWord(keyword, aliasesOf(guild, keyword), word);
}

function keywordAt({ keywords }: Alert, guild: Guild, at: string | undefined): string {
  const keyword = keywords[Number(at)];
  if (keyword !== undefined && keywordsOf(guild).includes(keyword)) return keyword;
  throw new UserError('This keyword is no longer watched as it was: /watch list shows how it stands.');
}

const onNarrow: ComponentHandler = async (interaction, alertId, app) => {
  requireManager(interaction, 'change what is watched');
  const alert = await alertOf(app, interaction, alertId);
  const words = tellingWords(alert);
  if (words.length === 0) {
    throw new UserError(
      'There is no other word in this alert: /watch add a narrower query, e.g. with NOT or NEAR.',
    );
  }
  return {
    content:
      'Which word tells that it is about something else? Stories with it are no longer posted for that keyword. You see first what that would have hidden.',
    components: alert.keywords.slice(0, rowsShown).map((keyword, at) =>
      new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
        new StringSelectMenuBuilder()
          .setCustomId(`${wordMenu}:${alertId}:${at}`)
          .setPlaceholder(shorten(`${keyword}, but not with …`, 150))
          .addOptions(words.map((word) => ({ label: word, value: word }))),
      ),
    ),
  };
};

const onWord: ComponentHandler = async (interaction, argument, app) => {
  requireManager(interaction, 'change what is watched');
  const [alertId = '', at] = argument.split(':');
  const word = interaction.isStringSelectMenu() ? interaction.values[0] : undefined;
  const guild = app.guilds.get(interaction.guildId);
  const keyword = keywordAt(await alertOf(app, interaction, alertId), guild, at);
  if (word === undefined) throw new UserError('Choose a word from the menu.');
  const query = narrowed(guild, keyword, word);
  const { found, newest } = await lookBackIn(app, interaction.guildId, keyword, { shown: looked });
  const hidden = newest.filter((item) => app.match.find(query, item, []) === null);
  return {
    content: fitLines([
      `${code(shorten(keyword, 200))} would become ${code(shorten(query, 300))}.`,
      `Of ${count(found, 'match', 'matches')} in the last ${keptDays} days that would have hidden ${hidden.length === 0 ? 'none' : `${hidden.length.toLocaleString('en')}:`}`,
      ...hidden.slice(0, hiddenShown).map(itemLine),
    ]),
    components: [
      buttonRow({
        id: `${confirmButton}:${alertId}:${at}:${word}`,
        label: 'Change the keyword',
        style: ButtonStyle.Primary,
      }),
    ],
    update: true,
  };
};

const onConfirm: ComponentHandler = async (interaction, argument, app) => {
  requireManager(interaction, 'change what is watched');
  const [alertId = '', at, ...rest] = argument.split(':');
  const { guildId } = interaction;
  const before = app.guilds.get(guildId);
  const keyword = keywordAt(await alertOf(app, interaction, alertId), before, at);
  const query = narrowed(before, keyword, rest.join(':'));
  const aliases = before.aliases.filter((own) => own.keyword === keyword);
  await app.guilds.update(guildId, (guild) => replaceKeyword(guild, keyword, query));
  return {
    content: `${code(shorten(query, 300))} is watched from now on, instead of ${code(shorten(keyword, 200))}.`,
    components: [
      undoRow(app.undos, {
        guildId,
        revert: (guild) => {
          const back = replaceKeyword(guild, query, keyword);
          return { ...back, aliases: [...back.aliases, ...aliases] };
        },
        done: `${code(shorten(keyword, 200))} is watched as it was before.`,
      }),
    ],
    update: true,
  };
};

/** The buttons and menus that narrow a keyword from one of its alerts. */
export const narrowComponents = {
  [narrowButton]: onNarrow,
  [wordMenu]: onWord,
  [confirmButton]: onConfirm,
};
