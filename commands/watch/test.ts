import { SlashCommandSubcommandBuilder } from 'discord.js';
import type { App } from '../../src/app.ts';
import { keywordPreview, previewLines } from '../../src/discord/keyword-preview.ts';
import { watchedOption } from '../../src/discord/options.ts';
import { explainHit } from '../../src/discord/preview.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { Asked, Subcommand } from '../../src/discord/subcommands.ts';
import { code, escapeText, fitLines, shorten } from '../../src/discord/text.ts';
import { explanationLine } from '../../src/match/explain.ts';
import { aliasesOf } from '../../src/store/guild-changes.ts';

async function execute(interaction: Asked, app: App): Promise<Reply> {
  const keyword = interaction.options.getString('keyword', true).trim();
  const text = interaction.options.getString('text');
  app.match.check(keyword);
  if (text === null) {
    const preview = await keywordPreview(app, interaction.guildId, keyword);
    return { content: fitLines(previewLines(app, interaction.guildId, preview)) };
  }
  const guild = app.guilds.get(interaction.guildId);
  const explanation = app.match.explain(keyword, { title: '', text }, aliasesOf(guild, keyword));
  const shown = code(shorten(keyword, 200));
  return {
    content:
      explanation.hit === null
        ? `${shown} does not match this text: ${escapeText(explanationLine(explanation))}.`
        : fitLines([`${shown} matches:`, ...explainHit(explanation.hit)]),
  };
}

/** Tries a keyword, which need not be watched. */
export const test: Subcommand = {
  data: new SlashCommandSubcommandBuilder()
    .setName('test')
    .setDescription('Try a keyword: on a text, or on the news of the last days')
    .addStringOption((option) => watchedOption(option).setDescription('The word or phrase').setMaxLength(500))
    .addStringOption((option) =>
      option.setName('text').setDescription('The text to try it on').setMaxLength(4_000),
    ),
  execute,
};
