import { createTokenBuffer, type Flag, foldedText, type TokenBuffer } from './token-buffer.ts';
import { tokenizeInto } from './tokenize.ts';

/** A word of a text, with its place in the original. */
export interface Token {
  /** As it is compared. */
  readonly text: string;
  /** UTF-16 offsets in the original. */
  readonly start: number;
  readonly end: number;
  /** How it is written and what stands before it: bits of `Flag`. */
  readonly flags: number;
}

const shared: TokenBuffer = createTokenBuffer();

/** The words of a text as objects, for where speed does not matter; the same words that matching sees. */
export function tokenize(text: string): Token[] {
  tokenizeInto(text, shared);
  return Array.from({ length: shared.count }, (_, at) => ({
    text: foldedText(shared, at),
    start: shared.start[at] ?? 0,
    end: shared.end[at] ?? 0,
    flags: shared.flags[at] ?? 0,
  }));
}

/** Whether a word has a flag. */
export const has = (token: Token, flag: (typeof Flag)[keyof typeof Flag]): boolean =>
  (token.flags & flag) !== 0;
