import { isTracking } from './tracking.ts';

/** Longer addresses are compared as they are. In UTF-16 units. */
const longest = 4_096;

/** Undoes escapes that mean nothing (RFC 3986, section 2.3) and writes the others in capitals. */
function simplifyPath(path: string): string {
  const next = path.replaceAll(/%[0-9a-f]{2}/gi, (triplet) => {
    const character = String.fromCharCode(Number.parseInt(triplet.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : triplet.toUpperCase();
  });
  // A stray percent sign before an escape can make a new one.
  return next === path ? path : simplifyPath(next);
}

/**
 * The form of an address in which two spellings of it are equal: no tracking parameters, fragment (but `#!` routes),
 * www, default port or trailing slash; https, sorted query. It is for comparing, not for visiting. Idempotent. What
 * is no http(s) address is given back trimmed.
 */
export function canonicalUrl(address: string): string {
  const url = parseHttpUrl(address);
  if (url === null) return address.trim();
  if (url.href.length > longest) return url.href;
  url.pathname = simplifyPath(url.pathname);
  const host = url.hostname.replace(/\.$/, '').replace(/^(?:www\.)+(?=[^.]+\.)/, '');
  const port = url.port === '' || url.port === '80' || url.port === '443' ? '' : `:${url.port}`;
  const path = url.pathname.replaceAll(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
  const query = new URLSearchParams(Array.from(url.searchParams).filter((pair) => !isTracking(...pair)));
  query.sort();
  const search = query.size === 0 ? '' : `?${query.toString()}`;
  const route = url.hash.startsWith('#!') ? url.hash : '';
  return `https://${host}${port}${path}${search}${route}`;
}

/** No article has a longer address. In UTF-16 units. */
const longestLink = 8_192;

/** What addresses are read against inside all of these, outermost first. */
const baseOf = (bases: readonly string[]): string | undefined =>
  bases.reduce<string | undefined>(
    (outer, inner) => (inner === '' ? outer : (URL.parse(inner, outer)?.href ?? outer)),
    undefined,
  );

/** The http(s) address that a link means, read against the addresses it stands in, outermost first; or null. */
export function absoluteUrl(link: string | null | undefined, ...bases: readonly string[]): string | null {
  if (link === null || link === undefined || link.length > longestLink) return null;
  const trimmed = (/[\t\n\r]/.test(link) ? link.replaceAll(/[\t\n\r]+\s*/g, '') : link).trim();
  if (trimmed === '') return null;
  const url = parseHttpUrl(trimmed, /^https?:\/\//i.test(trimmed) ? undefined : baseOf(bases));
  if (url === null) return null;
  if (url.username !== '') url.username = '';
  if (url.password !== '') url.password = '';
  return url.href;
}

/** An http(s) URL with a host, or null. */
export function parseHttpUrl(url: string, base?: string): URL | null {
  const parsed = URL.parse(url.trim(), base);
  return parsed?.protocol === 'https:' || parsed?.protocol === 'http:' ? parsed : null;
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

/** The host of an address, with its port; empty where it is none. */
export const hostOf = (url: string): string => URL.parse(url)?.host ?? '';
