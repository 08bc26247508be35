import type { ReadArticle } from '../articles/reader.ts';
import type { Item } from '../feeds/item.ts';
import type { KeywordHit, Match } from '../match/match.ts';
import type { Summarise, Summary } from '../summary/summary.ts';
import type { Span } from './alert.ts';
import type { Audience, Listener } from './audience.ts';
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

/** Where the words that a listener is told about are found in another text of the item. */
function sameKeywords(found: Listener | undefined, { hits }: Listener): KeywordHit[] {
  const keywords = new Set(hits.map(({ keyword }) => keyword));
  return (found?.hits ?? []).filter(({ keyword }) => keywords.has(keyword));
}

/**
 * Summarises an item once for all listeners whose words were found at the same places. Where the feed has only a teaser,
 * the article is told, if it can be read and names what the teaser names.
 */
export function createSummaries({
  summarise,
  readArticle,
  audience,
}: {
  summarise: Summarise;
  readArticle: ReadArticle;
  audience: Pick<Audience, 'listenersFor'>;
}): SummariesFor {
  return async (item, listeners) => {
    const article = await readArticle(item);
    const whole = article === null ? null : { ...item, text: article };
    const guildIds = new Set(listeners.map(({ guildId }) => guildId));
    const inArticle = new Map(
      (whole === null ? [] : audience.listenersFor(whole, guildIds)).map((found) => [found.channelId, found]),
    );
    const made = new Map<string, readonly Span[]>();

    function summaryOf(listener: Listener): readonly Span[] {
      const hits = sameKeywords(inArticle.get(listener.channelId), listener);
      const isNamed = matchesInText(hits).length > 0 || matchesInText(listener.hits).length === 0;
      const [told, places] = whole !== null && isNamed ? [whole, hits] : [item, listener.hits];
      const key = `${told === whole} ${placesOf(places)}`;
      const summary = made.get(key) ?? extract(told, places, summarise);
      made.set(key, summary);
      return summary;
    }
    return new Map(listeners.map((listener) => [listener.channelId, summaryOf(listener)]));
  };
}
