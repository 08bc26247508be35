import { foldedUnits, Kind, kindAt, kindBits, kinds, longBit, lowerBit, upperBit } from './characters.ts';
import { hashFactor } from './hash.ts';
import { markShouted } from './shouted.ts';
import { Flag, load, type TokenBuffer } from './token-buffer.ts';
import { readCharacter, readNumber, readWord } from './word-reader.ts';
import { startsDotWord } from './word-rules.ts';

/** UTF-16 units of a field that are read; what lies beyond is not searched. */
export const longestText = 200_000;

/** A dot after a longer word ends a sentence; after a shorter one it may end an abbreviation ("Gov. Newsom"). */
const longestAbbreviation = 3;

/** A letter that is folded to one unit. */
const plainBits = kindBits | longBit;
/** Kinds that end a word of plain letters whatever it is; at the others it is read by all rules. */
const plainEnds = [
  Kind.digit,
  Kind.ideograph,
  Kind.jamo,
  Kind.space,
  Kind.newline,
  Kind.hyphen,
  Kind.breaker,
  Kind.dot,
  Kind.other,
].reduce((bits, kind) => bits | (1 << kind), 0);

/** What stands before the next word, after a sign, given what stood before the sign. */
function gapAfter(what: number, gap: number): number {
  switch (what) {
    case Kind.ignored:
    case Kind.mark:
      return gap;
    case Kind.space:
    case Kind.newline:
      return gap === Flag.glued ? Flag.spaced : gap === Flag.hyphenated ? 0 : gap;
    case Kind.hyphen:
      return gap === Flag.glued ? Flag.hyphenated : gap & Flag.afterBreak;
    case Kind.breaker:
      return Flag.afterBreak;
    default:
      return gap & Flag.afterBreak;
  }
}

/** Whether the dot at a place ends a sentence. */
function endsSentence(
  { count, end, foldedStart, foldedCount }: TokenBuffer,
  text: string,
  at: number,
): boolean {
  if (count === 0 || end[count - 1] !== at) return false;
  if (foldedCount - (foldedStart[count - 1] ?? 0) <= longestAbbreviation) return false;
  const next = at + 1 < text.length ? kindAt(text, at + 1) & kindBits : Kind.space;
  return next === Kind.space || next === Kind.newline;
}

/**
 * Cuts a text into words in one pass. Case, accents, widths and invisible characters are folded; apostrophes inside
 * words and possessives are dropped; letters and digits are words of their own, as is every character of a script
 * without spaces. Words of plain letters, which most are, are read in the loop itself: every call and every object in
 * it would be paid for once a character.
 */
export function tokenizeInto(text: string, buffer: TokenBuffer): void {
  const length = Math.min(text.length, longestText);
  load(buffer, text, length);
  const { units, start, end, hash, flags, foldedStart } = buffer;
  let { folded } = buffer;
  let foldedCount = 0;
  let gap = 0;
  let at = 0;
  let lineFirst = 0;
  let isLineEmpty = false;

  while (at < length) {
    let unit = units[at] ?? 0;
    let kind = kinds[unit] ?? 0;
    if (kind <= Kind.half) kind = kindAt(text, at);

    if ((kind & plainBits) === Kind.letter) {
      const first = at;
      const from = foldedCount;
      const firstKind = kind;
      let shapes = 0;
      let code = 0;
      do {
        const shown = foldedUnits[unit] ?? 0;
        folded[foldedCount++] = shown;
        code = (Math.imul(code, hashFactor) + shown) | 0;
        shapes |= kind;
        at += 1;
        unit = units[at] ?? 0;
        kind = kinds[unit] ?? 0;
      } while ((kind & plainBits) === Kind.letter);
      isLineEmpty = false;
      const what = kind & kindBits;
      if (((plainEnds >>> what) & 1) !== 0 && (what !== Kind.dot || at - first > 1)) {
        let shape = Flag.letters | gap;
        if ((firstKind & upperBit) !== 0) shape |= Flag.firstUpper;
        if ((shapes & (upperBit | lowerBit)) === upperBit) shape |= Flag.allUpper;
        const letter = folded[from] ?? 0;
        if (letter >= 0x400 && letter < 0x530) shape |= Flag.cyrillic;
        const word = buffer.count++;
        start[word] = first;
        end[word] = at;
        hash[word] = code;
        flags[word] = shape;
        foldedStart[word] = from;
        buffer.foldedCount = foldedCount;
        gap = Flag.glued;
        continue;
      }
      buffer.foldedCount = from;
      at = readWord(buffer, text, first, length, gap);
      gap = at === end[buffer.count - 1] ? Flag.glued : 0;
      ({ folded, foldedCount } = buffer);
      continue;
    }

    const what = kind & kindBits;
    if (what === Kind.space) {
      gap = gap === Flag.glued ? Flag.spaced : gap === Flag.hyphenated ? 0 : gap;
      at += 1;
      continue;
    }
    if (what === Kind.newline) {
      gap = isLineEmpty ? Flag.afterBreak : gapAfter(what, gap);
      isLineEmpty = true;
      markShouted(buffer, lineFirst);
      lineFirst = buffer.count;
      at += 1;
      continue;
    }
    isLineEmpty = false;
    if (what === Kind.letter || (what === Kind.dot && gap !== Flag.glued && startsDotWord(text, at))) {
      at = readWord(buffer, text, at, length, gap);
      gap = at === end[buffer.count - 1] ? Flag.glued : 0;
    } else if (what === Kind.digit) {
      at = readNumber(buffer, text, at, length, gap);
      gap = Flag.glued;
    } else if (what === Kind.ideograph || what === Kind.jamo) {
      at = readCharacter(buffer, text, at, length, gap);
      gap = Flag.glued;
    } else {
      gap = what === Kind.dot && endsSentence(buffer, text, at) ? Flag.afterBreak : gapAfter(what, gap);
      at += 1;
    }
    ({ folded, foldedCount } = buffer);
  }
  markShouted(buffer, lineFirst);
  // Who looks one or two words ahead finds nothing there.
  flags.fill(0, buffer.count, buffer.count + 2);
  foldedStart[buffer.count] = buffer.foldedCount;
}
