import type { Clock } from '../clock.ts';
import { FeedError, type FeedErrorKind, UserError } from '../errors.ts';
import { addFeed, guildLimits } from '../store/guild-changes.ts';
import type { GuildFeed, Guilds } from '../store/guilds.ts';
import type { Fetch } from './document.ts';
import type { FeedRef } from './item.ts';
import { createLanes } from './lanes.ts';
import type { LineFault, OpmlEntry, OpmlFile } from './opml.ts';
import { parseFeed } from './parse.ts';
import { canonicalUrl } from './url.ts';

/** Feeds that are read at once, of all hosts and of one. */
const limits = { concurrency: 8, perHost: 2 };
/** The guild is written once for so many feeds. */
const batchSize = 50;

/** Failures that pass: such a feed is taken, and read as soon as it can be. */
const passing: ReadonlySet<FeedErrorKind> = new Set(['timeout', 'server', 'rate-limited']);

/** How far an import is. */
export interface ImportProgress {
  readonly total: number;
  readonly checked: number;
  readonly added: number;
}

/** What became of a file. */
export interface ImportReport {
  /** Feeds in the file. */
  readonly total: number;
  readonly added: number;
  /** Of those added, the ones that could not be read just now. */
  readonly late: number;
  /** Feeds that were read before, or stand in the file more than once. */
  readonly known: number;
  /** Feeds for which there was no more room. */
  readonly overLimit: number;
  /** Feeds that were not reached in time. */
  readonly notReached: number;
  /** Lines that were not taken, in the order of the file. */
  readonly faults: readonly LineFault[];
}

/** What an import needs. */
export interface ImportParts {
  readonly guilds: Guilds;
  /** What the guild reads now, starter feeds included. */
  readonly feedsOf: (guildId: string) => readonly FeedRef[];
  readonly starters: readonly FeedRef[];
  readonly fetch: Fetch;
  readonly clock: Clock;
}

type Checked =
  | { readonly status: 'readable' | 'late'; readonly feed: FeedRef }
  | { readonly status: 'refused'; readonly says: string };

async function check({ url, title }: OpmlEntry, fetch: Fetch, signal: AbortSignal): Promise<Checked> {
  try {
    const document = await fetch(url, undefined, signal);
    if (document.status !== 'fetched') return { status: 'late', feed: { url, title } };
    const parsed = await parseFeed(document);
    return { status: 'readable', feed: { url: document.address ?? url, title: parsed.title || title } };
  } catch (error) {
    if (!(error instanceof FeedError)) throw error;
    return passing.has(error.kind)
      ? { status: 'late', feed: { url, title } }
      : { status: 'refused', says: error.message };
  }
}

/**
 * Adds the feeds of a file to a guild. Each is read before it is taken; what is in it already is not posted. What can't
 * be read is left out, unless the failure is one that passes. Stops at the guild's limit, or when `signal` is aborted:
 * what was taken until then stays, and the same file can be given again. Throws StoreError.
 */
export async function importFeeds(
  file: OpmlFile,
  {
    guildId,
    userId,
    onProgress,
    signal,
  }: {
    guildId: string;
    userId: string;
    onProgress: (progress: ImportProgress) => void;
    signal: AbortSignal;
  },
  { guilds, feedsOf, starters, fetch, clock }: ImportParts,
): Promise<ImportReport> {
  const starterUrls = starters.map(({ url }) => url);
  const taken = new Set(feedsOf(guildId).map(({ url }) => canonicalUrl(url)));
  const faults: LineFault[] = [...file.faults];
  const fresh = file.entries.filter(({ url }) => {
    const key = canonicalUrl(url);
    if (taken.has(key)) return false;
    taken.add(key);
    return true;
  });
  const room = Math.max(0, guildLimits.feeds - guilds.get(guildId).feeds.length);
  const counts = { checked: 0, added: 0, late: 0, known: file.entries.length - fresh.length, overLimit: 0 };
  let waiting: { line: number; feed: GuildFeed }[] = [];
  let writing: Promise<unknown> = Promise.resolve();

  function flush(): void {
    const batch = waiting;
    waiting = [];
    writing = writing.then(() =>
      guilds.update(guildId, (guild) =>
        batch.reduce((changed, { feed }) => {
          try {
            const grown = addFeed(changed, feed, starterUrls);
            counts.added += 1;
            return grown;
          } catch (error) {
            if (!(error instanceof UserError)) throw error;
            // Where several addresses lead to one feed, or the guild was filled up meanwhile.
            if (changed.feeds.length >= guildLimits.feeds) counts.overLimit += 1;
            else counts.known += 1;
            return changed;
          }
        }, guild),
      ),
    );
    writing.catch(() => {});
  }

  async function take(entry: OpmlEntry): Promise<void> {
    if (signal.aborted) return;
    let checked: Checked;
    try {
      checked = await check(entry, fetch, signal);
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
    counts.checked += 1;
    if (checked.status === 'refused') faults.push({ line: entry.line, says: checked.says });
    else {
      if (checked.status === 'late') counts.late += 1;
      const feed = { ...checked.feed, tags: [...entry.tags], addedBy: userId, addedAt: clock.now() };
      waiting.push({ line: entry.line, feed });
      if (waiting.length >= batchSize) flush();
    }
    onProgress({ total: fresh.length, checked: counts.checked, added: counts.added + waiting.length });
  }

  const lanes = createLanes(limits);
  const reachable = fresh.slice(0, room);
  counts.overLimit = fresh.length - reachable.length;
  await Promise.all(
    reachable.map((entry) => lanes.run(entry.url, { isFailing: false, isAwaited: false }, () => take(entry))),
  );
  if (waiting.length > 0) flush();
  await writing;
  const { checked, ...counted } = counts;
  return {
    ...counted,
    total: file.entries.length + file.faults.length,
    notReached: reachable.length - checked,
    faults: faults.toSorted((a, b) => a.line - b.line),
  };
}
