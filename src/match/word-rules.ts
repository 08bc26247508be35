import { Kind, kindAt, kindBits, longBit, upperBit } from './characters.ts';
import { Flag } from './token-buffer.ts';

/** Words that French and Italian write before an apostrophe: they are words of their own ("l'OTAN"). */
const elided = new Set(['l', 'd', 'j', 'm', 't', 's', 'n', 'c', 'qu', 'dell', 'all', 'nell', 'dall', 'sull']);
const longestElided = 4;

/** Words that a dot before them is part of. */
const dotWords: ReadonlySet<string> = new Set(['net']);
const dotWordLength = 3;

/** At most this many letters stand on either side of the "&" of a name ("AT&T"). */
const longestAmpersandPart = 3;
const [ampersand, plus, numberSign] = [38, 43, 35];

const isLetterAt = (text: string, at: number): boolean =>
  at < text.length && (kindAt(text, at) & kindBits) === Kind.letter;

const isWordAt = (text: string, at: number): boolean => {
  if (at >= text.length) return false;
  const kind = kindAt(text, at) & kindBits;
  return kind === Kind.letter || kind === Kind.digit || kind === Kind.ideograph;
};

/** Whether the dot at a place begins a word (".NET"). */
export function startsDotWord(text: string, at: number): boolean {
  return (
    isLetterAt(text, at + 1) &&
    dotWords.has(text.slice(at + 1, at + 1 + dotWordLength).toLowerCase()) &&
    !isWordAt(text, at + 1 + dotWordLength)
  );
}

/**
 * What the sign after a run of letters does: 0 where the word ends before it, the number of signs that belong to
 * the word, or minus the length of a possessive ("'s"), which does not.
 */
export function joinAfter(text: string, at: number, run: number, from: number, folded: Uint16Array): number {
  const unit = text.charCodeAt(at);
  if (unit === ampersand) {
    let right = 0;
    while (right <= longestAmpersandPart && isLetterAt(text, at + 1 + right)) right += 1;
    return run <= longestAmpersandPart && right > 0 && right <= longestAmpersandPart ? 1 : 0;
  }
  if (unit === plus) return text.charCodeAt(at + 1) === plus && !isWordAt(text, at + 2) ? 2 : 0;
  if (unit === numberSign) return run === 1 && !isWordAt(text, at + 1) ? 1 : 0;
  if ((kindAt(text, at) & kindBits) !== Kind.apostrophe || !isLetterAt(text, at + 1)) return 0;
  const next = text.charAt(at + 1);
  if ((next === 's' || next === 'S') && !isLetterAt(text, at + 2)) return -2;
  if (run > longestElided) return 1;
  const word = String.fromCharCode(...folded.subarray(from, from + run));
  return elided.has(word) ? 0 : 1;
}

/** Where the capitals with dots end whose first dot is at a place ("U.S.", "U.S"); that place where there are none. */
export function dottedEnd(text: string, at: number, length: number): number {
  let stop = at;
  for (let dot = at; dot + 1 < length; ) {
    const letter = dot + 1;
    if ((kindAt(text, letter) & (kindBits | upperBit | longBit)) !== (Kind.letter | upperBit)) break;
    // "J.Smith" is no acronym.
    if (isWordAt(text, letter + 1)) break;
    stop = letter + 1;
    if (stop >= length || (kindAt(text, stop) & kindBits) !== Kind.dot) break;
    dot = stop;
    stop += 1;
  }
  return stop;
}

const isSign = /^\p{M}/u;

/** What is special about the script of an ideograph or syllable. */
export function scriptFlags(shown: string): number {
  const unit = shown.charCodeAt(0);
  if (unit >= 0xac00 && unit <= 0xd7a3) return Flag.hangul;
  if (unit >= 0x30a0 && unit <= 0x30ff) return Flag.katakana;
  return unit < 0x2000 && isSign.test(shown) ? Flag.sign : 0;
}
