import { type DigestReason, digestId } from './digest.ts';
import type { OutboxEntry } from './outbox.ts';

/** When the alerts that wait for a channel come in one message, and in which order they come else. */
export interface Folding {
  readonly order: 'oldest-first' | 'newest-first';
  /** Fold where at least so many wait; 0 for never. */
  readonly count: number;
  /** Fold where some have waited for longer, in milliseconds; 0 for never. */
  readonly ageMs: number;
}

/** What one message is to tell: one alert, or several as a digest. */
export interface Batch {
  /** At least one, in the order of the line. */
  readonly entries: readonly [OutboxEntry, ...OutboxEntry[]];
  readonly digest: { readonly id: string; readonly reason: DigestReason } | null;
}

/** One or two alerts that waited for long are no flood. */
const fewestOld = 3;
/** A digest with more would be a long transaction and no better to read. */
const mostFolded = 500;

function isOne(entries: readonly OutboxEntry[]): entries is readonly [OutboxEntry, ...OutboxEntry[]] {
  return entries.length > 0;
}

/** Whether an entry waits for its time, which is not yet. */
export const isHeld = ({ holdUntil, state }: OutboxEntry, now: number): boolean =>
  state !== 'sending' && holdUntil !== null && holdUntil > now;

/** What is in doubt keeps the form in which it was handed to Discord, so that it is found there, or known by its nonce. */
function batchInDoubt(queue: readonly OutboxEntry[]): Batch | null {
  const first = queue.find(({ state }) => state === 'sending');
  if (first === undefined) return null;
  const { digest } = first;
  if (digest === null) return { entries: [first], digest };
  const members = queue.filter((entry) => entry.state === 'sending' && entry.digest?.id === digest.id);
  return isOne(members) ? { entries: members, digest } : null;
}

/**
 * What may be told together next. What Discord refused would take all others of a digest down with it. What is
 * suspected of that is told alone, and in its turn: nothing behind it in the line is folded past it.
 */
function foldableOf(queue: readonly OutboxEntry[], isOldestFirst: boolean): OutboxEntry[] {
  const isSuspect = ({ state }: OutboxEntry) => state === 'suspect';
  const first = queue.findIndex(isSuspect);
  const reachable = isOldestFirst
    ? queue.slice(0, first === -1 ? queue.length : first)
    : queue.slice(queue.findLastIndex(isSuspect) + 1);
  return reachable.filter(({ state }) => state !== 'refused');
}

function reasonToFold(
  entries: readonly OutboxEntry[],
  { count, ageMs }: Folding,
  { now, isLast, isScheduled }: { now: number; isLast: boolean; isScheduled: boolean },
): DigestReason | null {
  if (entries.length < 2) return null;
  if (isScheduled) return 'scheduled';
  if (isLast) return 'burst';
  if (count > 0 && entries.length >= count) return 'many';
  const isOld = ({ alert }: OutboxEntry) => now - alert.createdAt > ageMs;
  return ageMs > 0 && entries.filter(isOld).length >= fewestOld ? 'old' : null;
}

/**
 * What a channel is told next of what waits for it, in line; null where nothing does. `isLast` says that it is
 * the last message of the channel's share: it tells all that waits.
 */
export function nextBatch(
  line: readonly OutboxEntry[],
  folding: Folding,
  moment: { now: number; isLast: boolean },
): Batch | null {
  const doubtful = batchInDoubt(line);
  if (doubtful !== null) return doubtful;
  const queue = line.filter((entry) => !isHeld(entry, moment.now));
  const isOldestFirst = folding.order === 'oldest-first';
  const whole = foldableOf(queue, isOldestFirst);
  const scheduled = whole.filter((entry) => entry.holdUntil !== null);
  const isScheduled = scheduled.length > 1;
  const foldable = isScheduled ? scheduled : whole;
  const reason = reasonToFold(foldable, folding, { ...moment, isScheduled });
  if (reason !== null) {
    const folded = isOldestFirst ? foldable.slice(0, mostFolded) : foldable.slice(-mostFolded);
    const [channelId = ''] = folded.map(({ alert }) => alert.channelId);
    const id = digestId(
      channelId,
      folded.map(({ alert }) => alert.id),
    );
    if (isOne(folded)) return { entries: folded, digest: { id, reason } };
  }
  const next = isOldestFirst ? queue[0] : queue.at(-1);
  return next === undefined ? null : { entries: [next], digest: null };
}
