import { z } from 'zod';

/** What is published while the server runs. */
export interface NewsItem {
  readonly title: string;
  readonly url: string;
  /** The article's body. */
  readonly html: string;
}

/** One entry as it stands in its file. */
export interface FeedEntry {
  readonly title: string;
  readonly url: string;
  /** Milliseconds since the Unix epoch, UTC. */
  readonly publishedAt: number;
  /** The entry's text, dated anew where a date is given. */
  write(publishedAt?: number): string;
}

/** A feed file cut into entries, which can be put together again with others among them. */
export interface FeedFile {
  readonly title: string;
  readonly contentType: string;
  /** In the order of the file, newest first. */
  readonly entries: readonly FeedEntry[];
  /** An entry in this feed's format. */
  entryOf(item: NewsItem, publishedAt: number): FeedEntry;
  document(entries: readonly string[]): string;
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const unescapeXml = (text: string): string => text.replaceAll('&amp;', '&');
const firstGroup = (text: string, pattern: RegExp): string => pattern.exec(text)?.[1] ?? '';

/**
 * Reads one of the bundled feed files. They are our own and well-formed: this is no parser for anything else.
 *
 * @throws TypeError where the file holds no entries.
 */
export function readFeedFile(text: string): FeedFile {
  return text.startsWith('{') ? readJson(text) : readXml(text);
}

function readXml(text: string): FeedFile {
  const [opening, tag] = /<(item|entry)>/.exec(text) ?? [];
  if (opening === undefined || tag === undefined) throw new TypeError('The feed file has no entries.');
  const closing = `</${tag}>`;
  const head = text.slice(0, text.indexOf(opening));
  const tail = text.slice(text.lastIndexOf(closing) + closing.length);
  const entryFrom = (source: string): FeedEntry => ({
    title: unescapeXml(firstGroup(source, /<title>(.*?)</)),
    url: unescapeXml(firstGroup(source, /<link(?: rel="alternate" href="|>)(.*?)["<]/)),
    publishedAt: Date.parse(firstGroup(source, /<(?:pubDate|published)>(.*?)</)),
    write: (publishedAt) => (publishedAt === undefined ? source : redateXml(source, publishedAt)),
  });
  return {
    title: firstGroup(text, /<title>(.*?)</),
    contentType: tag === 'entry' ? 'application/atom+xml' : 'application/rss+xml',
    entries: text
      .slice(head.length, text.length - tail.length)
      .split(closing)
      .filter((source) => source.trim() !== '')
      .map((source) => entryFrom(source.trim() + closing)),
    entryOf: (item, publishedAt) => entryFrom(redateXml(writeXml[tag]?.(item) ?? '', publishedAt)),
    document: (entries) => head + entries.join('\n    ') + tail,
  };
}

/** Entries whose dates are still to be filled in. */
const writeXml: Readonly<Record<string, (item: NewsItem) => string>> = {
  item: ({ title, url, html }) =>
    `<item><title>${escapeXml(title)}</title><link>${escapeXml(url)}</link><guid>${escapeXml(url)}</guid>` +
    `<pubDate>-</pubDate><description>${escapeXml(html)}</description></item>`,
  entry: ({ title, url, html }) =>
    `<entry><title>${escapeXml(title)}</title><link rel="alternate" href="${escapeXml(url)}" />` +
    `<id>${escapeXml(url)}</id><published>-</published><updated>-</updated>` +
    `<content type="html">${escapeXml(html)}</content></entry>`,
};

function redateXml(source: string, publishedAt: number): string {
  const date = new Date(publishedAt);
  return source
    .replace(/(<pubDate>).*?(<)/, `$1${date.toUTCString()}$2`)
    .replace(/(<(?:published|updated)>).*?(?=<)/g, `$1${date.toISOString()}`);
}

const jsonItem = z.looseObject({ title: z.string(), url: z.string(), date_published: z.string() });
const jsonFeed = z.looseObject({ title: z.string(), items: z.array(jsonItem).min(1) });

function readJson(text: string): FeedFile {
  const { items, ...head } = jsonFeed.parse(JSON.parse(text));
  const entryFrom = (item: z.infer<typeof jsonItem>): FeedEntry => ({
    title: item.title,
    url: item.url,
    publishedAt: Date.parse(item.date_published),
    write: (publishedAt) =>
      JSON.stringify({
        ...item,
        ...(publishedAt === undefined ? {} : { date_published: new Date(publishedAt).toISOString() }),
      }),
  });
  return {
    title: head.title,
    contentType: 'application/feed+json',
    entries: items.map(entryFrom),
    entryOf: ({ title, url, html }, publishedAt) =>
      entryFrom({
        id: url,
        url,
        title,
        content_html: html,
        date_published: new Date(publishedAt).toISOString(),
      }),
    document: (entries) => `${JSON.stringify(head).slice(0, -1)},"items":[${entries.join(',')}]}`,
  };
}
