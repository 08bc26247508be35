import { readsAsAcronym } from './acronyms.ts';
import { roomFor } from './arrays.ts';
import { joinHashes, longestJoined } from './hash.ts';
import type { Labels } from './labels.ts';
import { type InflectedLanguage, slavicStem } from './slavic.ts';
import { Slot } from './surfaces.ts';
import { createTokenBuffer, Flag, foldedText, type TokenBuffer } from './token-buffer.ts';
import { tokenizeInto } from './tokenize.ts';

/**
 * One part of an item: its words, and the ways to go on from each. A way is a label that the word carries and how many
 * words of the text it covers. Ways are looked up for the words that are asked about only: that is where waiting for
 * memory would add up.
 */
export interface Reading {
  readonly tokens: TokenBuffer;
  read(text: string): void;
  /** The first way from a word; `waysEnd` is behind its last one. */
  ways(word: number): number;
  /** To be asked after `ways` for the same word. */
  waysEnd(word: number): number;
  label(way: number): number;
  length(way: number): number;
}

/** Two words with a capital each; "Jong UN" are a name and an acronym. */
export function areNames(left: number, right: number): boolean {
  const capital = Flag.firstUpper | Flag.allUpper;
  return (left & capital) === Flag.firstUpper && (right & capital) === Flag.firstUpper;
}

const hangulGlued = Flag.hangul | Flag.glued;

/** A hyphenated word of a text may have this many parts to be found by a keyword that writes it in one. */
export const mostHyphenatedParts = 3;

/** An empty reading, used again for one text after another. */
export function createReading({
  labels,
  inflected,
}: {
  labels: Labels;
  inflected: readonly InflectedLanguage[];
}): Reading {
  const tokens = createTokenBuffer();
  const { surfaces, counts } = labels;
  /** By word, its first way, or -1 where nobody has asked. */
  let starts = new Int32Array(256);
  let ends = new Int32Array(256);
  let wayLabels = new Int32Array(128);
  let wayLengths = new Int32Array(128);
  let count = 0;

  function add(label: number, length: number): void {
    if (label === 0) return;
    if (count >= wayLabels.length) {
      wayLabels = roomFor(wayLabels, count);
      wayLengths = roomFor(wayLengths, count);
    }
    wayLabels[count] = label;
    wayLengths[count] = length;
    count += 1;
  }

  /** Words of the text that a keyword may write in one. */
  function addJoined(word: number): void {
    const { flags, hash, folded, foldedStart } = tokens;
    const from = foldedStart[word] ?? 0;
    let code = hash[word] ?? 0;
    for (let length = 2; length <= mostHyphenatedParts; length += 1) {
      const part = word + length - 1;
      const shape = part < tokens.count ? (flags[part] ?? 0) : 0;
      const isHyphenated = (shape & Flag.hyphenated) !== 0;
      const isNames = length === 2 && !isHyphenated && counts.joined > 0;
      if ((shape & Flag.letters) === 0 || (!isHyphenated && !isNames)) return;
      const end = foldedStart[part + 1] ?? 0;
      const partLength = end - (foldedStart[part] ?? 0);
      if (partLength > longestJoined) return;
      code = joinHashes(code, hash[part] ?? 0, partLength);
      const surface = surfaces.find(code, folded, from, end - from);
      if (surface !== -1 && isHyphenated) {
        add(surfaces.label(surface, Slot.word), length);
        add(surfaces.label(surface, Slot.inflected), length);
      } else if (surface !== -1) {
        add(surfaces.label(surface, Slot.joined), length);
      }
      if (!isHyphenated) return;
    }
  }

  function addStems(word: number): void {
    const text = foldedText(tokens, word);
    for (const language of inflected) {
      add(labels.stem(language, text), 1);
      const stem = slavicStem(text, language);
      if (stem !== undefined && stem !== text) add(labels.stem(language, stem), 1);
    }
  }

  function find(word: number): void {
    const { folded, flags, foldedStart, hash } = tokens;
    const from = foldedStart[word] ?? 0;
    const length = (foldedStart[word + 1] ?? 0) - from;
    const shape = flags[word] ?? 0;
    const surface = surfaces.find(hash[word] ?? 0, folded, from, length);
    if (surface !== -1) {
      add(surfaces.label(surface, Slot.word), 1);
      if ((shape & hangulGlued) !== Flag.hangul) add(surfaces.label(surface, Slot.inflected), 1);
      const asAcronym = surfaces.label(surface, Slot.acronym);
      if (asAcronym !== 0 && readsAsAcronym(shape, length, () => foldedText(tokens, word))) add(asAcronym, 1);
    }
    if ((shape & Flag.letters) === 0) return;
    if (counts.stem > 0 && (shape & Flag.cyrillic) !== 0) addStems(word);
    const next = flags[word + 1] ?? 0;
    const isJoined =
      (next & Flag.hyphenated) !== 0 ||
      (counts.joined > 0 && (next & Flag.spaced) !== 0 && areNames(shape, next));
    if (isJoined) addJoined(word);
  }

  return {
    tokens,
    read(text) {
      tokenizeInto(text, tokens);
      count = 0;
      starts = roomFor(starts, tokens.count);
      ends = roomFor(ends, tokens.count);
      starts.fill(-1, 0, tokens.count);
    },
    ways(word) {
      const known = starts[word] ?? 0;
      if (known >= 0) return known;
      const start = count;
      starts[word] = start;
      find(word);
      ends[word] = count;
      return start;
    },
    waysEnd: (word) => ends[word] ?? 0,
    label: (way) => wayLabels[way] ?? 0,
    length: (way) => wayLengths[way] ?? 1,
  };
}
