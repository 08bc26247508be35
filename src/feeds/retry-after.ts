/** Longer waits are cut to a day: a feed is never given up because of one header. */
const longestMs = 24 * 3_600_000;

/**
 * How long a server asks to be left alone: `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3), in
 * milliseconds from `now`, at most a day; undefined where it says nothing that can be read.
 */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  const trimmed = value?.trim() ?? '';
  if (trimmed === '') return undefined;
  const wait = /^\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) * 1000 : Date.parse(trimmed) - now;
  return Number.isNaN(wait) ? undefined : Math.min(longestMs, Math.max(0, Math.ceil(wait)));
}
