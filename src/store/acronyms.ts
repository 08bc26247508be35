import { createHash } from 'node:crypto';
import { z } from 'zod';
import { findDefinitions } from '../match/learn.ts';
import { patternKey } from '../match/patterns.ts';
import type { Records, Store } from './store.ts';

const meaning = z.object({
  expansion: z.string(),
  /** The feeds that wrote it, by a short hash; at most as many as say enough. */
  feeds: z.array(z.string()),
  times: z.number(),
});
const acronymRecord = z.object({ acronym: z.string(), meanings: z.array(meaning) });

type AcronymRecord = z.infer<typeof acronymRecord>;

/** What news was seen to mean by an acronym. */
export interface Learned {
  readonly acronym: string;
  readonly expansion: string;
  /** Different feeds, counted up to 10. */
  readonly sources: number;
  readonly times: number;
}

/** Counts the definitions of acronyms that news gives. */
export interface AcronymBook {
  /** Counts what an item defines; no store call for one that defines nothing. */
  record(item: {
    readonly title: string;
    readonly text: string;
    readonly feed: { readonly url: string };
  }): Promise<void>;
  /** What an acronym was seen to mean, most often first. */
  meaningsOf(acronym: string): Promise<readonly Learned[]>;
}

const keptMs = 60 * 24 * 3_600_000;
const mostMeanings = 12;
const mostFeeds = 10;

const feedKey = (url: string): string => createHash('sha256').update(url).digest('base64url').slice(0, 8);

function counted(before: AcronymRecord, expansion: string, feed: string): AcronymRecord {
  const key = patternKey(expansion);
  const known = before.meanings.find((one) => patternKey(one.expansion) === key);
  const grown = {
    expansion: known?.expansion ?? expansion,
    feeds: [...new Set([...(known?.feeds ?? []), feed])].slice(0, mostFeeds),
    times: (known?.times ?? 0) + 1,
  };
  const meanings = [...before.meanings.filter((one) => one !== known), grown]
    .toSorted((a, b) => b.feeds.length - a.feeds.length || b.times - a.times)
    .slice(0, mostMeanings);
  return { ...before, meanings };
}

/** The book over the store; a meaning that is not seen for 60 days is forgotten with its acronym. */
export function createAcronymBook({ store }: { store: Store }): AcronymBook {
  const records: Records<AcronymRecord> = store.records('acronyms', acronymRecord);
  return {
    async record({ title, text, feed }) {
      for (const { acronym, expansion } of [...findDefinitions(title), ...findDefinitions(text)]) {
        const before = (await records.get(acronym)) ?? { acronym, meanings: [] };
        await records.set(acronym, counted(before, expansion, feedKey(feed.url)), { ttlMs: keptMs });
      }
    },
    async meaningsOf(acronym) {
      const meanings = (await records.get(acronym))?.meanings ?? [];
      return meanings.map(({ expansion, feeds, times }) => ({
        acronym,
        expansion,
        sources: feeds.length,
        times,
      }));
    },
  };
}
