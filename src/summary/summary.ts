import type { Searchable } from '../match/match.ts';

/** What a summariser is given: an item's text and the places that matched, so that they are told. */
export interface SummaryInput extends Searchable {
  /** Ranges of `text` that should be covered where possible. */
  readonly focus: readonly { readonly start: number; readonly end: number }[];
}

/** Sentences taken from the text, in its order. */
export interface Summary {
  readonly text: string;
  /**
   * For each sentence, its place in `text` of the input. `text` above is these slices joined by a space; a line break
   * that only wraps a paragraph is a space there too, and "…" follows a sentence that was cut.
   */
  readonly sentences: readonly SummarySentence[];
}

export interface SummarySentence {
  /** Which sentence of the text it is, from 0. */
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

export interface SummaryOptions {
  /** At most this many sentences; default 3. */
  readonly sentences?: number;
  /** At most this many characters; default 400. */
  readonly characters?: number;
}

/** Two or three sentences that tell the story. Never throws; an empty text gives an empty summary. */
export type Summarise = (input: SummaryInput, options?: SummaryOptions) => Summary;
