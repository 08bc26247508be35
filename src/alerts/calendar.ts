import { DateTime } from 'luxon';
import type { QuietHours, Rhythm } from '../store/guilds.ts';

/** When a subscription wants its alerts, as far as it is not at once. */
export interface Wishes {
  readonly digest: Rhythm | null;
  readonly quiet: QuietHours | null;
}

/** "07:30" as what luxon sets. */
function clockTime(time: string): { hour: number; minute: number; second: 0; millisecond: 0 } {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return { hour, minute, second: 0, millisecond: 0 };
}

/**
 * When the next digest is due after `now`: once an hour, a day or a week of the calendar in `zone` (IANA). Where the
 * clocks go forward over its time, it is due as much later; where they go back over it, the first of the two times
 * counts. Milliseconds UTC.
 */
export function nextDigest(rhythm: Rhythm, zone: string, now: number): number {
  const here = DateTime.fromMillis(now, { zone });
  if (rhythm.every === 'hour') return here.startOf('hour').plus({ hours: 1 }).toMillis();
  const time = clockTime(rhythm.at);
  const [first, days] = rhythm.every === 'day' ? [here, 1] : [here.set({ weekday: rhythm.weekday }), 7];
  // From the start of the day: noon plus a day is not always 24 hours, and a time of day may not exist.
  const day = first.startOf('day');
  const candidates = [-1, 0, 1].map((n) =>
    day
      .plus({ days: days * n })
      .set(time)
      .toMillis(),
  );
  return candidates.find((at) => at > now) ?? now;
}

/** When quiet hours end that `now` is in, or null outside of them. From 22:00 to 07:00 is over midnight. */
export function quietUntil({ from, to }: QuietHours, zone: string, now: number): number | null {
  if (from === to) return null;
  const here = DateTime.fromMillis(now, { zone });
  const [start, end] = [here.set(clockTime(from)), here.set(clockTime(to))];
  const isOverMidnight = from > to;
  if (!isOverMidnight) return here >= start && here < end ? end.toMillis() : null;
  if (here >= start) return here.startOf('day').plus({ days: 1 }).set(clockTime(to)).toMillis();
  return here < end ? end.toMillis() : null;
}

function dueOf({ digest, quiet }: Wishes, zone: string, now: number): number {
  const at = digest === null ? now : nextDigest(digest, zone, now);
  return quiet === null ? at : (quietUntil(quiet, zone, at) ?? at);
}

/**
 * Until when a channel's alert waits, milliseconds UTC: as long as all of the subscriptions it is for want it to.
 * Null where one of them wants it now.
 */
export function holdUntil(subscriptions: readonly Wishes[], zone: string, now: number): number | null {
  const due = Math.min(...subscriptions.map((wishes) => dueOf(wishes, zone, now)));
  return due > now && Number.isFinite(due) ? due : null;
}
