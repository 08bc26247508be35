/** A part of an item that a term may be limited to. */
export type Scope = 'title' | 'text';

/** A word or phrase that is looked for in the words of an item. */
export interface Term {
  readonly type: 'term';
  /** As it was written, without quotes, `=` and `*`. */
  readonly text: string;
  /** `quoted`: written in quotes; it is the same phrase, and shown so again. */
  readonly quoted: boolean;
  /** `exact` (=SCO): as it is written, no alias, nothing folded. `prefix` (nucl*): every word that begins so. */
  readonly mode: 'usual' | 'exact' | 'prefix';
  readonly scope: Scope | null;
}

/** A pattern of RE2's syntax, which can't take more than linear time. */
export interface Regex {
  readonly type: 'regex';
  readonly source: string;
  readonly scope: Scope | null;
}

/** What an item is, beside its words. */
export interface Attribute {
  readonly type: 'attribute';
  readonly name: 'source' | 'author' | 'lang' | 'is';
  readonly value: string;
}

/** Two terms at most `distance` words from each other, in either order. */
export interface Near {
  readonly type: 'near';
  readonly left: Term;
  readonly right: Term;
  readonly distance: number;
}

/** A query as it was understood. */
export type Query =
  | Term
  | Regex
  | Attribute
  | Near
  | { readonly type: 'not'; readonly of: Query }
  | { readonly type: 'and' | 'or'; readonly of: readonly Query[] };
