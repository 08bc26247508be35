import { Flag, type TokenBuffer } from './token-buffer.ts';

/** A line needs this many words to be called a line in capitals. */
const fewestInLine = 3;
/** In other lines, so many words with nothing but spaces between them: fewer may be acronyms ("US FDA", "EU, UN, WHO"). */
const fewestInRun = 4;

const joined = Flag.spaced | Flag.hyphenated | Flag.glued;

/**
 * Marks words that somebody shouts: all of a line that is in capitals throughout, and in other lines the runs that are.
 * There capitals say nothing about a word.
 *
 * @param first - the first word of the line; its last is the last of the buffer.
 */
export function markShouted({ flags, foldedStart, count, foldedCount }: TokenBuffer, first: number): void {
  let runStart = first;
  let runWords = 0;
  let allWords = 0;
  let isWholeLine = true;

  function mark(from: number, to: number): void {
    for (let word = from; word < to; word += 1) flags[word] = (flags[word] ?? 0) | Flag.shouted;
  }

  function endRun(word: number, next: number): void {
    if (runWords >= fewestInRun) mark(runStart, word);
    runStart = next;
    runWords = 0;
  }

  for (let word = first; word < count; word += 1) {
    const shape = flags[word] ?? 0;
    if ((shape & joined) === 0) endRun(word, word);
    const end = word + 1 < count ? (foldedStart[word + 1] ?? 0) : foldedCount;
    // Numbers and single letters say nothing.
    if ((shape & Flag.letters) === 0 || end - (foldedStart[word] ?? 0) < 2) continue;
    if ((shape & Flag.allUpper) === 0) {
      isWholeLine = false;
      endRun(word, word + 1);
    } else {
      runWords += 1;
      allWords += 1;
    }
  }
  if (isWholeLine && allWords >= fewestInLine) mark(first, count);
  else endRun(count, count);
}
