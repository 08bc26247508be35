import { SlashCommandSubcommandBuilder } from 'discord.js';
import type { Asked, Subcommand } from '../../src/discord/subcommands.ts';
import { count, escapeText, shorten } from '../../src/discord/text.ts';
import { FeedError, UserError } from '../../src/errors.ts';
import { type ImportProgress, importFeeds } from '../../src/feeds/import-feeds.ts';
import { faultLines, importSummary } from '../../src/feeds/import-report.ts';
import { parseOpml } from '../../src/feeds/opml.ts';

const largestFile = 5_000_000;
/** Discord lets an answer be edited for 15 minutes: the report must come before. */
const importMs = 12 * 60_000;
const progressEveryMs = 2_000;
/** As many faults stand in the answer itself; more come as a file. */
const faultsShown = 8;

/** Shows how far the import is, now and then, once Discord shows that the bot is at work. */
function createProgressLine(interaction: Asked, now: () => number) {
  let shownAt = now();
  let showing: Promise<unknown> = Promise.resolve();
  return {
    show({ total, checked, added }: ImportProgress): void {
      if (!interaction.deferred || now() - shownAt < progressEveryMs) return;
      shownAt = now();
      const content = `⏳ Read ${checked.toLocaleString('en')} of ${count(total, 'feed')}; ${added.toLocaleString('en')} can be added.`;
      // A step that can't be shown is followed by the next one.
      showing = showing.then(() => interaction.editReply({ content })).catch(() => {});
    },
    settled: () => showing,
  };
}

/** Reads the feeds of an OPML file from now on. */
export const importFile: Subcommand = {
  data: new SlashCommandSubcommandBuilder()
    .setName('import')
    .setDescription('Read the feeds of an OPML file that another feed reader exported')
    .addAttachmentOption((option) => option.setName('file').setDescription('An OPML file').setRequired(true)),
  async execute(interaction, app) {
    const file = interaction.options.getAttachment('file', true);
    if (file.size > largestFile) {
      throw new UserError('The file is larger than 5 MB: split it, and import one part after the other.');
    }
    const document = await app.fetch(file.url);
    if (document.status !== 'fetched') throw new FeedError('status', 'Discord did not hand the file over.');
    const opml = parseOpml(document.bytes);
    if (opml.entries.length === 0 && opml.faults.length === 0)
      throw new UserError('The file names no feeds.');
    const progress = createProgressLine(interaction, app.clock.now);
    const report = await importFeeds(
      opml,
      {
        guildId: interaction.guildId,
        userId: interaction.user.id,
        onProgress: progress.show,
        signal: AbortSignal.timeout(importMs),
      },
      {
        guilds: app.guilds,
        feedsOf: (guildId) => app.roster.feedsOf(app.guilds.get(guildId)),
        starters: app.starterFeeds,
        fetch: app.fetch,
        clock: app.clock,
      },
    );
    await progress.settled();
    const faults = faultLines(report);
    const shown = faults.length <= faultsShown ? faults : faults.slice(0, faultsShown - 1);
    return {
      content: [
        ...importSummary(report),
        ...shown.map((fault) => `-# ${escapeText(shorten(fault, 180))}`),
        ...(shown.length < faults.length ? ['-# All of them are in the file.'] : []),
      ].join('\n'),
      files:
        shown.length < faults.length
          ? [{ name: 'import-report.txt', attachment: Buffer.from(`${faults.join('\n')}\n`) }]
          : [],
    };
  },
};
