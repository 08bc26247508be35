import type { ChatInputCommandInteraction } from 'discord.js';
import type { App } from '../src/app.ts';
import { managerCommand } from '../src/discord/command-builder.ts';
import {
  learnButton,
  suggestionButtons,
  suggestionLine,
  suggestionOf,
  suggestionsFor,
} from '../src/discord/meanings.ts';
import { choose } from '../src/discord/options.ts';
import { pagedReply } from '../src/discord/pages.ts';
import type { Reply } from '../src/discord/reply.ts';
import { code, count, escapeText, fitLines, shorten } from '../src/discord/text.ts';
import { undoRow } from '../src/discord/undo.ts';
import { UserError } from '../src/errors.ts';
import { addAlias, keywordsOf, removeAlias } from '../src/store/guild-changes.ts';
import type { Command, ComponentHandler, InGuild } from './index.ts';

const listLimit = 1_900;
const sharedShown = 25;

type Asked = InGuild<ChatInputCommandInteraction>;

const added = (keyword: string, alias: string): Reply => ({
  content: `${code(shorten(keyword, 200))} also finds ${code(shorten(alias, 200))} on this server from now on. /alias remove takes it back.`,
});

async function add(interaction: Asked, app: App): Promise<Reply> {
  const keyword = interaction.options.getString('keyword', true).trim();
  const alias = interaction.options.getString('alias', true).trim();
  app.match.check(`"${alias.replaceAll('"', '')}"`);
  await app.guilds.update(interaction.guildId, (guild) => addAlias(guild, { keyword, alias }));
  return added(keyword, alias);
}

async function remove(interaction: Asked, app: App): Promise<Reply> {
  const keyword = interaction.options.getString('keyword', true).trim();
  const alias = interaction.options.getString('alias', true).trim();
  const { guildId } = interaction;
  await app.guilds.update(guildId, (guild) => removeAlias(guild, { keyword, alias }));
  const names = [code(shorten(alias, 200)), code(shorten(keyword, 200))];
  return {
    content: `${names.join(' no longer stands for ')} on this server.`,
    components: [
      undoRow(app.undos, {
        guildId,
        revert: (guild) => addAlias(guild, { keyword, alias }),
        done: `${names.join(' stands for ')} again.`,
      }),
    ],
  };
}

async function listOne(app: App, guildId: string, keyword: string): Promise<Reply> {
  const guild = app.guilds.get(guildId);
  const own = guild.aliases.filter((one) => one.keyword === keyword).map(({ alias }) => alias);
  const shared = app.match.aliasesOf(keyword);
  const more = shared.length > sharedShown ? ` +${shared.length - sharedShown}` : '';
  const suggestions = await suggestionsFor(app, guild, keyword);
  return {
    content: fitLines(
      [
        `${code(shorten(keyword, 200))} is also found as:`,
        `- on this server: ${own.map(escapeText).join(', ') || 'nothing of your own; /alias add'}`,
        `- everywhere: ${shared.slice(0, sharedShown).map(escapeText).join(', ') || 'nothing'}${more}`,
        ...suggestions.map(suggestionLine),
      ],
      listLimit,
    ),
    components: suggestionButtons(suggestions),
  };
}

async function list(interaction: Asked, app: App): Promise<Reply> {
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

export default {
  data: managerCommand()
    .setName('alias')
    .setDescription('Other names under which a keyword is found')
    .addSubcommand((sub) =>
      sub
        .setName('add')
        .setDescription('Find a keyword under another name, on this server')
        .addStringOption((option) =>
          option
            .setName('keyword')
            .setDescription('One of those that are watched')
            .setRequired(true)
            .setAutocomplete(true),
        )
        .addStringOption((option) =>
          option.setName('alias').setDescription('The other name').setRequired(true).setMaxLength(200),
        ),
    )
    .addSubcommand((sub) =>
      sub
        .setName('remove')
        .setDescription('Take another name away again')
        .addStringOption((option) =>
          option
            .setName('keyword')
            .setDescription('Whose other name')
            .setRequired(true)
            .setAutocomplete(true),
        )
        .addStringOption((option) =>
          option.setName('alias').setDescription('The other name').setRequired(true).setAutocomplete(true),
        ),
    )
    .addSubcommand((sub) =>
      sub
        .setName('list')
        .setDescription('Show the other names of keywords, and what the news seems to call them')
        .addStringOption((option) =>
          option.setName('keyword').setDescription('Only of this one').setAutocomplete(true),
        ),
    ),
  async execute(interaction, app) {
    switch (interaction.options.getSubcommand()) {
      case 'add':
        return add(interaction, app);
      case 'remove':
        return remove(interaction, app);
      default:
        return list(interaction, app);
    }
  },
  autocomplete(interaction, app) {
    const guild = app.guilds.get(interaction.guildId);
    const { name, value } = interaction.options.getFocused(true);
    if (name === 'keyword') return choose(keywordsOf(guild), value);
    const keyword = interaction.options.getString('keyword');
    return choose(
      guild.aliases.filter((own) => keyword === null || own.keyword === keyword).map(({ alias }) => alias),
      value,
    );
  },
  components: { [learnButton]: onLearn },
} satisfies Command;
