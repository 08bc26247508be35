import { Flag, type TokenBuffer } from './token-buffer.ts';

/** A line needs this many words to be called a line in capitals. */
const fewestWords = 3;

/** Marks the words of a line that is in capitals throughout: there capitals say nothing about a word. */
export function markShouted({ flags, foldedStart, count, foldedCount }: TokenBuffer, first: number): void {
  let words = 0;
  for (let word = first; word < count; word += 1) {
    const shape = flags[word] ?? 0;
    const end = word + 1 < count ? (foldedStart[word + 1] ?? 0) : foldedCount;
    if ((shape & Flag.letters) === 0 || end - (foldedStart[word] ?? 0) < 2) continue;
    if ((shape & Flag.allUpper) === 0) return;
    words += 1;
  }
  if (words < fewestWords) return;
  for (let word = first; word < count; word += 1) flags[word] = (flags[word] ?? 0) | Flag.shouted;
}
