import { createHash } from 'node:crypto';
import type { Item } from '../feeds/item.ts';
import type { KeywordHit, Match } from '../match/match.ts';
import type { Summarise, Summary } from '../summary/summary.ts';
import type { Alert, Reason, Span } from './alert.ts';
import type { Listener } from './audience.ts';

/** Evidence kept with an alert; more places of the same words explain nothing more. */
const reasonsKept = 10;

/** The id of a channel's alert for a story: 22 characters that always come out the same. */
export function alertId(channelId: string, storyId: string): string {
  return createHash('sha256').update(`${channelId}\n${storyId}`).digest('base64url').slice(0, 22);
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Cuts a text into spans, strong where a range lies; ranges may overlap and come in any order. */
export function toSpans(text: string, ranges: readonly Range[]): Span[] {
  const spans: Span[] = [];
  let at = 0;
  const push = (end: number, strong: boolean) => {
    if (end > at) spans.push({ text: text.slice(at, end), strong });
    at = Math.max(at, end);
  };
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    push(Math.min(start, text.length), false);
    push(Math.min(end, text.length), true);
  }
  push(text.length, false);
  return spans;
}

/** Carries places in the item's text over to the summary: its sentences stand in it one space apart. */
function summaryRanges(summary: Summary, matches: readonly Match[]): Range[] {
  const ranges: Range[] = [];
  let place = 0;
  for (const sentence of summary.sentences) {
    for (const { start, end } of matches) {
      if (start >= sentence.start && end <= sentence.end) {
        ranges.push({ start: place + start - sentence.start, end: place + end - sentence.start });
      }
    }
    place += sentence.end - sentence.start + 1;
  }
  return ranges;
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

/** The parts of an alert that come from the item and what was found in it. */
export function tellItem(item: Item, hits: readonly KeywordHit[], summarise: Summarise) {
  const matches = hits.flatMap((hit) => hit.matches);
  const inText = matches.filter(({ field }) => field === 'text');
  const summary = summarise({ title: item.title, text: item.text, lang: item.lang, focus: inText });
  return {
    title: toSpans(
      item.title,
      matches.filter(({ field }) => field === 'title'),
    ),
    url: item.url,
    summary: toSpans(summary.text, summaryRanges(summary, inText)),
    publishedAt: item.publishedAt,
    image: item.image,
    keywords: unique(hits.map(({ keyword }) => keyword)),
    reasons: reasonsOf(hits),
    sources: [{ title: item.feed.title, url: item.url }],
  };
}

/** The alert that tells one channel about an item's story. */
export function composeAlert(
  { item, storyId, listener, now }: { item: Item; storyId: string; listener: Listener; now: number },
  summarise: Summarise,
): Alert {
  const { guildId, channelId, subscriptions, hits } = listener;
  return {
    id: alertId(channelId, storyId),
    storyId,
    guildId,
    channelId,
    watchlists: unique(subscriptions.map(({ watchlist }) => watchlist)),
    mentionRoleIds: unique(subscriptions.flatMap(({ mentionRoleId }) => mentionRoleId ?? [])),
    ...tellItem(item, hits, summarise),
    createdAt: now,
  };
}
