import { UserError } from '../errors.ts';
import type { Guild, GuildAlias, GuildFeed, Subscription, Watchlist } from './guilds.ts';

/** The watchlist that is meant where none is named. */
export const defaultWatchlist = 'main';

/** Bounds of what one guild may set up, so that no guild is a burden to the others. */
export const guildLimits = {
  watchlists: 50,
  keywords: 1_000,
  feeds: 5_000,
  subscriptions: 200,
  aliases: 500,
};

const sameText = (a: string, b: string): boolean => a.localeCompare(b, 'en', { sensitivity: 'accent' }) === 0;

/** The watchlist of that name, whatever its capitals. */
export function findWatchlist(guild: Guild, name: string): Watchlist | undefined {
  return guild.watchlists.find((watchlist) => sameText(watchlist.name, name));
}

/** The watchlist of that name. Throws UserError where the guild has none. */
export function requireWatchlist(guild: Guild, name: string): Watchlist {
  const found = findWatchlist(guild, name);
  if (found !== undefined) return found;
  throw new UserError(
    guild.watchlists.length === 0
      ? 'Nothing is watched here yet: start with /watch add.'
      : `There is no watchlist "${name}": choose one of ${guild.watchlists.map((list) => list.name).join(', ')}.`,
  );
}

function refuseOver(count: number, limit: number, what: string): void {
  if (count >= limit)
    throw new UserError(`This server has ${limit} ${what}, which is the limit: remove one first.`);
}

/** Adds a keyword to a watchlist, which is made if it is new. Throws UserError where it is watched already. */
export function addKeyword(
  guild: Guild,
  { text, watchlist, userId, now }: { text: string; watchlist: string; userId: string; now: number },
): Guild {
  const list = findWatchlist(guild, watchlist) ?? { name: watchlist, keywords: [] };
  if (list.keywords.some((keyword) => keyword.text === text)) {
    throw new UserError(`"${text}" is watched already, in the watchlist "${list.name}".`);
  }
  if (!guild.watchlists.includes(list))
    refuseOver(guild.watchlists.length, guildLimits.watchlists, 'watchlists');
  refuseOver(
    guild.watchlists.reduce((sum, { keywords }) => sum + keywords.length, 0),
    guildLimits.keywords,
    'keywords',
  );
  const grown = { ...list, keywords: [...list.keywords, { text, addedBy: userId, addedAt: now }] };
  return { ...guild, watchlists: [...guild.watchlists.filter((other) => other !== list), grown] };
}

/** What `addKeyword` was given for a watched keyword, whatever its capitals. Throws UserError where it isn't watched. */
export function keywordOf(
  guild: Guild,
  { text, watchlist }: { text: string; watchlist: string },
): { text: string; watchlist: string; userId: string; now: number } {
  const list = requireWatchlist(guild, watchlist);
  const found =
    list.keywords.find((keyword) => keyword.text === text) ??
    list.keywords.find((keyword) => sameText(keyword.text, text));
  if (found === undefined) {
    throw new UserError(`"${text}" is not on the watchlist "${list.name}": /watch list shows what is.`);
  }
  return { text: found.text, watchlist: list.name, userId: found.addedBy, now: found.addedAt };
}

/** Takes a keyword off a watchlist. Throws UserError where it isn't on it. */
export function removeKeyword(guild: Guild, which: { text: string; watchlist: string }): Guild {
  const { text } = keywordOf(guild, which);
  const list = requireWatchlist(guild, which.watchlist);
  const shrunk = { ...list, keywords: list.keywords.filter((keyword) => keyword.text !== text) };
  return { ...guild, watchlists: guild.watchlists.map((other) => (other === list ? shrunk : other)) };
}

/** Puts another keyword in a keyword's place, wherever it is watched; the guild's aliases for it go. */
export function replaceKeyword(guild: Guild, from: string, to: string): Guild {
  return {
    ...guild,
    watchlists: guild.watchlists.map((list) => ({
      ...list,
      keywords: list.keywords
        .filter(({ text }) => text !== to)
        .map((keyword) => (keyword.text === from ? { ...keyword, text: to } : keyword)),
    })),
    aliases: guild.aliases.filter(({ keyword }) => keyword !== from),
  };
}

/** The keywords of a guild or of one of its watchlists, each once. */
export function keywordsOf(guild: Guild, watchlist: string | null = null): string[] {
  const lists =
    watchlist === null ? guild.watchlists : [findWatchlist(guild, watchlist)].flatMap((list) => list ?? []);
  return [...new Set(lists.flatMap(({ keywords }) => keywords.map(({ text }) => text)))];
}

/** The subscriptions of a watchlist. */
export function subscriptionsOf(guild: Guild, watchlist: string): readonly Subscription[] {
  return guild.subscriptions.filter((subscription) => sameText(subscription.watchlist, watchlist));
}

/** Subscribes a channel; what it had for the same watchlist is replaced. */
export function subscribe(guild: Guild, subscription: Subscription): Guild {
  const others = guild.subscriptions.filter((other) => !isSame(other, subscription));
  refuseOver(others.length, guildLimits.subscriptions, 'subscriptions');
  return { ...guild, subscriptions: [...others, subscription] };
}

/** Ends a channel's subscription. Throws UserError where it has none. */
export function unsubscribe(guild: Guild, which: { channelId: string; watchlist: string }): Guild {
  const subscriptions = guild.subscriptions.filter((other) => !isSame(other, which));
  if (subscriptions.length === guild.subscriptions.length) {
    throw new UserError(
      `<#${which.channelId}> is not subscribed to "${which.watchlist}": /subscriptions shows what is.`,
    );
  }
  return { ...guild, subscriptions };
}

function isSame(
  a: { channelId: string; watchlist: string },
  b: { channelId: string; watchlist: string },
): boolean {
  return a.channelId === b.channelId && sameText(a.watchlist, b.watchlist);
}

/** Adds a feed. Throws UserError where the guild reads it already. */
export function addFeed(guild: Guild, feed: GuildFeed, starters: readonly string[]): Guild {
  if (guild.feeds.some(({ url }) => url === feed.url)) {
    throw new UserError(`"${feed.title}" is read already: /feed list shows all feeds.`);
  }
  if (guild.starterFeeds && starters.includes(feed.url)) {
    if (!guild.removedStarterFeeds.includes(feed.url)) {
      throw new UserError(`"${feed.title}" is one of the starter feeds and is read already.`);
    }
    return { ...guild, removedStarterFeeds: guild.removedStarterFeeds.filter((url) => url !== feed.url) };
  }
  refuseOver(guild.feeds.length, guildLimits.feeds, 'feeds');
  return { ...guild, feeds: [...guild.feeds, feed] };
}

/** Takes a feed off, be it the guild's own or a starter feed. */
export function removeFeed(guild: Guild, url: string): Guild {
  return guild.feeds.some((feed) => feed.url === url)
    ? { ...guild, feeds: guild.feeds.filter((feed) => feed.url !== url) }
    : { ...guild, removedStarterFeeds: [...new Set([...guild.removedStarterFeeds, url])] };
}

/** Another name for a watched keyword, for this guild only. Throws UserError where it is one already. */
export function addAlias(guild: Guild, { keyword, alias }: GuildAlias): Guild {
  if (guild.aliases.some((own) => own.keyword === keyword && sameText(own.alias, alias))) {
    throw new UserError(`"${alias}" is an alias of "${keyword}" already.`);
  }
  if (!guild.watchlists.some(({ keywords }) => keywords.some(({ text }) => text === keyword))) {
    throw new UserError(`"${keyword}" is not watched here: /watch add it first.`);
  }
  refuseOver(guild.aliases.length, guildLimits.aliases, 'aliases');
  return { ...guild, aliases: [...guild.aliases, { keyword, alias }] };
}

/** The other names that a guild gave a keyword. */
export function aliasesOf({ aliases }: Pick<Guild, 'aliases'>, keyword: string): string[] {
  return aliases.filter((own) => own.keyword === keyword).map(({ alias }) => alias);
}

/** Takes an alias away. Throws UserError where the guild has none such. */
export function removeAlias(guild: Guild, { keyword, alias }: GuildAlias): Guild {
  const aliases = guild.aliases.filter((own) => !(own.keyword === keyword && sameText(own.alias, alias)));
  if (aliases.length < guild.aliases.length) return { ...guild, aliases };
  throw new UserError(`"${alias}" is no alias of "${keyword}" that was added here: /alias list shows them.`);
}
