import normalizeUrl from 'normalize-url';
import { isTracking } from './tracking.ts';

/** Longer addresses are compared as they are: normalising them costs more than it can find. */
const longest = 4_096;

function isDecodable(path: string): boolean {
  try {
    decodeURI(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * The form of an address in which two spellings of it are equal: no tracking parameters, fragment (but `#!` routes),
 * www, default port or trailing slash; https, sorted query. It is for comparing, not for visiting. Idempotent. What
 * is no http(s) address is given back trimmed.
 */
export function canonicalUrl(url: string): string {
  const parsed = parseHttpUrl(url);
  if (parsed === null) return url.trim();
  const tracking = Array.from(parsed.searchParams).filter(([name, value]) => isTracking(name, value));
  for (const [name, value] of tracking) parsed.searchParams.delete(name, value);
  if (!parsed.hash.startsWith('#!')) parsed.hash = '';
  if (parsed.href.length > longest) return parsed.href;
  // normalizeUrl decodes the path once at every call; an escaped percent sign must come out as it went in.
  if (isDecodable(parsed.pathname)) parsed.pathname = parsed.pathname.replaceAll('%25', '%2525');
  return normalizeUrl(parsed.href, { forceHttps: true, stripTextFragment: false });
}

/** No article has a longer address. In UTF-16 units. */
const longestLink = 8_192;

/** The http(s) address that a link means, read against the addresses it stands in, outermost first; or null. */
export function absoluteUrl(link: string | null | undefined, ...bases: readonly string[]): string | null {
  if (link === null || link === undefined || link.length > longestLink) return null;
  const trimmed = link.replaceAll(/[\t\n\r]+\s*/g, '').trim();
  if (trimmed === '') return null;
  const base = bases.reduce<string | undefined>(
    (outer, inner) => (inner !== '' && URL.canParse(inner, outer) ? new URL(inner, outer).href : outer),
    undefined,
  );
  const url = parseHttpUrl(trimmed, base);
  if (url === null) return null;
  url.username = '';
  url.password = '';
  return url.href;
}

/** An http(s) URL with a host, or null. */
export function parseHttpUrl(url: string, base?: string): URL | null {
  const parsed = URL.parse(url.trim(), base);
  return parsed !== null && /^https?:$/.test(parsed.protocol) ? parsed : null;
}

/** An address without the name and password it may carry, for messages, logs and lists. */
export function redactUrl(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return url.replace(/\/\/[^/?#]*@/, '//');
  if (parsed.username === '' && parsed.password === '') return url;
  parsed.username = '';
  parsed.password = '';
  return parsed.href;
}

/** An address as a message shows it: without name and password, and no longer than a line. */
export function placeOf(url: string): string {
  const redacted = redactUrl(url);
  return redacted.length > 200 ? `${redacted.slice(0, 199)}…` : redacted;
}
