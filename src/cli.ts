import process from 'node:process';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { loadCommands } from '../commands/index.ts';
import { checkSettings, requireToken } from '../config/settings.ts';
import { exportCommand, importCommand } from './cli/backup.ts';
import { onceCommand, parseCommand } from './cli/feeds.ts';
import { exportFeedsCommand, findFeedsCommand, importFeedsCommand } from './cli/guild-feeds.ts';
import { print, tell } from './cli/output.ts';
import { restoreCommand } from './cli/restore.ts';
import { matchCommand, storiesCommand, summarizeCommand } from './cli/text.ts';
import { createRest, registerCommands } from './discord/register.ts';
import { messageOf, QueryError, RefusedError, SettingsError } from './errors.ts';
import { runBot, settingsOfProcess } from './main.ts';
import { caret } from './match/query/format.ts';

const usageExit = 2;
/** EX_CONFIG of sysexits.h, for service managers that can be told not to start again after it. */
const refusedExit = 78;

function positiveInteger(value: string): number {
  if (!/^[1-9]\d{0,5}$/.test(value)) throw new InvalidArgumentError('It must be a whole number from 1.');
  return Number(value);
}

const json = ['--json', 'one JSON object a line'] as const;
const watch = ['--watch <query...>', 'what to look for'] as const;

/** The terminal's commands; each does its work with the same parts as the bot. */
function createProgram(): Command {
  const program = new Command('wirewatch')
    .description('A self-hosted news-alert bot for Discord.')
    .exitOverride()
    .configureOutput({ outputError: (text) => tell(text.trim()) });

  program
    .command('start')
    .description('run the bot')
    .action(async () => {
      process.exitCode = await runBot();
    });
  program
    .command('register')
    .description('publish the slash commands')
    .action(async () => {
      const settings = settingsOfProcess();
      const commands = await loadCommands();
      const rest = createRest({ token: requireToken(settings), apiUrl: settings.discordApiUrl });
      const published = await registerCommands({ rest, commands });
      print(`Published ${published} commands.`);
    });
  program
    .command('check-config')
    .description('say what is wrong with the settings, each with its mend')
    .action(async () => {
      const problems = await checkSettings({ env: process.env, cwd: process.cwd() });
      if (problems.length > 0) throw new SettingsError(problems);
      print('The settings are fine.');
    });
  program
    .command('once')
    .description('the whole job, once, without Discord')
    .requiredOption('--feed <place...>', 'files or addresses of feeds')
    .requiredOption(...watch)
    .option(...json)
    .action((options) => onceCommand(options, settingsOfProcess()));
  program
    .command('parse')
    .description('the items of a feed, normalised')
    .argument('<place>', 'file or address of a feed')
    .option(...json)
    .action((place, options) => parseCommand(place, options, settingsOfProcess()));
  program
    .command('match')
    .description('where the queries are found in the text on standard input')
    .requiredOption(...watch)
    .option('--explain', 'say of each query why it is found, or why not')
    .option(...json)
    .action((options) => matchCommand(options, settingsOfProcess()));
  program
    .command('stories')
    .description('the story of each item (NDJSON) on standard input')
    .option(...json)
    .action((options) => storiesCommand(options, settingsOfProcess()));
  program
    .command('summarize')
    .description('a summary of the text on standard input')
    .option(...watch)
    .option('--sentences <n>', 'at most this many sentences', positiveInteger)
    .option(...json)
    .action((options) => summarizeCommand(options, settingsOfProcess()));
  const feeds = program.command('feeds').description('find feeds, and move those of a guild as OPML');
  feeds
    .command('find')
    .description('the feeds of a page, as /feed add finds them')
    .argument('<address>', 'address of a feed, a site or one of its pages')
    .option(...json)
    .action((address, options) => findFeedsCommand(address, options, settingsOfProcess()));
  feeds
    .command('import')
    .description('add the feeds of an OPML file to a guild; the bot must be stopped')
    .argument('<file>', 'an OPML file')
    .option('--guild <id>', 'which, where there are several')
    .action((file, options) => importFeedsCommand(file, options, settingsOfProcess()));
  feeds
    .command('export')
    .description('the feeds of a guild as OPML on standard output')
    .option('--guild <id>', 'which, where there are several')
    .action((options) => exportFeedsCommand(options, settingsOfProcess()));
  program
    .command('export')
    .description('everything the guilds set up, as JSON on standard output')
    .option('--guild <id>', 'only this guild')
    .action((options) => exportCommand(options, settingsOfProcess()));
  program
    .command('import')
    .description('restore what export wrote')
    .argument('<file>', 'file that export wrote')
    .action((file) => importCommand(file, settingsOfProcess()));
  program
    .command('restore')
    .description('put a backup of the whole store in its place, the newest good one where none is named')
    .argument('[file]', 'a file of the folder "backups" beside the store')
    .action((file) => restoreCommand(file, settingsOfProcess()));
  return program;
}

try {
  await createProgram().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : usageExit;
  } else {
    for (const problem of error instanceof SettingsError ? error.problems : [messageOf(error)]) tell(problem);
    if (error instanceof QueryError && error.query !== '') caret(error).split('\n').forEach(tell);
    process.exitCode = error instanceof RefusedError ? refusedExit : 1;
  }
}
