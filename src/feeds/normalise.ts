import { decodeHTMLStrict } from 'entities';
import { parseDate } from './dates.ts';
import { hasTags, readHtml, readPlainText } from './html.ts';
import type { HtmlContent, HtmlImage } from './html-elements.ts';
import { identify } from './identity.ts';
import type { Item, ParsedFeed } from './item.ts';
import { firstSentence, languageTag, plainTitle } from './plain.ts';
import type { RawBody, RawEntry, RawFeed, RawLink } from './raw.ts';
import { absoluteUrl, hostOf, parseHttpUrl } from './url.ts';

/** Longer bodies are cut before they are read: nobody reads a book in a feed. In UTF-16 units. */
const longestBody = 500_000;
/** Longer titles and names are cut before they are read, in UTF-16 units. */
const longestLine = 20_000;
/** For the title of an entry without one, in UTF-16 units. */
const longestMadeTitle = 120;

/** Hosts and paths of pictures that count readers. */
const trackers =
  /feeds\.feedburner\.com\/~|\bfeedproxy\.google|doubleclick\.net|pixel\.wp\.com|stats\.wordpress\.com|google-analytics\.com|\/(?:pixel|tracking|1x1|spacer|blank)\.(?:gif|png)|\bscorecardresearch\.com|feedsportal\.com|\/emoji\//i;

const lineOf = (title: string): string => plainTitle(title.slice(0, longestLine));

function readBody({ value, isPlain = false }: RawBody): HtmlContent {
  const cut = value.slice(0, longestBody);
  if (isPlain) return { text: readPlainText(cut), images: [] };
  if (hasTags(cut)) return readHtml(cut);
  const decoded = decodeHTMLStrict(cut);
  // Some feeds escape their HTML once too often.
  if (decoded !== cut && hasTags(decoded)) return readHtml(decoded);
  return { text: readPlainText(decoded), images: [] };
}

/** The longest of the bodies. Markup only makes a body longer than its text, so most are never converted. */
function readBodies(bodies: readonly RawBody[], needsImage: boolean): HtmlContent {
  let longest = '';
  const images: HtmlImage[] = [];
  const byLength = bodies.toSorted((a, b) => b.value.length - a.value.length);
  for (const body of byLength.toSorted(
    (a, b) => Number(a.isFallback ?? false) - Number(b.isFallback ?? false),
  )) {
    if (body.isFallback && longest !== '') break;
    const mayBeLonger = body.value.length > longest.length;
    const mayHaveImage = needsImage && images.length === 0 && /<img\b|&lt;img\b/i.test(body.value);
    if (!mayBeLonger && !mayHaveImage) continue;
    const content = readBody(body);
    if (content.text.length > longest.length) longest = content.text;
    images.push(...content.images);
  }
  return { text: longest, images };
}

/** An entry but for its id, which depends on the others, and for the feed. */
type Draft = Omit<Item, 'id' | 'feed'> & { readonly guid: string | null };

interface Context {
  readonly bases: readonly string[];
  readonly lang: string | null;
  readonly author: string | null;
  readonly now: number;
}

function firstOf<T>(values: readonly T[], read: (value: T) => string | null): string | null {
  for (const value of values) {
    const found = read(value);
    if (found !== null && found !== '') return found;
  }
  return null;
}

function draftOf(entry: RawEntry, { bases, lang, author, now }: Context): Draft {
  const inner = [...bases, ...entry.bases];
  const link = ({ address, base }: RawLink) => absoluteUrl(address, ...inner, base ?? '');
  const picture = ({ address, base = null }: RawLink) => {
    const url = link({ address: decodeHTMLStrict(address), base });
    return url !== null && trackers.test(url) ? null : url;
  };
  const named = firstOf(entry.images, picture);
  const { text, images } = readBodies(entry.bodies, named === null);
  const title = firstOf(entry.titles, lineOf);
  return {
    guid: entry.guid,
    url: firstOf(entry.links, link),
    title: title ?? firstSentence(text, longestMadeTitle),
    text,
    publishedAt: firstOf(entry.dates, (date) => parseDate(date, now)),
    author: lineOf(entry.author ?? author ?? '') || null,
    lang: languageTag(entry.lang) ?? lang,
    image: named ?? firstOf(images, ({ src }) => picture({ address: src })),
  };
}

/**
 * Turns what an adapter read into the one shape that the rest knows; `now` (milliseconds UTC) says which dates can
 * be true. Entries that are the same, and those that say nothing at all, appear once or not at all.
 */
export function normaliseFeed(raw: RawFeed, documentUrl: string, now: number): ParsedFeed {
  const lang = languageTag(raw.lang);
  const origin = parseHttpUrl(documentUrl) === null ? '' : documentUrl;
  const siteUrl = firstOf(raw.links, ({ address, base }) =>
    absoluteUrl(address, origin, ...raw.bases, base ?? ''),
  );
  // A feed that lies in a file is read as if it came from its site.
  const bases = [origin || (siteUrl ?? ''), ...raw.bases];
  const title = firstOf(raw.titles, lineOf) ?? (hostOf(documentUrl) || hostOf(siteUrl ?? '') || documentUrl);
  const feed = { url: documentUrl, title };

  const drafts = raw.entries
    .map((entry) => draftOf(entry, { bases, lang, author: raw.author, now }))
    .filter((draft) => draft.title !== '' || draft.text !== '' || draft.url !== null);
  const ids = identify(drafts, siteUrl);
  const items = new Map<string, Item>();
  drafts.forEach(({ url, title: itemTitle, text, publishedAt, author, lang: itemLang, image }, index) => {
    const id = ids[index];
    if (id === undefined || items.has(id)) return;
    items.set(id, { id, url, title: itemTitle, text, publishedAt, author, lang: itemLang, image, feed });
  });
  return {
    format: raw.format,
    title,
    siteUrl,
    lang,
    ...(raw.pace === undefined ? {} : { pace: raw.pace }),
    fault: raw.fault,
    items: [...items.values()],
  };
}
