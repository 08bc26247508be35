import {
  dropsAccents,
  foldCharacter,
  foldedUnits,
  Kind,
  kindAt,
  kindBits,
  longBit,
  lowerBit,
  upperBit,
} from './characters.ts';
import { hashFactor } from './hash.ts';
import { addWord, appendFolded, Flag, type TokenBuffer } from './token-buffer.ts';
import { dottedEnd, joinAfter, scriptFlags } from './word-rules.ts';

/** Appends the folded form of the character at a place and returns the hash with it. */
function foldOn(buffer: TokenBuffer, text: string, at: number, length: number, hash: number): number {
  const from = buffer.foldedCount;
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  appendFolded(buffer, foldCharacter(character), length - at);
  return hashOn(buffer, from, hash);
}

function hashOn({ folded, foldedCount }: TokenBuffer, from: number, hash: number): number {
  let code = hash;
  for (let at = from; at < foldedCount; at += 1) code = (Math.imul(code, hashFactor) + (folded[at] ?? 0)) | 0;
  return code;
}

const sizeAt = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);

/** A combining mark makes another letter of the one before it (й), or is dropped; returns the hash with it. */
function addMark({ folded, foldedCount }: TokenBuffer, unit: number, hash: number): number {
  const base = folded[foldedCount - 1] ?? 0;
  const whole = dropsAccents(base) ? '' : String.fromCharCode(base, unit).normalize('NFC');
  if (whole.length !== 1) return hash;
  const shown = foldCharacter(whole).charCodeAt(0);
  folded[foldedCount - 1] = shown;
  return (hash - base + shown) | 0;
}

/**
 * Reads one word of letters, by all rules: marks and invisible characters in it, apostrophes, possessives, signs that
 * belong to it, capitals with dots. Returns where to go on.
 *
 * @param at - where it begins, maybe at the dot of ".NET".
 */
export function readWord(buffer: TokenBuffer, text: string, at: number, length: number, gap: number): number {
  const from = buffer.foldedCount;
  let next = at;
  let hash = 0;
  let upper = 0;
  let lower = 0;
  let last = at;
  let shape = Flag.letters | gap;
  const append = (unit: number): void => {
    buffer.folded[buffer.foldedCount++] = unit;
    hash = (Math.imul(hash, hashFactor) + unit) | 0;
  };

  let kind = kindAt(text, next);
  if ((kind & kindBits) === Kind.dot) {
    append(text.charCodeAt(next));
    next += 1;
    kind = kindAt(text, next);
  }
  if ((kind & upperBit) !== 0) shape |= Flag.firstUpper;

  let what = 0;
  for (;;) {
    if ((kind & longBit) === 0) {
      append(foldedUnits[text.charCodeAt(next)] ?? 0);
      next += 1;
    } else {
      hash = foldOn(buffer, text, next, length, hash);
      next += sizeAt(text, next);
    }
    upper += (kind & upperBit) >> 4;
    lower += (kind & lowerBit) >> 5;
    last = next;
    what = Kind.unknown;
    for (; next < length; next += 1) {
      kind = kindAt(text, next);
      what = kind & kindBits;
      if (what !== Kind.ignored && what !== Kind.mark) break;
      if (what === Kind.mark) {
        hash = addMark(buffer, text.charCodeAt(next), hash);
        last = next + 1;
      }
      what = Kind.unknown;
    }
    if (what === Kind.letter) continue;
    if ((what !== Kind.apostrophe && what !== Kind.sign) || next !== last) break;
    const joined = joinAfter(text, next, buffer.foldedCount - from, from, buffer.folded);
    if (joined === 0) break;
    if (joined < 0) {
      // A possessive: it belongs to the sentence, not to the name.
      next -= joined;
      break;
    }
    if (what === Kind.sign) {
      for (let sign = 0; sign < joined; sign += 1) append(text.charCodeAt(next));
    }
    next += joined;
    kind = next < length ? kindAt(text, next) : 0;
    if ((kind & kindBits) === Kind.letter) continue;
    last = next;
    break;
  }
  if (what === Kind.dot && upper === 1 && lower === 0 && buffer.foldedCount - from === 1 && next === last) {
    const stop = dottedEnd(text, next, length);
    for (let letter = next + 1; letter < stop; letter += 1) {
      if ((kindAt(text, letter) & kindBits) === Kind.letter)
        append(foldedUnits[text.charCodeAt(letter)] ?? 0);
    }
    if (stop > next) {
      shape |= Flag.dotted;
      next = stop;
      last = stop;
    }
  }
  if (upper > 0 && lower === 0) shape |= Flag.allUpper;
  const letter = buffer.folded[from] ?? 0;
  if (letter >= 0x400 && letter < 0x530) shape |= Flag.cyrillic;
  addWord(buffer, at, last, hash, shape, from);
  return next;
}

/** Reads a number, in the digits of any script. Returns where to go on. */
export function readNumber(
  buffer: TokenBuffer,
  text: string,
  at: number,
  length: number,
  gap: number,
): number {
  const from = buffer.foldedCount;
  let next = at;
  let hash = 0;
  while (next < length) {
    const kind = kindAt(text, next);
    if ((kind & kindBits) !== Kind.digit) break;
    if ((kind & longBit) === 0) {
      const shown = foldedUnits[text.charCodeAt(next)] ?? 0;
      buffer.folded[buffer.foldedCount++] = shown;
      hash = (Math.imul(hash, hashFactor) + shown) | 0;
      next += 1;
    } else {
      hash = foldOn(buffer, text, next, length, hash);
      next += sizeAt(text, next);
    }
  }
  addWord(buffer, at, next, hash, gap, from);
  return next;
}

const syllableParts = /[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?/y;

/** Reads a character of a script without spaces, or a Korean syllable in its parts. Returns where to go on. */
export function readCharacter(
  buffer: TokenBuffer,
  text: string,
  at: number,
  length: number,
  gap: number,
): number {
  const from = buffer.foldedCount;
  let next = at;
  let shown: string;
  if ((kindAt(text, at) & kindBits) === Kind.jamo) {
    syllableParts.lastIndex = at;
    const parts = syllableParts.exec(text)?.[0] ?? text.charAt(at);
    next += parts.length;
    shown = parts.normalize('NFC');
  } else {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    next += character.length;
    shown = foldCharacter(character);
    if (next < length && (kindAt(text, next) & kindBits) === Kind.mark) {
      shown = (shown + foldCharacter(text.charAt(next))).normalize('NFC');
      next += 1;
    }
  }
  appendFolded(buffer, shown, length - next);
  addWord(buffer, at, next, hashOn(buffer, from, 0), gap | Flag.ideograph | scriptFlags(shown), from);
  return next;
}
