import { readFile } from 'node:fs/promises';
import { loadStarterFeeds } from '../../config/feeds.ts';
import type { Settings } from '../../config/settings.ts';
import { systemClock } from '../clock.ts';
import { UserError } from '../errors.ts';
import { discoverAt } from '../feeds/discover.ts';
import { addressTyped } from '../feeds/discover-sites.ts';
import { createFetcher, type Fetcher } from '../feeds/fetch.ts';
import { importFeeds } from '../feeds/import-feeds.ts';
import { faultLines, importSummary } from '../feeds/import-report.ts';
import { parseOpml, writeOpml } from '../feeds/opml.ts';
import { createRoster } from '../feeds/roster.ts';
import { createGuilds } from '../store/guilds.ts';
import { type OnStoreEvent, openStore } from '../store/open.ts';
import { print, printAll, tell } from './output.ts';

/** As often as this many feeds, the progress of an import is told. */
const toldEvery = 100;

const onEvent: OnStoreEvent = (_level, _event, { error }) => {
  if (error !== undefined) tell(error);
};

async function withFetcher<T>(settings: Settings, work: (fetcher: Fetcher) => Promise<T>): Promise<T> {
  const fetcher = createFetcher({ allowPrivateHosts: settings.allowPrivateHosts });
  try {
    return await work(fetcher);
  } finally {
    await fetcher.close();
  }
}

/** `feeds find`: what `/feed add` would offer. */
export function findFeedsCommand(address: string, { json = false }, settings: Settings): Promise<void> {
  return withFetcher(settings, async ({ fetch }) => {
    const found = await discoverAt(addressTyped(address), fetch);
    printAll(found, json, ({ url, title, newest }) => `${url}\n    ${title}: ${newest ?? 'no entry yet'}`);
  });
}

/** Opens the store for one guild: the one that is named, or the only one there is. Throws UserError. */
async function withGuild<T>(
  { guild: named, access }: { guild?: string; access: 'own' | 'read' },
  settings: Settings,
  work: (
    guildId: string,
    parts: Pick<Parameters<typeof importFeeds>[2], 'guilds' | 'feedsOf' | 'starters'>,
  ) => Promise<T>,
): Promise<T> {
  const starters = loadStarterFeeds(settings.feedsFile);
  const store = await openStore(settings.storeUrl, { clock: systemClock, access, onEvent });
  try {
    const guilds = createGuilds({ store });
    const roster = createRoster({ guilds, starters, store });
    await roster.load();
    await guilds.load();
    const ids = Array.from(guilds.all(), ({ id }) => id);
    const [only, ...others] = named === undefined ? ids : ids.filter((id) => id === named);
    if (only === undefined || others.length > 0) {
      throw new UserError(
        named === undefined
          ? `There are ${ids.length} guilds in the store: name one with --guild, as in --guild ${ids[0] ?? 'ID'}.`
          : `There is no guild ${named} in the store: it holds ${ids.join(', ') || 'none'}.`,
      );
    }
    const feedsOf = (guildId: string) => roster.feedsOf(guilds.get(guildId));
    return await work(only, { guilds, feedsOf, starters });
  } finally {
    await store.close();
  }
}

/** `feeds import`: adds the feeds of an OPML file to a guild. The bot must be stopped. */
export async function importFeedsCommand(
  path: string,
  options: { guild?: string },
  settings: Settings,
): Promise<void> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new UserError(`${path} can't be read: give the path of an OPML file.`, { cause });
  });
  const opml = parseOpml(bytes);
  await withFetcher(settings, ({ fetch }) =>
    withGuild({ ...options, access: 'own' }, settings, async (guildId, parts) => {
      const report = await importFeeds(
        opml,
        {
          guildId,
          userId: 'terminal',
          onProgress({ checked, total }) {
            if (checked % toldEvery === 0) tell(`Read ${checked} of ${total} feeds.`);
          },
          signal: new AbortController().signal,
        },
        { ...parts, fetch, clock: systemClock },
      );
      importSummary(report).forEach(print);
      faultLines(report).forEach(print);
    }),
  );
}

/** `feeds export`: the feeds of a guild as OPML on standard output. */
export function exportFeedsCommand(options: { guild?: string }, settings: Settings): Promise<void> {
  return withGuild({ ...options, access: 'read' }, settings, async (guildId, { guilds, feedsOf }) => {
    const tags = new Map(guilds.get(guildId).feeds.map((feed) => [feed.url, feed.tags]));
    const feeds = feedsOf(guildId).map((feed) => ({ ...feed, tags: tags.get(feed.url) ?? [] }));
    print(writeOpml('Feeds of Wirewatch', feeds, systemClock.now()).trimEnd());
  });
}
