import { areGenerated } from './rhythm.ts';

/** Fewer unknown entries, or a smaller share of the document, are never a surge, nor what follows a shorter document. */
const fewest = 5;
const share = 0.8;
/** Entries without a date may be so many times as many as the feed's rhythm explains, and so many more. */
const undatedTimes = 3;
const undatedMore = 3;

/** What is remembered of a feed's documents, as far as surges go. All times in milliseconds UTC. */
export interface SurgeMemory {
  readonly baselineAt: number;
  /** When an entry last came or went. */
  readonly changedAt: number | null;
  /** The newest date that an entry ever had; null where none had one. */
  readonly newest: number | null;
  /** How many entries its last document had. */
  readonly size: number;
}

/** An unknown entry of the document that is looked at. */
export interface Unknown {
  readonly id: string;
  readonly publishedAt: string | null;
}

/** Whether these are so many of a document's entries that something else than news may have happened. */
export function isMost(count: number, size: number): boolean {
  return count >= fewest && count >= size * share;
}

/**
 * The ids of unknown entries that a surge brought in: four fifths of the document, five entries at least, were never
 * seen, and more than half of those can't be news. An entry can be news if it is dated after everything that the feed
 * showed before; without a date (or where all dates are that of the request), if there are not many more than the
 * feed's rhythm (`gapMs`, the mean time between entries) brings in the time since the document last changed.
 *
 * A page that is new as a whole because nobody looked for a day, or because a cache stood still, passes; one of old
 * entries under new ids and addresses, of another site, or of an error page doesn't. What can be news is told even then.
 */
export function sweptIn(
  unknown: readonly Unknown[],
  { size, memory, gapMs, now }: { size: number; memory: SurgeMemory; gapMs: number | null; now: number },
): ReadonlySet<string> {
  if (memory.size < fewest || !isMost(unknown.length, size)) return new Set();
  const dates = new Map(
    unknown.flatMap(({ id, publishedAt }) =>
      publishedAt === null ? [] : [[id, Date.parse(publishedAt)] as const],
    ),
  );
  const { newest } = memory;
  const areDatesTold = newest !== null && !areGenerated([...dates.values()], now);
  const undated = unknown.filter(({ id }) => !areDatesTold || !dates.has(id));
  const old = unknown.filter(
    ({ id }) => areDatesTold && (dates.get(id) ?? Number.POSITIVE_INFINITY) <= newest,
  );

  const sinceMs = now - (memory.changedAt ?? memory.baselineAt);
  const explained = sinceMs / (gapMs ?? Math.max(1, now - memory.baselineAt));
  const isFlood = undated.length > undatedMore + undatedTimes * explained;
  const suspicious = [...old, ...(isFlood ? undated : [])];
  return new Set(suspicious.length * 2 > unknown.length ? suspicious.map(({ id }) => id) : []);
}
