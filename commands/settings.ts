import type { ChatInputCommandInteraction } from 'discord.js';
import { isTimeZone } from '../config/settings-values.ts';
import type { App } from '../src/app.ts';
import { managerCommand } from '../src/discord/command-builder.ts';
import { choose } from '../src/discord/options.ts';
import type { Reply } from '../src/discord/reply.ts';
import { count } from '../src/discord/text.ts';
import { undoRow } from '../src/discord/undo.ts';
import { FeedError, QueryError, UserError } from '../src/errors.ts';
import { keywordsOf } from '../src/store/guild-changes.ts';
import { parseGuildFile, restoreGuild, writeGuildFile } from '../src/store/guild-file.ts';
import type { Guild } from '../src/store/guilds.ts';
import type { Command, InGuild } from './index.ts';

const timeZones = ['UTC', ...Intl.supportedValuesOf('timeZone')];
const largestFile = 2_000_000;

type Asked = InGuild<ChatInputCommandInteraction>;

const inWords = (guild: Guild): string =>
  [
    count(keywordsOf(guild).length, 'keyword'),
    count(guild.feeds.length, 'feed'),
    count(guild.subscriptions.length, 'subscription'),
    count(guild.aliases.length, 'alias', 'aliases'),
  ].join(', ');

function exportSettings({ guildId }: Asked, app: App): Reply {
  const guild = app.guilds.get(guildId);
  return {
    content: `Everything that this server set up: ${inWords(guild)}. /settings import puts it in place again, here or on another server.`,
    files: [{ name: 'wirewatch.json', attachment: Buffer.from(writeGuildFile([guild], app.clock.now())) }],
  };
}

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

async function importSettings(interaction: Asked, app: App): Promise<Reply> {
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

async function setTimeZone(interaction: Asked, app: App): Promise<Reply> {
  const zone = interaction.options.getString('zone', true).trim();
  if (!isTimeZone(zone)) {
    throw new UserError(`"${zone}" is no time zone: choose one that is suggested, such as Europe/Berlin.`);
  }
  await app.guilds.update(interaction.guildId, (guild) => ({ ...guild, timeZone: zone }));
  const here = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' }).format(
    app.clock.now(),
  );
  return {
    content: `Digests and quiet hours of this server are in ${zone} from now on, where it is ${here}. What waits already keeps its time.`,
  };
}

export default {
  data: managerCommand()
    .setName('settings')
    .setDescription('Keep or restore what this server set up; its time zone')
    .addSubcommand((sub) =>
      sub.setName('export').setDescription('Get everything that this server set up, as a file'),
    )
    .addSubcommand((sub) =>
      sub
        .setName('import')
        .setDescription('Put what an exported file holds in the place of what is set up')
        .addAttachmentOption((option) =>
          option.setName('file').setDescription('A file that /settings export wrote').setRequired(true),
        ),
    )
    .addSubcommand((sub) =>
      sub
        .setName('timezone')
        .setDescription('Say in which time zone digests and quiet hours are')
        .addStringOption((option) =>
          option
            .setName('zone')
            .setDescription('A city of the zone, e.g. Berlin')
            .setRequired(true)
            .setAutocomplete(true),
        ),
    ),
  async execute(interaction, app) {
    switch (interaction.options.getSubcommand()) {
      case 'export':
        return exportSettings(interaction, app);
      case 'import':
        return importSettings(interaction, app);
      default:
        return setTimeZone(interaction, app);
    }
  },
  autocomplete: (interaction) => choose(timeZones, interaction.options.getFocused()),
} satisfies Command;
