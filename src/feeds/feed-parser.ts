import PQueue from 'p-queue';
import { Tinypool } from 'tinypool';
import type { Clock } from '../clock.ts';
import { FeedError } from '../errors.ts';
import type { ParsedFeed } from './item.ts';
import { type FeedSource, parseFeed } from './parse.ts';
import type { ParseAnswer, ParseTask } from './parse-worker.ts';
import { placeOf } from './url.ts';

/** Reads feeds; see parseFeed. */
export interface FeedParser {
  /** Throws FeedError. */
  parse(source: FeedSource): Promise<ParsedFeed>;
  /** Ends the thread. */
  close(): Promise<void>;
}

/** Smaller documents are read sooner than they are handed over: about 10 ms, in bytes. */
const smallest = 200_000;
/** No document of the size that is fetched takes so long, unless it was made to. Milliseconds. */
const longestMs = 20_000;
/** A thread that has nothing to do is ended after this long, in milliseconds, for the sake of its memory. */
const idleMs = 30_000;
/** Of the thread's heap, in megabytes: ten times what a document of the largest size needs. */
const mostMemory = 512;

/** Runs as TypeScript and as what it is compiled to. */
const worker = new URL(
  import.meta.url.endsWith('.ts') ? './parse-worker.ts' : './parse-worker.js',
  import.meta.url,
);

/**
 * Reads feeds, large ones in a thread beside the main one, which goes on meanwhile. What takes longer than `limitMs`
 * there, or more memory than a feed can need, is ended and fails as 'malformed'.
 */
export function createFeedParser({
  clock,
  asideBytes = smallest,
  limitMs = longestMs,
}: {
  readonly clock: Clock;
  readonly asideBytes?: number;
  readonly limitMs?: number;
}): FeedParser {
  const pool = new Tinypool({
    filename: worker.href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: idleMs,
    resourceLimits: { maxOldGenerationSizeMb: mostMemory },
  });
  // The limit of a document begins when its turn comes.
  const queue = new PQueue({ concurrency: 1 });

  async function parseAside({ bytes, contentType, url }: FeedSource): Promise<ParsedFeed> {
    const task: ParseTask = { source: { bytes, contentType, url }, now: clock.now() };
    let answer: ParseAnswer;
    try {
      answer = await queue.add(() => pool.run(task, { signal: AbortSignal.timeout(limitMs) }));
    } catch (error) {
      throw new FeedError(
        'malformed',
        `${placeOf(url)} takes more time or memory to read than a feed can need: use another feed of the site.`,
        { cause: error },
      );
    }
    if (answer.status === 'failed') throw new FeedError(answer.kind, answer.message);
    return answer.feed;
  }

  return {
    parse: (source) =>
      source.bytes.byteLength < asideBytes ? parseFeed(source, { clock }) : parseAside(source),
    async close() {
      queue.clear();
      await pool.destroy();
    },
  };
}
