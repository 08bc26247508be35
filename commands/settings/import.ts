import { SlashCommandSubcommandBuilder } from 'discord.js';
import type { App } from '../../src/app.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { Asked, Subcommand } from '../../src/discord/subcommands.ts';
import { count } from '../../src/discord/text.ts';
import { undoRow } from '../../src/discord/undo.ts';
import { FeedError, QueryError, UserError } from '../../src/errors.ts';
import { keywordsOf } from '../../src/store/guild-changes.ts';
import { parseGuildFile, restoreGuild } from '../../src/store/guild-file.ts';
import type { Guild } from '../../src/store/guilds.ts';
import { inWords } from './export.ts';

const largestFile = 2_000_000;

/** The one guild in the file, every keyword of which can be read. */
function readFile(app: App, name: string, text: string): Guild {
  const guilds = parseGuildFile(name, text);
  const [guild] = guilds;
  if (guild === undefined || guilds.length > 1) {
    throw new UserError(
      `${name} holds ${count(guilds.length, 'server')}; /settings export writes a file of one.`,
    );
  }
  for (const keyword of keywordsOf(guild)) {
    try {
      app.match.check(keyword);
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      throw new QueryError(
        `${error.message}, in the keyword "${keyword}" of the file; nothing was restored`,
        error.query,
        error.position,
      );
    }
  }
  return guild;
}

async function execute(interaction: Asked, app: App): Promise<Reply> {
  const { guildId } = interaction;
  const file = interaction.options.getAttachment('file', true);
  if (file.size > largestFile)
    throw new UserError('The file is larger than 2 MB: choose one that /settings export wrote.');
  const document = await app.fetch(file.url);
  if (document.status !== 'fetched') throw new FeedError('status', 'Discord did not hand the file over.');
  const wanted = readFile(app, file.name, new TextDecoder().decode(document.bytes));
  const before = app.guilds.get(guildId);
  const channels = interaction.client.guilds.cache.get(guildId)?.channels.cache;
  const after = await app.guilds.update(guildId, (guild) =>
    restoreGuild(guild, wanted, (id) => channels?.has(id) === true),
  );
  const lost = wanted.subscriptions.length - after.subscriptions.length;
  return {
    content: [
      `Restored: ${inWords(after)}. It holds from now on.`,
      ...(lost === 0
        ? []
        : [
            `${count(lost, 'subscription')} of the file ${lost === 1 ? 'names a channel' : 'name channels'} that this server does not have: /subscribe the right ones.`,
          ]),
    ].join('\n'),
    components: [
      undoRow(app.undos, {
        guildId,
        revert: (guild) => ({ ...before, leftAt: guild.leftAt }),
        done: `All is as it was before: ${inWords(before)}.`,
      }),
    ],
  };
}

/** Restores what an exported file holds. */
export const importFile: Subcommand = {
  data: new SlashCommandSubcommandBuilder()
    .setName('import')
    .setDescription('Put what an exported file holds in the place of what is set up')
    .addAttachmentOption((option) =>
      option.setName('file').setDescription('A file that /settings export wrote').setRequired(true),
    ),
  execute,
};
