import { isSilent, itemsADay } from '../feeds/rhythm.ts';
import type { FeedRecord } from '../store/feed-records.ts';
import { count, escapeText, shorten, timestamp } from './text.ts';

const longestReason = 160;

/** "3.5 a day", "2 a month": how much a feed brings. */
export function rateInWords(arrivals: readonly number[], now: number): string {
  const daily = itemsADay(arrivals, now);
  if (daily === null) return 'entries a day not known yet';
  const round = (rate: number) => (rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate));
  if (daily >= 0.5) return `${round(daily)} a day`;
  return daily * 30 >= 0.5 ? `${round(daily * 30)} a month` : 'less than one entry in two months';
}

/** A mark that says how a feed is: ✅ well, 💤 silent, ⚠️ failing, 🛑 gone, ⏳ not read yet. */
export function healthMark(record: FeedRecord | undefined, now: number): string {
  if (record === undefined) return '⏳';
  if (record.failures > 0) return record.errorKind === 'gone' ? '🛑' : '⚠️';
  return isSilent(record.arrivals, now) ? '💤' : '✅';
}

const next = ({ nextPollAt }: FeedRecord, now: number): string =>
  nextPollAt <= now ? 'due now' : `next ${timestamp(nextPollAt)}`;

/** How a feed does, in one line: last success, next poll, entries a day, errors. */
export function healthLine(record: FeedRecord | undefined, now: number): string {
  if (record === undefined) return 'not read yet';
  const { lastSuccessAt, arrivals, failures, lastError } = record;
  const read = lastSuccessAt === null ? 'never read' : `read ${timestamp(lastSuccessAt)}`;
  const parts = [read, next(record, now), rateInWords(arrivals, now)];
  if (failures === 0) return parts.join(' · ');
  const reason = escapeText(shorten(lastError ?? '', longestReason));
  return `${[read, next(record, now)].join(' · ')} · failed ${count(failures, 'time')} in a row: ${reason}`;
}
