import type { ReadArticle } from '../articles/reader.ts';
import type { Item } from '../feeds/item.ts';
import type { KeywordHit, Match } from '../match/match.ts';
import type { WriteSummary } from '../model/writer.ts';
import { mostComplete, summariseStory } from '../summary/story.ts';
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

/** An item of a story, and what was found in it. */
export interface Report {
  readonly item: Item;
  readonly hits: readonly KeywordHit[];
}

/** What the most complete of a story's items says, in the order in which they came; its matched places strong. */
export function extractStory(reports: readonly Report[]): Span[] {
  const summary = summariseStory(
    reports.map(({ item: { title, text, lang }, hits }) => ({
      title,
      text,
      lang,
      focus: matchesInText(hits),
    })),
  );
  return toSpans(summary.text, summaryRanges(summary, matchesInText(reports[summary.source]?.hits ?? [])));
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

/** The keywords that are found in the text itself. */
const inText = (hits: readonly KeywordHit[]): string[] =>
  hits.filter((hit) => matchesInText([hit]).length > 0).map(({ keyword }) => keyword);

/** Whether an article says more than the feed does: a page may hold one caption where the feed has a sentence. */
const tellsMore = (article: string, { title, text, lang }: Item): boolean =>
  mostComplete([text, article].map((one) => ({ title, text: one, lang, focus: [] }))) === 1;

/**
 * Summarises an item once for all listeners whose words were found at the same places. Where the feed has only a teaser,
 * the article is told, if it can be read and names what the teaser names. Where a model writes the summary, it is told
 * to those whose words it names.
 */
export function createSummaries({
  summarise,
  readArticle,
  writeSummary,
  audience,
}: {
  summarise: Summarise;
  readArticle: ReadArticle;
  writeSummary: WriteSummary;
  audience: Pick<Audience, 'listenersFor'>;
}): SummariesFor {
  return async (item, listeners) => {
    const guildIds = new Set(listeners.map(({ guildId }) => guildId));
    const searchIn = (document: Item) =>
      new Map(audience.listenersFor(document, guildIds).map((found) => [found.channelId, found]));

    const article = await readArticle(item);
    const whole = article === null || !tellsMore(article, item) ? null : { ...item, text: article };
    const inArticle = whole === null ? null : searchIn(whole);
    const written = await writeSummary(whole ?? item);
    const inWritten = written === null ? null : searchIn({ ...item, text: written });
    const made = new Map<string, readonly Span[]>();

    return new Map(
      listeners.map((listener) => {
        const articleHits = sameKeywords(inArticle?.get(listener.channelId), listener);
        const isNamed = inText(articleHits).length > 0 || inText(listener.hits).length === 0;
        const [told, hits] = whole !== null && isNamed ? [whole, articleHits] : [item, listener.hits];
        const writtenHits = sameKeywords(inWritten?.get(listener.channelId), listener);
        const isWritten = new Set(inText(hits)).isSubsetOf(new Set(inText(writtenHits)));
        if (written !== null && told === (whole ?? item) && isWritten) {
          return [listener.channelId, toSpans(written, matchesInText(writtenHits))];
        }
        const key = `${told === whole} ${placesOf(hits)}`;
        const summary = made.get(key) ?? extract(told, hits, summarise);
        made.set(key, summary);
        return [listener.channelId, summary];
      }),
    );
  };
}
