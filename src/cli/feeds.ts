import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { loadAliases } from '../../config/aliases.ts';
import type { Settings } from '../../config/settings.ts';
import { tellItem } from '../alerts/compose.ts';
import { extractStory, type Report } from '../alerts/summaries.ts';
import { systemClock } from '../clock.ts';
import { FeedError, messageOf, UserError } from '../errors.ts';
import type { FetchedDocument } from '../feeds/document.ts';
import { describeFault } from '../feeds/fault.ts';
import { createFetcher } from '../feeds/fetch.ts';
import type { Item, ParsedFeed } from '../feeds/item.ts';
import { parseFeed } from '../feeds/parse.ts';
import type { KeywordHit } from '../match/match.ts';
import { createMatching } from '../match/matching.ts';
import { openStore } from '../store/open.ts';
import { createStoryBook } from '../stories/story-book.ts';
import { createRenaming } from '../stories/terms/names.ts';
import { printAll, tell } from './output.ts';

async function readDocument(
  place: string,
  fetch: ReturnType<typeof createFetcher>['fetch'],
): Promise<FetchedDocument> {
  if (/^https?:/i.test(place)) {
    const fetched = await fetch(place);
    if (fetched.status === 'fetched') return fetched;
    throw new FeedError('status', `${place} answered that nothing changed, which was not asked.`);
  }
  try {
    return {
      status: 'fetched',
      url: pathToFileURL(place).href,
      contentType: null,
      bytes: await readFile(place),
      validators: { etag: null, lastModified: null },
    };
  } catch (error) {
    throw new UserError(`${place} can't be read: give the path of a file or an http(s) address.`, {
      cause: error,
    });
  }
}

async function withFeeds<T>(
  settings: Settings,
  work: (read: (place: string) => Promise<ParsedFeed>) => Promise<T>,
): Promise<T> {
  const fetcher = createFetcher({ allowPrivateHosts: settings.allowPrivateHosts });
  try {
    return await work(async (place) => parseFeed(await readDocument(place, fetcher.fetch)));
  } finally {
    await fetcher.close();
  }
}

/** `parse`: the normalised items of one feed; a word on stderr where it had to be mended. */
export async function parseCommand(place: string, { json = false }, settings: Settings): Promise<void> {
  const { items, fault } = await withFeeds(settings, (read) => read(place));
  if (fault !== null) tell(`${place} ${describeFault(fault)}.`);
  printAll(
    items.map(({ feed: _feed, ...item }) => item),
    json,
    (item) => `${item.publishedAt ?? 'undated'}  ${item.title}\n    ${item.url ?? 'no link'}`,
  );
}

interface Told extends ReturnType<typeof tellItem> {
  readonly storyId: string;
  /** The items of the story, in the order in which they came. */
  readonly reports: readonly Report[];
}

/** Adds a further item of a story that is told already: one more source, and what else was found. */
function grow(told: Told, item: Item, hits: readonly KeywordHit[]): Told {
  const more = tellItem(item, hits, []);
  const isKnown = told.sources.some(({ title, url }) => title === item.feed.title && url === item.url);
  return {
    ...told,
    reports: [...told.reports, { item, hits }],
    sources: isKnown ? told.sources : [...told.sources, ...more.sources],
    reasons: [...told.reasons, ...more.reasons.filter(({ keyword }) => !told.keywords.includes(keyword))],
    keywords: [...new Set([...told.keywords, ...more.keywords])],
  };
}

/** What was found, each wording once, whether in the title or the text. */
function matchedOf(reasons: Told['reasons']) {
  const matched = reasons.map(({ keyword, alias, text }) => ({
    keyword,
    ...(alias === undefined ? {} : { alias }),
    text,
  }));
  return [...new Map(matched.map((match) => [JSON.stringify(match), match])).values()];
}

/** `once`: the whole job on what the feeds hold now, without Discord. */
export async function onceCommand(
  { feed: places, watch, json = false }: { feed: string[]; watch: string[]; json?: boolean },
  settings: Settings,
): Promise<void> {
  const aliases = loadAliases(settings.aliasesFile);
  const matching = createMatching(aliases, {
    inflected: settings.inflectedLanguages,
  });
  for (const keyword of watch) matching.index.add({ keyword, aliases: [], owner: '' });
  const store = await openStore('memory:', { clock: systemClock });
  const stories = createStoryBook({ store, rename: createRenaming(aliases) });
  const told = new Map<string, Told>();
  const failures: string[] = [];

  await withFeeds(settings, async (read) => {
    for (const place of places) {
      try {
        const { items } = await read(place);
        for (const item of items) {
          const { storyId } = await stories.assign(item);
          const hits = matching.index.search(item);
          if (hits.length === 0) continue;
          const known = told.get(storyId);
          told.set(
            storyId,
            known === undefined
              ? { storyId, reports: [{ item, hits }], ...tellItem(item, hits, []) }
              : grow(known, item, hits),
          );
        }
      } catch (error) {
        failures.push(messageOf(error));
      }
    }
  });
  await store.close();
  for (const failure of failures) tell(failure);

  const plain = (spans: Told['title']) => spans.map(({ text }) => text).join('');
  printAll(
    told.values().map((one) => ({
      storyId: one.storyId,
      title: plain(one.title),
      url: one.url,
      summary: plain(extractStory(one.reports)),
      matched: matchedOf(one.reasons),
      sources: one.sources,
    })),
    json,
    ({ title, url, summary, matched, sources }) =>
      [
        title,
        `    ${url ?? 'no link'} (${sources.map((source) => source.title).join(', ')})`,
        `    ${summary}`,
        `    matched: ${[...new Set(matched.map(({ keyword }) => keyword))].join(', ')}`,
      ].join('\n'),
  );
  if (failures.length === places.length) throw new UserError('None of the feeds could be read.');
}
