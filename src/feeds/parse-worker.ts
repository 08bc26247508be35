import { FeedError, type FeedErrorKind } from '../errors.ts';
import type { ParsedFeed } from './item.ts';
import { type FeedSource, parseFeed } from './parse.ts';

/** What is asked of the thread; `now` is in milliseconds UTC. */
export interface ParseTask {
  readonly source: FeedSource;
  readonly now: number;
}

/** What it answers: classes of errors don't pass from one thread to another. */
export type ParseAnswer =
  | { readonly status: 'parsed'; readonly feed: ParsedFeed }
  | { readonly status: 'failed'; readonly kind: FeedErrorKind; readonly message: string };

/** Parses in a thread of its own; see createFeedParser. */
export default async function parse({ source, now }: ParseTask): Promise<ParseAnswer> {
  try {
    return { status: 'parsed', feed: await parseFeed(source, { clock: { now: () => now } }) };
  } catch (error) {
    if (!(error instanceof FeedError)) throw error;
    return { status: 'failed', kind: error.kind, message: error.message };
  }
}
