import { Flag, type TokenBuffer } from './token-buffer.ts';

/** Names of this many syllables are found inside Korean words too: nothing else is written so. */
const tellingSyllables = 3;
/** Particles that follow a Korean noun without a space; only a one-syllable name needs one after it to be a word. */
const particles = new Set('은는이가을를의에와과도만로'.split(''));
/** Thai and Lao vowels that are written before the consonant they follow in speech. */
const leadingVowel = /[\u0e40-\u0e44\u0ec0-\u0ec4]/;

/** Whether a match may begin at a word. A Korean word that goes on before it is judged with the whole match. */
export function mayBegin({ flags, folded, foldedStart }: TokenBuffer, word: number): boolean {
  const here = flags[word] ?? 0;
  if ((here & Flag.glued) === 0) return true;
  const before = flags[word - 1] ?? 0;
  if (((here | before) & Flag.ideograph) === 0 || (here & Flag.sign) !== 0) return false;
  // Katakana writes foreign names; a longer run of it is another word.
  if ((here & before & Flag.katakana) !== 0) return false;
  return !leadingVowel.test(String.fromCharCode(folded[foldedStart[word - 1] ?? 0] ?? 0));
}

/** Whether a match from a word may end before another. */
export function mayEnd(tokens: TokenBuffer, first: number, after: number): boolean {
  const { flags, folded, foldedStart, count } = tokens;
  if (
    (((flags[first] ?? 0) | (flags[after - 1] ?? 0)) & Flag.hangul) !== 0 &&
    !isKoreanWord(tokens, first, after)
  ) {
    return false;
  }
  if (after >= count) return true;
  const next = flags[after] ?? 0;
  if ((next & Flag.glued) === 0) return true;
  const last = flags[after - 1] ?? 0;
  if (((last | next) & Flag.ideograph) !== 0) {
    return (next & Flag.sign) === 0 && (last & next & Flag.katakana) === 0;
  }
  // "F-35" is found in "F-35A": a single letter after a number names a variant.
  const isLetter =
    (foldedStart[after + 1] ?? 0) - (foldedStart[after] ?? 0) === 1 && (next & Flag.letters) !== 0;
  return isLetter && (last & Flag.letters) === 0 && folded.length > 0;
}

function isKoreanWord(
  { flags, folded, foldedStart, count }: TokenBuffer,
  first: number,
  after: number,
): boolean {
  const isSyllable = (word: number) => ((flags[word] ?? 0) & Flag.hangul) !== 0;
  const isGlued = (word: number) =>
    word < count && ((flags[word] ?? 0) & Flag.glued) !== 0 && isSyllable(word);
  let syllables = isSyllable(first) ? 1 : 0;
  while (syllables > 0 && first + syllables < after && isGlued(first + syllables)) syllables += 1;
  if (syllables >= tellingSyllables) return true;
  if (syllables > 0 && first > 0 && isGlued(first) && isSyllable(first - 1)) return false;
  if (after - first !== 1 || !isGlued(after)) return true;
  const isParticle = particles.has(String.fromCharCode(folded[foldedStart[after] ?? 0] ?? 0));
  return isParticle && !isGlued(after + 1);
}
