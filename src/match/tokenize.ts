import {
  dropsAccents,
  foldCharacter,
  foldedUnits,
  Kind,
  kindAt,
  kindBits,
  kinds,
  longBit,
  lowerBit,
  upperBit,
} from './characters.ts';
import { hashFactor } from './hash.ts';
import { appendFolded, Flag, makeRoom, type TokenBuffer } from './token-buffer.ts';
import { dottedEnd, joinAfter, scriptFlags, startsDotWord } from './word-rules.ts';

/** UTF-16 units of a field that are read; what lies beyond is not searched. */
export const longestText = 200_000;

/** A line needs this many words to be called a line in capitals. */
const shoutedWords = 3;
/** A dot after a longer word ends a sentence; after a shorter one it may end an abbreviation ("Gov. Newsom"). */
const longestAbbreviation = 3;

const syllableParts = /[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?/y;

/**
 * Cuts a text into words in one pass. Case, accents, widths and invisible characters are folded; apostrophes inside
 * words and possessives are dropped; letters and digits are words of their own, as is every character of a script
 * without spaces. One long function, because every call and every object in it would be paid for once a character.
 */
export function tokenizeInto(text: string, buffer: TokenBuffer): void {
  const length = Math.min(text.length, longestText);
  makeRoom(buffer, length);
  const { start, end, hash, flags, foldedStart } = buffer;
  let { folded } = buffer;
  let count = 0;
  let foldedCount = 0;
  let gap = 0;
  let at = 0;
  let lineFirst = 0;
  let lineWords = 0;
  let lineCapitals = 0;
  let blankLine = false;

  while (at < length) {
    let unit = text.charCodeAt(at);
    let kind = kinds[unit] ?? 0;
    if (kind <= Kind.half) kind = kindAt(text, at);
    let what = kind & kindBits;

    if (what === Kind.space) {
      if (gap === Flag.glued) gap = Flag.spaced;
      else if (gap === Flag.hyphenated) gap = 0;
      at += 1;
      continue;
    }

    const afterNewline = blankLine;
    blankLine = false;
    const first = at;
    const from = foldedCount;
    let code = 0;
    if (what === Kind.dot && (gap & Flag.glued) === 0 && startsDotWord(text, at)) {
      folded[foldedCount++] = unit;
      code = unit;
      at += 1;
      unit = text.charCodeAt(at);
      kind = kindAt(text, at);
      what = Kind.letter;
    }

    if (what === Kind.letter) {
      const firstUpper = (kind & upperBit) !== 0;
      let upper = 0;
      let lower = 0;
      let last = at;
      let shape = Flag.letters | gap;
      for (;;) {
        if ((kind & longBit) === 0) {
          const shown = foldedUnits[unit] ?? 0;
          folded[foldedCount++] = shown;
          code = (Math.imul(code, hashFactor) + shown) | 0;
          at += 1;
        } else {
          const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
          buffer.foldedCount = foldedCount;
          appendFolded(buffer, foldCharacter(character), length - at);
          folded = buffer.folded;
          for (; foldedCount < buffer.foldedCount; foldedCount += 1) {
            code = (Math.imul(code, hashFactor) + (folded[foldedCount] ?? 0)) | 0;
          }
          at += character.length;
        }
        upper += (kind & upperBit) >> 4;
        lower += (kind & lowerBit) >> 5;
        last = at;
        what = Kind.unknown;
        while (at < length) {
          unit = text.charCodeAt(at);
          kind = kinds[unit] ?? 0;
          if (kind <= Kind.half) kind = kindAt(text, at);
          what = kind & kindBits;
          if (what !== Kind.ignored && what !== Kind.mark) break;
          if (what === Kind.mark) {
            const base = folded[foldedCount - 1] ?? 0;
            const whole = dropsAccents(base) ? '' : String.fromCharCode(base, unit).normalize('NFC');
            if (whole.length === 1) {
              const shown = foldCharacter(whole).charCodeAt(0);
              folded[foldedCount - 1] = shown;
              code = (code - base + shown) | 0;
            }
            last = at + 1;
          }
          at += 1;
          what = Kind.unknown;
        }
        if (what === Kind.letter) continue;
        if (what !== Kind.apostrophe && what !== Kind.other) break;
        const run = foldedCount - from;
        const joined = at === last ? joinAfter(text, at, run, folded[from] ?? 0, from, folded) : 0;
        if (joined === 0) break;
        if (joined < 0) {
          // A possessive: it belongs to the sentence, not to the name.
          at -= joined;
          break;
        }
        if (what === Kind.other) {
          for (let sign = 0; sign < joined; sign += 1) {
            folded[foldedCount++] = unit;
            code = (Math.imul(code, hashFactor) + unit) | 0;
          }
        }
        at += joined;
        if (what === Kind.apostrophe || unit === 38) {
          unit = text.charCodeAt(at);
          kind = kindAt(text, at);
          continue;
        }
        last = at;
        break;
      }
      if (what === Kind.dot && upper === 1 && lower === 0 && foldedCount - from === 1 && at === last) {
        const stop = dottedEnd(text, at, length);
        if (stop > at) {
          for (let next = at + 1; next < stop; next += 1) {
            if ((kindAt(text, next) & kindBits) !== Kind.letter) continue;
            const shown = foldedUnits[text.charCodeAt(next)] ?? 0;
            folded[foldedCount++] = shown;
            code = (Math.imul(code, hashFactor) + shown) | 0;
          }
          shape |= Flag.dotted;
          at = stop;
          last = stop;
        }
      }
      if (firstUpper) shape |= Flag.firstUpper;
      if (upper > 0 && lower === 0) shape |= Flag.allUpper;
      const letter = folded[from] ?? 0;
      if (letter >= 0x400 && letter < 0x530) shape |= Flag.cyrillic;
      start[count] = first;
      end[count] = last;
      hash[count] = code;
      flags[count] = shape;
      foldedStart[count] = from;
      count += 1;
      if (foldedCount - from > 1) {
        lineWords += 1;
        if ((shape & Flag.allUpper) !== 0) lineCapitals += 1;
      }
      gap = at === last ? Flag.glued : 0;
      continue;
    }

    if (what === Kind.digit) {
      let last = at;
      while (what === Kind.digit) {
        if ((kind & longBit) === 0) {
          const shown = foldedUnits[unit] ?? 0;
          folded[foldedCount++] = shown;
          code = (Math.imul(code, hashFactor) + shown) | 0;
          at += 1;
        } else {
          const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
          buffer.foldedCount = foldedCount;
          appendFolded(buffer, foldCharacter(character), length - at);
          folded = buffer.folded;
          for (; foldedCount < buffer.foldedCount; foldedCount += 1) {
            code = (Math.imul(code, hashFactor) + (folded[foldedCount] ?? 0)) | 0;
          }
          at += character.length;
        }
        last = at;
        if (at >= length) break;
        unit = text.charCodeAt(at);
        kind = kindAt(text, at);
        what = kind & kindBits;
      }
      start[count] = first;
      end[count] = last;
      hash[count] = code;
      flags[count] = gap;
      foldedStart[count] = from;
      count += 1;
      gap = Flag.glued;
      continue;
    }

    if (what === Kind.ideograph || what === Kind.jamo) {
      let shown: string;
      if (what === Kind.jamo) {
        syllableParts.lastIndex = at;
        const parts = syllableParts.exec(text)?.[0] ?? text.charAt(at);
        at += parts.length;
        shown = parts.normalize('NFC');
      } else {
        const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
        at += character.length;
        const next = at < length ? kindAt(text, at) : 0;
        shown = foldCharacter(character);
        if ((next & kindBits) === Kind.mark) {
          shown = (shown + foldCharacter(text.charAt(at))).normalize('NFC');
          at += 1;
        }
      }
      buffer.foldedCount = foldedCount;
      appendFolded(buffer, shown, length - at);
      folded = buffer.folded;
      for (; foldedCount < buffer.foldedCount; foldedCount += 1) {
        code = (Math.imul(code, hashFactor) + (folded[foldedCount] ?? 0)) | 0;
      }
      start[count] = first;
      end[count] = at;
      hash[count] = code;
      flags[count] = gap | Flag.ideograph | scriptFlags(shown);
      foldedStart[count] = from;
      count += 1;
      gap = Flag.glued;
      continue;
    }

    if (what === Kind.newline) {
      if (afterNewline) gap = Flag.afterBreak;
      else if (gap === Flag.glued) gap = Flag.spaced;
      else if (gap === Flag.hyphenated) gap = 0;
      if (lineWords >= shoutedWords && lineCapitals === lineWords) {
        for (let word = lineFirst; word < count; word += 1) flags[word] = (flags[word] ?? 0) | Flag.shouted;
      }
      lineFirst = count;
      lineWords = 0;
      lineCapitals = 0;
      blankLine = true;
      at += 1;
      continue;
    }

    if (what === Kind.hyphen) {
      gap = gap === Flag.glued ? Flag.hyphenated : gap & Flag.afterBreak;
    } else if (what === Kind.breaker) {
      gap = Flag.afterBreak;
    } else if (what === Kind.dot) {
      const isAfterWord = count > 0 && end[count - 1] === at;
      const size = isAfterWord ? foldedCount - (foldedStart[count - 1] ?? 0) : 0;
      const next = at + 1 < length ? kindAt(text, at + 1) & kindBits : Kind.space;
      const ends = size > longestAbbreviation && (next === Kind.space || next === Kind.newline);
      gap = ends ? Flag.afterBreak : gap & Flag.afterBreak;
    } else if (what !== Kind.ignored && what !== Kind.mark) {
      gap &= Flag.afterBreak;
    }
    at += 1;
  }
  if (lineWords >= shoutedWords && lineCapitals === lineWords) {
    for (let word = lineFirst; word < count; word += 1) flags[word] = (flags[word] ?? 0) | Flag.shouted;
  }
  foldedStart[count] = foldedCount;
  buffer.count = count;
  buffer.foldedCount = foldedCount;
}
