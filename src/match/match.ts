/** The part of an item a match was found in. */
export type Field = 'title' | 'text';

/** One place that satisfied a keyword; offsets are UTF-16 code units of the original field. */
export interface Match {
  /** The keyword as the person wrote it. */
  readonly keyword: string;
  /** The alias that was found in its stead, as the alias list spells it. */
  readonly alias?: string;
  /** The word or phrase of a query that was found, where the query has more than one. */
  readonly part?: string;
  readonly field: Field;
  /** The matched slice of the original text, exactly `field.slice(start, end)`. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What is searched. */
export interface Searchable {
  readonly title: string;
  readonly text: string;
  readonly lang?: string | null;
  /** For `author:`, `source:` and `is:image`; what is left out satisfies none of them. */
  readonly author?: string | null;
  readonly feed?: { readonly url: string; readonly title: string };
  readonly image?: string | null;
}

/** A keyword that an item satisfied, with the evidence, in order of field (title first) and place. */
export interface KeywordHit {
  readonly keyword: string;
  readonly matches: readonly Match[];
}

/**
 * All watched keywords of all guilds. Keywords are counted: adding one twice and removing it once leaves it watched.
 * Guilds' own aliases make a keyword a different one for them, so an entry is (keyword, alias set).
 */
export interface KeywordIndex {
  /** Watches a keyword. Throws QueryError where it can't be read. */
  add(entry: KeywordEntry): void;
  remove(entry: KeywordEntry): void;
  /** Every entry that the text satisfies, found in one pass over it. */
  search(document: Searchable): EntryHit[];
  readonly size: number;
}

/** One watched keyword with the guild's own aliases for it, beside the shared ones. */
export interface KeywordEntry {
  readonly keyword: string;
  /** Other spellings that only this guild uses for the keyword. */
  readonly aliases: readonly string[];
  /** Who watches; given back with each hit. */
  readonly owner: string;
}

export interface EntryHit extends KeywordHit {
  readonly owner: string;
}
