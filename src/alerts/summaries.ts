import type { Item } from '../feeds/item.ts';
import type { KeywordHit, Match } from '../match/match.ts';
import type { Summarise, Summary } from '../summary/summary.ts';
import type { Span } from './alert.ts';
import type { Listener } from './audience.ts';
import { type Range, toSpans } from './spans.ts';

/** The summaries that the listeners of an item are told, by channel. Never rejects. */
export type SummariesFor = (
  item: Item,
  listeners: readonly Listener[],
) => Promise<ReadonlyMap<string, readonly Span[]>>;

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

const matchesInText = (hits: readonly KeywordHit[]): Match[] =>
  hits.flatMap(({ matches }) => matches).filter(({ field }) => field === 'text');

/** What a text says about the places that matched in it, those places strong. */
export function extract(
  { title, text, lang }: Pick<Item, 'title' | 'text' | 'lang'>,
  hits: readonly KeywordHit[],
  summarise: Summarise,
): Span[] {
  const focus = matchesInText(hits);
  const summary = summarise({ title, text, lang, focus });
  return toSpans(summary.text, summaryRanges(summary, focus));
}

const placesOf = (hits: readonly KeywordHit[]): string =>
  JSON.stringify(
    matchesInText(hits)
      .map(({ start, end }) => [start, end])
      .toSorted(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d),
  );

/** Summarises an item once for all listeners whose words were found at the same places. */
export function createSummaries({ summarise }: { summarise: Summarise }): SummariesFor {
  return async (item, listeners) => {
    const made = new Map<string, readonly Span[]>();
    const summaryOf = (hits: readonly KeywordHit[]): readonly Span[] => {
      const places = placesOf(hits);
      const summary = made.get(places) ?? extract(item, hits, summarise);
      made.set(places, summary);
      return summary;
    };
    return new Map(listeners.map(({ channelId, hits }) => [channelId, summaryOf(hits)]));
  };
}
