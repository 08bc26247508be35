import type { Item } from '../feeds/item.ts';
import type { KeywordHit } from '../match/match.ts';
import { shortHash } from '../short-hash.ts';
import type { Alert, Reason, Span } from './alert.ts';
import type { Listener } from './audience.ts';
import { toSpans } from './spans.ts';

/** Evidence kept with an alert; more places of the same words explain nothing more. */
const reasonsKept = 10;

/** The id of a channel's alert for a story: 22 characters that always come out the same. */
export function alertId(channelId: string, storyId: string): string {
  return shortHash(`${channelId}\n${storyId}`);
}

function reasonsOf(hits: readonly KeywordHit[]): Reason[] {
  const reasons = new Map<string, Reason>();
  for (const { keyword, alias, text, field } of hits.flatMap((hit) => hit.matches)) {
    const reason: Reason = { keyword, ...(alias === undefined ? {} : { alias }), text, field };
    reasons.set(JSON.stringify(reason), reason);
  }
  return [...reasons.values()].slice(0, reasonsKept);
}

const unique = (values: readonly string[]): string[] => [...new Set(values)];

/** The parts of an alert that come from the item, what was found in it and its summary. */
export function tellItem(item: Item, hits: readonly KeywordHit[], summary: readonly Span[]) {
  const matches = hits.flatMap((hit) => hit.matches);
  return {
    title: toSpans(
      item.title,
      matches.filter(({ field }) => field === 'title'),
    ),
    url: item.url,
    summary: [...summary],
    publishedAt: item.publishedAt,
    image: item.image,
    keywords: unique(hits.map(({ keyword }) => keyword)),
    reasons: reasonsOf(hits),
    sources: [{ title: item.feed.title, url: item.url }],
  };
}

/** The alert that tells one channel about an item's story. */
export function composeAlert({
  item,
  storyId,
  listener,
  summary,
  now,
}: {
  item: Item;
  storyId: string;
  listener: Listener;
  summary: readonly Span[];
  now: number;
}): Alert {
  const { guildId, channelId, subscriptions, hits } = listener;
  return {
    id: alertId(channelId, storyId),
    storyId,
    guildId,
    channelId,
    watchlists: unique(subscriptions.map(({ watchlist }) => watchlist)),
    mentionRoleIds: unique(subscriptions.flatMap(({ mentionRoleId }) => mentionRoleId ?? [])),
    ...tellItem(item, hits, summary),
    createdAt: now,
  };
}
