import { z } from 'zod';
import { FeedError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import { feedKey } from './feed-key.ts';
import type { FeedRef } from './item.ts';

const replacementRecord = z.object({ url: z.string(), title: z.string() });

/** An offer is kept for as long as the notice with its button may be answered: 60 days. */
const keptMs = 60 * 24 * 3_600_000;

/** Looks for feeds that can stand in for those that fail. */
export interface Replacements {
  /** Looks where the feed was and on its site; what is found is remembered. Null where there is none. */
  find(url: string): Promise<FeedRef | null>;
  /** What was found for a feed the last time. */
  found(url: string): Promise<FeedRef | null>;
}

/** The address as it was given, then the site's front page. */
function placesOf(url: string): string[] {
  const parsed = URL.parse(url);
  return parsed === null ? [] : [url, `${parsed.origin}/`];
}

/** Replacements over the store; `discover` is how feeds are found at an address. */
export function createReplacements({
  store,
  discover,
}: {
  store: Store;
  discover: (url: string) => Promise<readonly FeedRef[]>;
}): Replacements {
  const records = store.records('feed-replacements', replacementRecord);

  async function look(url: string, place: string): Promise<FeedRef | null> {
    try {
      const feeds = await discover(place);
      return feeds.find((feed) => feed.url !== url) ?? null;
    } catch (error) {
      if (error instanceof FeedError) return null;
      throw error;
    }
  }

  return {
    async find(url) {
      for (const place of placesOf(url)) {
        const feed = await look(url, place);
        if (feed === null) continue;
        await records.set(feedKey(url), { url: feed.url, title: feed.title }, { ttlMs: keptMs });
        return feed;
      }
      await records.delete(feedKey(url));
      return null;
    },
    found: async (url) => (await records.get(feedKey(url))) ?? null,
  };
}
