import { z } from 'zod';
import { linkInId, mostEntries, type RawEntry, type RawFeed, type RawImage } from './raw.ts';

/** Publishers leave out, misspell and null what they like: a field of the wrong kind counts as absent. */
const text = z.string().nullish().catch(null);
const author = z.object({ name: text }).nullish().catch(null);
const authors = z.array(author).nullish().catch(null);
const attachment = z.object({ url: text, mime_type: text });

const itemSchema = z.object({
  id: z.union([z.string(), z.number()]).nullish().catch(null),
  url: text,
  external_url: text,
  title: text,
  content_html: text,
  content_text: text,
  summary: text,
  image: text,
  banner_image: text,
  date_published: text,
  date_modified: text,
  author,
  authors,
  language: text,
  attachments: z.array(attachment).nullish().catch(null),
});

/** JSON Feed 1.0 and 1.1 (jsonfeed.org). */
const feedSchema = z.object({
  version: z.string().regex(/jsonfeed\.org\/version\/1/),
  title: text,
  home_page_url: text,
  language: text,
  author,
  authors,
  items: z.array(z.unknown()).nullish(),
});

type JsonItem = z.infer<typeof itemSchema>;

const present = (values: readonly (string | null | undefined)[]): string[] =>
  values.filter((value) => typeof value === 'string' && value.trim() !== '').map(String);

const authorOf = (of: Pick<JsonItem, 'author' | 'authors'>): string | null =>
  present([...(of.authors ?? []), of.author].map((one) => one?.name))[0] ?? null;

function entryOf(item: JsonItem): RawEntry {
  const images: RawImage[] = [
    ...present([item.image, item.banner_image]),
    ...present(
      (item.attachments ?? []).map(({ url, mime_type }) => (mime_type?.startsWith('image/') ? url : null)),
    ),
  ].map((address) => ({ address }));
  const guid = item.id === null || item.id === undefined ? null : String(item.id);
  return {
    guid,
    links: [...present([item.url, item.external_url]).map((address) => ({ address })), ...linkInId(guid)],
    titles: present([item.title]),
    bodies: [
      ...present([item.content_html]).map((value) => ({ value })),
      ...present([item.content_text, item.summary]).map((value) => ({ value, isPlain: true })),
    ],
    dates: present([item.date_published, item.date_modified]),
    author: authorOf(item),
    lang: item.language ?? null,
    images,
    bases: [],
  };
}

/** Reads a JSON document as a JSON Feed; null where it is none. Entries that are no objects are passed over. */
export function adaptJsonFeed(document: unknown): RawFeed | null {
  const feed = feedSchema.safeParse(document);
  if (!feed.success) return null;
  const { title, home_page_url: homePage, language, items } = feed.data;
  const entries: RawEntry[] = [];
  for (const item of (items ?? []).slice(0, mostEntries)) {
    const read = itemSchema.safeParse(item);
    if (read.success) entries.push(entryOf(read.data));
  }
  return {
    format: 'json',
    titles: present([title]),
    links: present([homePage]).map((address) => ({ address })),
    lang: language ?? null,
    author: authorOf(feed.data),
    bases: [],
    fault: null,
    entries,
  };
}
