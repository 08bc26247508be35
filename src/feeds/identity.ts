import { hash } from 'node:crypto';
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
  hash('sha256', parts.join('\n'), 'base64url').slice(0, 22);

const fold = (title: string): string => title.normalize('NFKC').toLowerCase();

interface Keys {
  readonly guid: string | null;
  /** The canonical URL, found when it is asked for: entries with a guid of their own don't need it. */
  readonly url: () => string | null;
  readonly title: string;
  readonly text: string;
}

function createKeys({ guid, url, title, text }: Identifiable): Keys {
  let canonical: string | null | undefined;
  return {
    guid: guid?.trim() || null,
    url() {
      canonical ??= url === null ? null : canonicalUrl(url);
      return canonical;
    },
    title: fold(title),
    text,
  };
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
  const known = entries.map((entry) => createKeys(entry));
  const sharers = new Map<string, number>();
  const things = new Map<string, Set<string>>();
  for (const { guid } of known) if (guid !== null) sharers.set(guid, (sharers.get(guid) ?? 0) + 1);
  const hasGuid = ({ guid }: Keys): boolean => guid !== null && sharers.get(guid) === 1;

  for (const keys of known) {
    if (hasGuid(keys)) continue;
    const thing = `${keys.url() ?? ''}\n${keys.title}`;
    for (const key of [`guid\n${keys.guid}`, `url\n${keys.url()}`]) {
      const set = things.get(key) ?? new Set();
      things.set(key, set.add(thing));
    }
  }
  const isUnique = (key: string): boolean => (things.get(key)?.size ?? 0) <= 1;
  const site = siteUrl === null ? null : canonicalUrl(siteUrl);

  return known.map((keys) => {
    const { guid, title, text } = keys;
    if (guid !== null && (hasGuid(keys) || isUnique(`guid\n${guid}`))) return digest('guid', guid);
    const url = keys.url();
    if (guid !== null) return digest('guid', guid, url ?? '', title);
    if (url === null) return digest('text', title, text);
    const isOwn = url !== site && !isFrontPage(url) && isUnique(`url\n${url}`);
    return isOwn ? digest('url', url) : digest('url', url, title);
  });
}
