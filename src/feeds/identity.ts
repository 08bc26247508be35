import { createHash } from 'node:crypto';
import { canonicalUrl } from './url.ts';

/** What tells an entry from the others of its feed. */
export interface Identifiable {
  readonly guid: string | null;
  readonly url: string | null;
  readonly title: string;
  readonly text: string;
}

/** 22 characters of base64url are 132 bits: enough never to meet twice. */
const digest = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 22);

const fold = (title: string): string => title.normalize('NFKC').toLowerCase();

/** How many different things a key stands for. */
function countDistinct(
  pairs: readonly (readonly [key: string | null, thing: string])[],
): Map<string, number> {
  const things = new Map<string, Set<string>>();
  for (const [key, thing] of pairs) {
    if (key === null) continue;
    const known = things.get(key);
    if (known === undefined) things.set(key, new Set([thing]));
    else known.add(thing);
  }
  return new Map(Array.from(things, ([key, set]) => [key, set.size]));
}

const isFrontPage = (url: string): boolean => {
  const { pathname, search, hash } = new URL(url);
  return pathname === '/' && search === '' && hash === '';
};

/**
 * The id of each entry of one document, in order: from its guid; else from its canonical URL; else from title and
 * text. A guid or URL that different entries of the document share identifies none of them alone: then title (and
 * URL) count too, and likewise for a link to the site's front page. Entries that are the same get the same id.
 */
export function identify(entries: readonly Identifiable[], siteUrl: string | null): string[] {
  const site = siteUrl === null ? null : canonicalUrl(siteUrl);
  const known = entries.map((entry) => ({
    guid: entry.guid?.trim() || null,
    url: entry.url === null ? null : canonicalUrl(entry.url),
    title: fold(entry.title),
    text: entry.text,
  }));
  const perGuid = countDistinct(known.map(({ guid, url, title }) => [guid, `${url ?? ''}\n${title}`]));
  const perUrl = countDistinct(known.map(({ url, title }) => [url, title]));
  const isShared = (url: string): boolean => url === site || isFrontPage(url) || (perUrl.get(url) ?? 0) > 1;

  return known.map(({ guid, url, title, text }) => {
    if (guid !== null) {
      const isUnique = (perGuid.get(guid) ?? 0) <= 1;
      return isUnique ? digest('guid', guid) : digest('guid', guid, url ?? '', title);
    }
    if (url === null) return digest('text', title, text);
    return isShared(url) ? digest('url', url, title) : digest('url', url);
  });
}
