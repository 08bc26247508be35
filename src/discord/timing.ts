import type { ChatInputCommandInteraction, SlashCommandBuilder } from 'discord.js';
import { UserError } from '../errors.ts';
import { type QuietHours, type Rhythm, type Subscription, timeOfDay } from '../store/guilds.ts';

const usualTime = '08:00';
const weekdays = [
  [1, 'Monday'],
  [2, 'Tuesday'],
  [3, 'Wednesday'],
  [4, 'Thursday'],
  [5, 'Friday'],
  [6, 'Saturday'],
  [7, 'Sunday'],
] as const;
type Weekday = (typeof weekdays)[number][0];

/** The options that say when alerts are posted. */
export function addTimingOptions<T extends Pick<SlashCommandBuilder, 'addStringOption' | 'addIntegerOption'>>(
  command: T,
): T {
  command
    .addStringOption((option) =>
      option
        .setName('digest')
        .setDescription('Post alerts together, instead of each as it comes')
        .addChoices(
          { name: 'every hour', value: 'hour' },
          { name: 'every day', value: 'day' },
          { name: 'every week', value: 'week' },
        ),
    )
    .addStringOption((option) =>
      option
        .setName('time')
        .setDescription(`When a daily or weekly digest comes, e.g. 18:30; without it, ${usualTime}`)
        .setMaxLength(5),
    )
    .addIntegerOption((option) =>
      option
        .setName('weekday')
        .setDescription('When a weekly digest comes; without it, on Monday')
        .addChoices(weekdays.map(([value, name]) => ({ name, value }))),
    )
    .addStringOption((option) =>
      option
        .setName('quiet')
        .setDescription('Hours in which nothing is posted, e.g. 22:00-07:00; it comes together after them')
        .setMaxLength(15),
    );
  return command;
}

/** "8:30" is "08:30". Throws UserError where it is no time of day. */
function readTime(typed: string): string {
  const time = timeOfDay.safeParse(typed.trim().padStart(5, '0'));
  if (time.success) return time.data;
  throw new UserError(`"${typed}" is no time of day: write it like 07:30.`);
}

function readQuiet(typed: string): QuietHours {
  const [from, to, ...rest] = typed.split(/[-–—]/);
  if (from === undefined || to === undefined || rest.length > 0) {
    throw new UserError(`"${typed}" are no hours: write them like 22:00-07:00.`);
  }
  const quiet = { from: readTime(from), to: readTime(to) };
  if (quiet.from === quiet.to) throw new UserError('Quiet hours need a beginning and an end that differ.');
  return quiet;
}

/** What the timing options ask for. Throws UserError where a time can't be read. */
export function timingOf({ options }: Pick<ChatInputCommandInteraction, 'options'>): {
  digest: Rhythm | null;
  quiet: QuietHours | null;
} {
  const every = options.getString('digest');
  const quiet = options.getString('quiet');
  const time = options.getString('time');
  const wanted = options.getInteger('weekday');
  if (time !== null && every !== 'day' && every !== 'week') {
    throw new UserError(
      'A time is for a digest of every day or every week: choose one of them under digest.',
    );
  }
  if (wanted !== null && every !== 'week') {
    throw new UserError('A weekday is for a digest of every week: choose that under digest.');
  }
  const at = readTime(time ?? usualTime);
  const weekday: Weekday = weekdays.find(([value]) => value === wanted)?.[0] ?? 1;
  const digest: Rhythm | null =
    every === 'hour'
      ? { every }
      : every === 'day'
        ? { every, at }
        : every === 'week'
          ? { every, weekday, at }
          : null;
  return { digest, quiet: quiet === null ? null : readQuiet(quiet) };
}

/** When a subscription's alerts come, in words; null for each as it comes. */
export function timingInWords(
  { digest, quiet }: Pick<Subscription, 'digest' | 'quiet'>,
  zone: string,
): string | null {
  const parts: string[] = [];
  if (digest?.every === 'hour') parts.push('together every hour');
  if (digest?.every === 'day') parts.push(`together every day at ${digest.at}`);
  if (digest?.every === 'week') {
    const name = weekdays.find(([value]) => value === digest.weekday)?.[1];
    parts.push(`together every ${name} at ${digest.at}`);
  }
  if (quiet !== null) parts.push(`not from ${quiet.from} to ${quiet.to}`);
  return parts.length === 0 ? null : `${parts.join(', ')} (${zone})`;
}
