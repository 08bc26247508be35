import { monthNumber, zoneOffset } from './date-words.ts';
import { readUsualDate } from './usual-dates.ts';

/** Before this, dates in news feeds are defaults of broken software ("1970", "0001"). */
const earliest = Date.UTC(1990, 0, 1);
/** Dates further ahead than this are not believed either, in milliseconds: a day covers every wrong zone. */
const furthestAhead = 24 * 3_600_000;

interface DateParts {
  readonly year: number;
  /** From 0. */
  readonly month: number;
  readonly day: number;
  readonly rest: string;
}

/** The time of day and zone that follow a date, in milliseconds from midnight UTC, or null where it is no time. */
function readTime(rest: string): number | null {
  const time =
    /^[\s,T]*(?:at\s+|um\s+|à\s+)?(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,](\d+))?)?\s*(?:([ap])\.?m\b\.?)?(.*)$/isu.exec(
      rest,
    ) ?? /^T?(\d{2})(\d{2})(\d{2})?()()(.*)$/su.exec(rest);
  if (time === null)
    return rest.trim() === '' || /^\s*[A-Z+-]/i.test(rest) ? -zoneOffset(rest) * 60_000 : null;
  const [, hourText = '0', minutes = '0', seconds = '0', fraction = '', half = '', zone = ''] = time;
  let hours = Number(hourText);
  if (half.toLowerCase() === 'p' && hours < 12) hours += 12;
  if (half.toLowerCase() === 'a' && hours === 12) hours = 0;
  if (hours > 24 || Number(minutes) > 59 || Number(seconds) > 60) return null;
  const milliseconds = Math.floor(Number(`0.${fraction || '0'}`) * 1000);
  const minutesOfDay = hours * 60 + Number(minutes) - zoneOffset(zone);
  return (minutesOfDay * 60 + Number(seconds)) * 1000 + milliseconds;
}

const fullYear = (digits: string): number => {
  const year = Number(digits);
  if (digits.length > 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
};

/** The forms of a date, each with where its parts stand. The first that fits is taken. */
const forms: readonly ((text: string) => DateParts | null)[] = [
  // 2025-09-03, 2025/9/3, 20250903, 2025-09, 2025 (W3C-DTF, ISO 8601)
  (text) => {
    const match = /^(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?|(\d{2})(\d{2}))?(?!\d)(.*)$/su.exec(text);
    if (match === null) return null;
    const [, year = '', , month, day, monthDigits, dayDigits, rest = ''] = match;
    if ((month ?? monthDigits) === undefined && rest.trim() !== '') return null;
    return {
      year: Number(year),
      month: Number(month ?? monthDigits ?? 1) - 1,
      day: Number(day ?? dayDigits ?? 1),
      rest,
    };
  },
  // 3 Sep 2025, 03-Sep-25, 3. September 2025 (RFC 822 and its relatives)
  (text) => {
    const match =
      /(?<!\d)(\d{1,2})(?:st|nd|rd|th|\.|º)?[\s,-]*(?:de\s+)?(\p{L}[\p{L}\p{M}]*)\.?[\s,-]*(?:de\s+)?(\d{4}|\d{2})(?!\d)(.*)$/su.exec(
        text,
      );
    const month = match === null ? null : monthNumber(match[2] ?? '');
    if (match === null || month === null) return null;
    return { year: fullYear(match[3] ?? ''), month, day: Number(match[1]), rest: match[4] ?? '' };
  },
  // Wed Sep 3 10:00:00 UTC 2025 (asctime)
  (text) => {
    const match = /(\p{L}+)\.?\s+(\d{1,2})\s+(\d{1,2}:\d{2}(?::\d{2})?)\s*(.*?)\s*(\d{4})\s*$/su.exec(text);
    const month = match === null ? null : monthNumber(match[1] ?? '');
    if (match === null || month === null) return null;
    return { year: Number(match[5]), month, day: Number(match[2]), rest: `${match[3]} ${match[4]}` };
  },
  // September 3rd, 2025 10:00 am
  (text) => {
    const match = /(\p{L}[\p{L}\p{M}]*)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)(.*)$/su.exec(text);
    const month = match === null ? null : monthNumber(match[1] ?? '');
    if (match === null || month === null) return null;
    return { year: Number(match[3]), month, day: Number(match[2]), rest: match[4] ?? '' };
  },
  // 03.09.2025; with slashes only where the numbers leave no doubt which is the month
  (text) => {
    const match = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)(.*)$/su.exec(text);
    if (match === null) return null;
    const [, first = '', separator, second = '', year = '', rest = ''] = match;
    const isDayFirst = separator === '.' || Number(first) > 12;
    if (!isDayFirst && Number(second) <= 12 && first !== second) return null;
    const [day, month] = isDayFirst ? [first, second] : [second, first];
    return { year: Number(year), month: Number(month) - 1, day: Number(day), rest };
  },
];

function readMilliseconds(text: string): number | null {
  if (/^\d{10}$/.test(text)) return Number(text) * 1000;
  if (/^\d{13}$/.test(text)) return Number(text);
  const named = text.replace(/^\p{L}+\.?,\s*/u, '');
  for (const form of forms) {
    const parts = form(named) ?? (named === text ? null : form(text));
    if (parts === null) continue;
    const midnight = Date.UTC(parts.year, parts.month, parts.day);
    // Date.UTC carries the 31st of February over into March; such a date is none.
    if (new Date(midnight).getUTCDate() !== parts.day || parts.month < 0 || parts.month > 11) return null;
    const time = readTime(parts.rest);
    return midnight + (time ?? 0);
  }
  return null;
}

/** Milliseconds UTC of a date in any of the ways in which it is written, or null. */
export function readAnyDate(value: string): number | null {
  const text = value
    .slice(0, 100)
    .replaceAll(/\s*[年月년월]\s*/gu, '-')
    .replaceAll(/[日일]/gu, ' ')
    .replaceAll('\u2212', '-')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  const milliseconds = text === '' ? null : readMilliseconds(text);
  return milliseconds === null || Number.isNaN(milliseconds) ? null : milliseconds;
}

/**
 * A feed's date as ISO 8601 UTC: RFC 822 and ISO 8601 in the many ways they are written, other languages' month
 * names, seconds or milliseconds since 1970. Null where it can't be read, where it is ambiguous (3/9/2025), and
 * where it can't be true: before 1990 or more than a day after `now` (milliseconds UTC).
 */
export function parseDate(value: string | null | undefined, now: number): string | null {
  const text = (value ?? '').trim();
  const milliseconds = readUsualDate(text) ?? readAnyDate(text);
  if (milliseconds === null || milliseconds < earliest || milliseconds > now + furthestAhead) return null;
  return new Date(milliseconds).toISOString();
}
