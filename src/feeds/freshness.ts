/** What a response says about how long it stays the same; header values as they came. */
export interface CacheHeaders {
  readonly cacheControl: string | undefined;
  readonly expires: string | undefined;
  readonly date: string | undefined;
  readonly age: string | undefined;
}

/** Delta seconds of nine digits are 31 years; more is no number that anybody means. */
const seconds = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,9}$/.test(text.trim()) ? Number(text) : null;

/** The directives of Cache-Control by name, in lower case; the first of a name counts. */
function directivesOf(cacheControl: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const part of cacheControl.split(',')) {
    const [name = '', value = ''] = part.split('=', 2).map((text) => text.trim());
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, value.replaceAll('"', ''));
  }
  return found;
}

/**
 * How long a response is still fresh, in milliseconds; 0 where it says nothing, or that it must not be kept. `max-age`
 * wins over `Expires`, which is counted from the server's own `Date`, so that a wrong clock there does no harm; what
 * caches on the way used up (`Age`) is taken off (RFC 9111, section 4.2).
 */
export function freshnessOf({ cacheControl = '', expires, date, age }: CacheHeaders, now: number): number {
  const directives = directivesOf(cacheControl.slice(0, 1_000));
  if (directives.has('no-store') || directives.has('no-cache')) return 0;
  const maxAge = seconds(directives.get('max-age'));
  const sent = Date.parse(date ?? '');
  const lifetime =
    maxAge === null ? Date.parse(expires ?? '') - (Number.isNaN(sent) ? now : sent) : maxAge * 1_000;
  const left = lifetime - (seconds(age) ?? 0) * 1_000;
  return Number.isFinite(left) ? Math.max(0, left) : 0;
}
