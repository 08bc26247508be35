/** @type {[unit: Intl.RelativeTimeFormatUnit, seconds: number][]} */
const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/**
 * Discord's timestamp styles. https://discord.com/developers/docs/reference#message-formatting-timestamp-styles
 *
 * @type {Record<string, Intl.DateTimeFormatOptions>}
 */
const styles = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};

/**
 * @param {number} ms
 * @param {number} now both milliseconds since the Unix epoch
 * @param {string} [locale]
 */
export function relativeTime(ms, now, locale) {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  const seconds = (ms - now) / 1000;
  if (Math.abs(seconds) < 1) return 'now';
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  return format.format(Math.trunc(seconds / size), unit);
}

/**
 * A moment as `<t:…>` shows it.
 *
 * @param {number} ms
 * @param {string} style one of tTdDfFR; another one is f
 * @param {number} now
 * @param {string} [locale]
 */
export function formatTimestamp(ms, style, now, locale) {
  if (style === 'R') return relativeTime(ms, now, locale);
  return new Intl.DateTimeFormat(locale, styles[style] ?? styles.f).format(ms);
}

/**
 * When a message was written, as its head shows it.
 *
 * @param {number} ms
 * @param {number} now
 * @param {string} [locale]
 */
export function messageTime(ms, now, locale) {
  const time = formatTimestamp(ms, 't', now, locale);
  const days = daysBetween(ms, now);
  if (days === 0) return time;
  if (days === 1) return `Yesterday at ${time}`;
  return `${formatTimestamp(ms, 'd', now, locale)}, ${time}`;
}

/**
 * How many midnights lie between two moments.
 *
 * @param {number} earlier
 * @param {number} later
 */
export function daysBetween(earlier, later) {
  return Math.round((midnight(later) - midnight(earlier)) / 86_400_000);
}

/** @param {number} ms */
function midnight(ms) {
  return new Date(ms).setHours(0, 0, 0, 0);
}
