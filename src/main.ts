import process from 'node:process';
import { loadSettings, misspelledVariables, type Settings } from '../config/settings.ts';
import type { OnStep } from './alerts/steps.ts';
import { startBot } from './bot.ts';

/** The settings of this process: its environment, and wirewatch.yaml where it was started. */
export function settingsOfProcess(): Settings {
  return loadSettings({ env: process.env, cwd: process.cwd() });
}

/** An orderly stop that hangs is ended after this long, in milliseconds; what is under way is recoverable. */
const stopDeadlineMs = 8_000;
/** And a process that goes on after it: discord.js sleeps out a limit it met, though nobody awaits that any more. */
const lingerMs = 500;

/** Runs the bot until it is told to stop (SIGTERM, SIGINT) or can't go on. Resolves with the exit code. */
export async function runBot(options: { onStep?: OnStep } = {}): Promise<number> {
  const told = Promise.withResolvers<'told'>();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => told.resolve('told'));
  for (const warning of misspelledVariables(process.env)) process.stderr.write(`${warning}\n`);
  const bot = await startBot(settingsOfProcess(), options);
  try {
    await Promise.race([told.promise, bot.failed]);
  } finally {
    const deadline = setTimeout(() => process.exit(1), stopDeadlineMs);
    await bot.stop();
    clearTimeout(deadline);
    setTimeout(() => process.exit(), lingerMs).unref();
  }
  return 0;
}
