import { SlashCommandSubcommandBuilder } from 'discord.js';
import type { App } from '../../src/app.ts';
import {
  learnButton,
  suggestionButtons,
  suggestionLine,
  suggestionOf,
  suggestionsFor,
} from '../../src/discord/meanings.ts';
import { pagedReply } from '../../src/discord/pages.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { Asked, Subcommand } from '../../src/discord/subcommands.ts';
import { code, count, escapeText, fitLines, shorten } from '../../src/discord/text.ts';
import { UserError } from '../../src/errors.ts';
import { addAlias, aliasesOf, keywordsOf } from '../../src/store/guild-changes.ts';
import type { ComponentHandler } from '../index.ts';
import { added } from './add.ts';

const sharedShown = 25;

async function listOne(app: App, guildId: string, keyword: string): Promise<Reply> {
  const guild = app.guilds.get(guildId);
  const own = aliasesOf(guild, keyword);
  const shared = app.match.aliasesOf(keyword);
  const more = shared.length > sharedShown ? ` +${shared.length - sharedShown}` : '';
  const suggestions = await suggestionsFor(app, guild, keyword);
  return {
    content: fitLines([
      `${code(shorten(keyword, 200))} is also found as:`,
      `- on this server: ${own.map(escapeText).join(', ') || 'nothing of your own; /alias add'}`,
      `- everywhere: ${shared.slice(0, sharedShown).map(escapeText).join(', ') || 'nothing'}${more}`,
      ...suggestions.map(suggestionLine),
    ]),
    components: suggestionButtons(suggestions),
  };
}

async function execute(interaction: Asked, app: App): Promise<Reply> {
  const keyword = interaction.options.getString('keyword')?.trim();
  if (keyword !== undefined) return listOne(app, interaction.guildId, keyword);
  const guild = app.guilds.get(interaction.guildId);
  const lines = guild.aliases.map(
    (own) => `- ${code(shorten(own.keyword, 80))} ← ${code(shorten(own.alias, 80))}`,
  );
  const suggestions = (
    await Promise.all(keywordsOf(guild).map((text) => suggestionsFor(app, guild, text)))
  ).flat();
  const heading =
    lines.length === 0
      ? 'This server has no aliases of its own: /alias add makes one.'
      : `${count(lines.length, 'alias', 'aliases')} of this server:`;
  const { content, components = [] } = pagedReply(app.lists, heading, [
    ...lines,
    ...suggestions.map(suggestionLine),
  ]);
  const offers = suggestionButtons(suggestions.toSorted((a, b) => b.sources - a.sources));
  return { content, components: [...components, ...offers] };
}

const onLearn: ComponentHandler = async (interaction, argument, app) => {
  const found = await suggestionOf(app, app.guilds.get(interaction.guildId), argument);
  if (found === undefined) {
    throw new UserError('This name is found already, or no longer known: /alias list shows how it stands.');
  }
  const { keyword, name: alias } = found;
  await app.guilds.update(interaction.guildId, (guild) => addAlias(guild, { keyword, alias }));
  return { ...added(keyword, alias), update: true };
};

/** Shows the other names of keywords, and offers those that the news gives them. */
export const list: Subcommand = {
  data: new SlashCommandSubcommandBuilder()
    .setName('list')
    .setDescription('Show the other names of keywords, and what the news seems to call them')
    .addStringOption((option) =>
      option.setName('keyword').setDescription('Only of this one').setAutocomplete(true),
    ),
  execute,
  components: { [learnButton]: onLearn },
};
