/** What is remembered of a feed's last document. */
export interface LastDocument {
  /** When the feed was read for the first time, milliseconds UTC. */
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
  const before = document
    .filter(({ isKnown, publishedAt }) => isKnown && publishedAt !== null)
    .reduce((first, { publishedAt }) => Math.min(first, Date.parse(publishedAt ?? '')), last.baselineAt);
  const tail = document.slice(document.findLastIndex(({ isKnown }) => isKnown) + 1);
  return new Set(
    tail.flatMap(({ id, publishedAt }) =>
      publishedAt !== null && Date.parse(publishedAt) < before ? [id] : [],
    ),
  );
}
