import { isTelling, type Likeness, similarity } from '../stories/likeness.ts';

/** An entry of a feed that is known. */
export interface Known extends Likeness {
  readonly id: string;
  readonly publishedAt: string | null;
}

/** How alike the titles, and how alike the texts, of one entry are before and after an edit. */
const editedTitle = 0.5;
const editedText = 0.6;
/** Texts that share less than this, both long enough to say so, are different texts. */
const otherText = 0.2;
const longEnough = 8;
/** A title that is used every day comes with dates further apart than this. */
const sameTitleWithinMs = 20 * 3_600_000;

const isLong = (text: string): boolean => text.split(' ').length >= longEnough;

/**
 * Whether an entry with a new id is one that is known under the same address: re-published, or edited by a publisher
 * that counts editions in its ids. Entries that stand in the document beside each other are not, unless their titles
 * are the same: live blogs and status pages give many entries one address.
 */
export function isSameUnderAddress(entry: Likeness, known: Known, isBesides: boolean): boolean {
  if (entry.title === known.title) return true;
  if (isBesides) return false;
  const texts = similarity(entry.text, known.text);
  if (texts >= editedText) return true;
  const areOtherTexts = isLong(entry.text) && isLong(known.text) && texts < otherText;
  return similarity(entry.title, known.title) >= editedTitle && !areOtherTexts;
}

/**
 * Whether an entry with a new id and address is one that is known under the same title: moved, or filed in two
 * sections. "Morning briefing" with another text, or on another day, is not.
 */
export function isSameUnderTitle(entry: Likeness & { publishedAt: string | null }, known: Known): boolean {
  if (entry.text !== '' && known.text !== '') return similarity(entry.text, known.text) >= editedText;
  const { publishedAt: a } = entry;
  const { publishedAt: b } = known;
  const areApart = a !== null && b !== null && Math.abs(Date.parse(a) - Date.parse(b)) > sameTitleWithinMs;
  return isTelling(entry.title) && !areApart;
}

/** What is remembered of a feed's last document. */
export interface LastDocument {
  readonly baselineAt: number;
  /** The ids of its entries, in order. */
  readonly ids: readonly string[];
}

/** An entry of the document that is looked at, in its order. */
export interface Placed {
  readonly id: string;
  readonly publishedAt: string | null;
  readonly isKnown: boolean;
}

/**
 * The ids of unknown entries that are old: a publisher takes an entry out, and at the end of the list one comes up
 * that was there before the feed was first read. Told apart from late news by all of: the document has not grown, an
 * entry was taken out of its middle, and the unknown ones stand at the end, dated before the baseline and before
 * everything known above them.
 */
export function resurfaced(last: LastDocument, document: readonly Placed[]): ReadonlySet<string> {
  const present = new Set(document.map(({ id }) => id));
  const lastStanding = last.ids.findLastIndex((id) => present.has(id));
  const wasTakenOut = last.ids.slice(0, Math.max(0, lastStanding)).some((id) => !present.has(id));
  if (document.length > last.ids.length || !wasTakenOut) return new Set();
  const knownTimes = document
    .filter(({ isKnown }) => isKnown)
    .flatMap(({ publishedAt }) => (publishedAt === null ? [] : [Date.parse(publishedAt)]));
  const before = Math.min(last.baselineAt, ...knownTimes);
  const tail = document.slice(document.findLastIndex(({ isKnown }) => isKnown) + 1);
  return new Set(
    tail.flatMap(({ id, publishedAt }) =>
      publishedAt !== null && Date.parse(publishedAt) < before ? [id] : [],
    ),
  );
}
