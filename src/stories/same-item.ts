import { canonicalUrl } from '../feeds/url.ts';
import {
  areAlike,
  areAlikeTitles,
  areAlmostEqual,
  areFormsApart,
  areUnlike,
  haveSameNumbers,
  isLong,
  isTelling,
  type Likeness,
} from './likeness.ts';
import { areOtherParts } from './serials.ts';

/** What is compared: an item's likeness and when it was published, by the feed. */
export interface Comparable extends Likeness {
  readonly publishedAt: string | null;
}

const hour = 3_600_000;
/** A heading that is used every day comes with dates further apart than this. */
const dayMs = 20 * hour;
/** Items with one title whose dates are further apart tell different things. */
export const sameTitleMs = 72 * hour;

/** Front pages in their usual forms, by path: "/", "/index.html", "/en/". */
const frontPage = /^\/(?:index\.\p{L}+|home|[a-z]{2}(?:[-_][a-z]{2})?)?\/?$/iu;

/** The address as an identity, or null where it says nothing: a site's front page. */
export function tellingAddress(url: string | null): string | null {
  if (url === null) return null;
  const canonical = canonicalUrl(url);
  const parsed = URL.parse(canonical);
  return parsed === null || (frontPage.test(parsed.pathname) && parsed.search === '' && parsed.hash === '')
    ? null
    : canonical;
}

function areApart(a: Comparable, b: Comparable, ms: number): boolean {
  const between = Math.abs(Date.parse(a.publishedAt ?? '') - Date.parse(b.publishedAt ?? ''));
  return Number.isFinite(between) && between > ms;
}

/** Whether the texts of two items with one title speak for one item, or don't speak at all. */
function agree(a: Comparable, b: Comparable): boolean {
  if (a.text === '' || b.text === '') return true;
  if (!isTelling(a.title)) return areAlmostEqual(a.text, b.text);
  return areAlike(a.text, b.text) && haveSameNumbers(a.text, b.text);
}

/** Whether two names behind equal titles leave them equal: one alone was put there by an outlet. */
const haveSameTail = (a: Comparable, b: Comparable): boolean =>
  a.tail === '' || b.tail === '' || a.tail === b.tail;

const haveSameTitle = (a: Comparable, b: Comparable): boolean => a.title === b.title && haveSameTail(a, b);

/** Whether two entries that stand beside each other under one address are one in two editions, as the BBC's do. */
function areEditions(a: Comparable, b: Comparable): boolean {
  return (
    isLong(a.text) &&
    areAlmostEqual(a.text, b.text) &&
    areAlikeTitles(a.title, b.title) &&
    haveSameTail(a, b) &&
    haveSameNumbers(a.title, b.title)
  );
}

/**
 * Whether two entries of one feed with one address are one although their ids differ. `isShared`: different entries
 * are known to have the address, or these two stand in the feed beside each other, as in live blogs and on status
 * pages; then only what looks the same is. Otherwise the entry was re-published or edited by a publisher that counts
 * editions in its ids.
 */
export function isSameAtAddress(entry: Comparable, known: Comparable, isShared: boolean): boolean {
  const isSameTitle = haveSameTitle(entry, known);
  if (isShared) return isSameTitle ? agree(entry, known) : areEditions(entry, known);
  if (isSameTitle) return isTelling(entry.title) || !areUnlike(entry.text, known.text);
  if (areOtherParts(entry.title, known.title)) return false;
  if (isLong(entry.text) && isLong(known.text) && areAlike(entry.text, known.text)) return true;
  return areAlikeTitles(entry.title, known.title) && !areUnlike(entry.text, known.text);
}

/**
 * Whether two entries of one feed with one title are one although their ids and addresses differ: moved, or filed in
 * two sections. "Morning briefing" with another text, or on another day, is not. Posts without a title go by their text.
 */
export function isSameByTitle(entry: Comparable, known: Comparable): boolean {
  if (!haveSameTitle(entry, known)) return false;
  if (entry.title === '')
    return isLong(entry.text) && entry.text === known.text && !areApart(entry, known, dayMs);
  const isSilent = entry.text === '' || known.text === '';
  if (isTelling(entry.title)) return isSilent ? !areApart(entry, known, dayMs) : agree(entry, known);
  return !isSilent && agree(entry, known) && !areApart(entry, known, dayMs);
}

/**
 * Whether items of two feeds with one address are one. Where several items are known to have the address, the titles
 * must be alike too; quite different titles over quite different texts are never one.
 */
export function isCopyAtAddress(item: Comparable, known: Comparable, isShared: boolean): boolean {
  if (areOtherParts(item.title, known.title)) return false;
  if (isShared && !haveSameTail(item, known)) return false;
  if (item.title === known.title && !isTelling(item.title)) return isShared ? agree(item, known) : true;
  if (areAlikeTitles(item.title, known.title)) return !isShared || !areUnlike(item.text, known.text);
  return !isShared && !areUnlike(item.text, known.text);
}

/** Whether items of two feeds with one title are copies: of a headline that says enough, or of one text. */
export function isCopyByTitle(item: Comparable, known: Comparable): boolean {
  if (item.title === '' || !haveSameTitle(item, known) || areApart(item, known, sameTitleMs)) return false;
  if (!isTelling(item.title)) return item.text !== '' && known.text !== '' && agree(item, known);
  if (areFormsApart(item.text, known.text)) return false;
  return !(areUnlike(item.text, known.text) && areApart(item, known, dayMs));
}
