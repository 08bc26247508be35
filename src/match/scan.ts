import { readsAsAcronym } from './acronyms.ts';
import { roomFor } from './arrays.ts';
import { mayBegin, mayEnd } from './boundaries.ts';
import type { Findings } from './findings.ts';
import { joinHashes, longestJoined } from './hash.ts';
import type { Labels } from './labels.ts';
import { type InflectedLanguage, slavicStem } from './slavic.ts';
import { Slot } from './surfaces.ts';
import { createTokenBuffer, Flag, foldedText } from './token-buffer.ts';
import { tokenizeInto } from './tokenize.ts';
import { NodeFlag, type Trie } from './trie.ts';

/** Reads the parts of items. */
export interface Scan {
  /** Notes every pattern of a part, but for prefixes that nobody waits for; calls back where a node is awaited. */
  read(text: string, part: number, wake: (node: number) => void): void;
  /** Notes the words of a part that begin so. */
  readPrefixes(text: string, part: number, prefixes: readonly WantedPrefix[]): void;
}

/** A folded prefix and the node that stands for it. */
export interface WantedPrefix {
  readonly prefix: string;
  readonly node: number;
}

/** Two words with a capital each; "Jong UN" are a name and an acronym. */
function areNames(left: number, right: number): boolean {
  const capital = Flag.firstUpper | Flag.allUpper;
  return (left & capital) === Flag.firstUpper && (right & capital) === Flag.firstUpper;
}

const hangulGlued = Flag.hangul | Flag.glued;

/** A hyphenated word of a text may have this many parts to be found by a keyword that writes it in one. */
const mostHyphenatedParts = 3;

/**
 * A text is cut into words once. Each word gets the labels that keywords know it by; from each word the trie is
 * walked along those labels, so that what it costs depends on the text and on what is found, not on how many
 * keywords there are.
 */
export function createScan({
  labels,
  trie,
  findings: log,
  inflected,
}: {
  labels: Labels;
  trie: Trie;
  findings: Pick<Findings, 'add'>;
  inflected: readonly InflectedLanguage[];
}): Scan {
  const tokens = createTokenBuffer();
  const { surfaces, counts } = labels;
  let places = new Int32Array(256);
  /** The ways to go on from each word: a label, and how many words of the text it covers. */
  let wayStart = new Int32Array(256);
  let wayLabel = new Int32Array(512);
  let wayLength = new Int32Array(512);
  let ways = 0;
  let part = 0;

  function addWay(label: number, length: number): void {
    if (ways >= wayLabel.length) {
      wayLabel = roomFor(wayLabel, ways);
      wayLength = roomFor(wayLength, ways);
    }
    wayLabel[ways] = label;
    wayLength[ways] = length;
    ways += 1;
  }

  const addWord = (label: number): void => addWay(label, 1);

  /** Words of the text that a keyword may write in one. */
  function addJoined(word: number): void {
    const { flags, hash, folded, foldedStart, count } = tokens;
    const from = foldedStart[word] ?? 0;
    let code = hash[word] ?? 0;
    for (let length = 2; length <= mostHyphenatedParts; length += 1) {
      const part = word + length - 1;
      const shape = part < count ? (flags[part] ?? 0) : 0;
      const isHyphenated = (shape & Flag.hyphenated) !== 0;
      const isNames = length === 2 && !isHyphenated && counts.joined > 0;
      if ((shape & Flag.letters) === 0 || (!isHyphenated && !isNames)) return;
      const end = foldedStart[part + 1] ?? 0;
      const partLength = end - (foldedStart[part] ?? 0);
      if (partLength > longestJoined) return;
      code = joinHashes(code, hash[part] ?? 0, partLength);
      const surface = surfaces.find(code, folded, from, end - from);
      if (surface !== -1 && isHyphenated) {
        const [asWord, asInflected] = [
          surfaces.label(surface, Slot.word),
          surfaces.label(surface, Slot.inflected),
        ];
        if (asWord !== 0) addWay(asWord, length);
        if (asInflected !== 0) addWay(asInflected, length);
      } else if (surface !== -1) {
        const asJoined = surfaces.label(surface, Slot.joined);
        if (asJoined !== 0) addWay(asJoined, length);
      }
      if (!isHyphenated) return;
    }
  }

  function addWays(): void {
    const { count, folded, flags, foldedStart } = tokens;
    wayStart = roomFor(wayStart, count + 1);
    places = roomFor(places, count);
    surfaces.findAll(tokens, places);
    ways = 0;
    for (let word = 0; word < count; word += 1) {
      wayStart[word] = ways;
      const from = foldedStart[word] ?? 0;
      const length = (foldedStart[word + 1] ?? 0) - from;
      const shape = flags[word] ?? 0;
      const surface = places[word] ?? -1;
      if (surface !== -1) {
        const asWord = surfaces.label(surface, Slot.word);
        if (asWord !== 0) addWay(asWord, 1);
        const asInflected = surfaces.label(surface, Slot.inflected);
        if (asInflected !== 0 && (shape & hangulGlued) !== Flag.hangul) addWay(asInflected, 1);
        const asAcronym = surfaces.label(surface, Slot.acronym);
        if (asAcronym !== 0 && readsAsAcronym(shape, length, () => foldedText(tokens, word)))
          addWay(asAcronym, 1);
      }
      if ((shape & Flag.letters) === 0) continue;
      if (counts.prefix > 0) labels.prefixes(folded, from, length, addWord);
      if (counts.stem > 0 && (shape & Flag.cyrillic) !== 0) addStems(word);
      const next = flags[word + 1] ?? 0;
      if (
        (next & Flag.hyphenated) !== 0 ||
        (counts.joined > 0 && (next & Flag.spaced) !== 0 && areNames(shape, next))
      ) {
        addJoined(word);
      }
    }
    wayStart[count] = ways;
  }

  function addStems(word: number): void {
    const text = foldedText(tokens, word);
    for (const language of inflected) {
      const label = labels.stem(language, text);
      const stem = slavicStem(text, language);
      const stemLabel = stem === undefined || stem === text ? 0 : labels.stem(language, stem);
      if (label !== 0) addWay(label, 1);
      if (stemLabel !== 0) addWay(stemLabel, 1);
    }
  }

  /** Notes in the log that a pattern ends, and wakes who waits for it. */
  function reach(node: number, first: number, after: number, wake: (node: number) => void): void {
    const shape = trie.flags(node);
    if ((shape & NodeFlag.ends) !== 0 && mayEnd(tokens, first, after)) {
      log.add(node, part, first, after, tokens.start[first] ?? 0, tokens.end[after - 1] ?? 0);
      if ((shape & NodeFlag.awaited) !== 0) wake(node);
    }
    if ((shape & NodeFlag.goesOn) === 0 || after >= tokens.count) return;
    if (((tokens.flags[after] ?? 0) & Flag.afterBreak) !== 0) return;
    const stop = wayStart[after + 1] ?? 0;
    for (let way = wayStart[after] ?? 0; way < stop; way += 1) {
      const label = wayLabel[way] ?? 0;
      if ((trie.flags(trie.first(label)) & NodeFlag.follows) === 0) continue;
      const child = trie.step(node, label);
      if (child !== 0) reach(child, first, after + (wayLength[way] ?? 1), wake);
    }
  }

  function begins(word: number, prefix: string): boolean {
    const from = tokens.foldedStart[word] ?? 0;
    if ((tokens.foldedStart[word + 1] ?? 0) - from < prefix.length) return false;
    for (let at = 0; at < prefix.length; at += 1) {
      if (tokens.folded[from + at] !== prefix.charCodeAt(at)) return false;
    }
    return true;
  }

  return {
    read(text, ofPart, wake) {
      part = ofPart;
      tokenizeInto(text, tokens);
      addWays();
      for (let word = 0; word < tokens.count; word += 1) {
        const stop = wayStart[word + 1] ?? 0;
        let way = wayStart[word] ?? 0;
        if (way === stop || !mayBegin(tokens, word)) continue;
        for (; way < stop; way += 1)
          reach(trie.first(wayLabel[way] ?? 0), word, word + (wayLength[way] ?? 1), wake);
      }
    },
    readPrefixes(text, ofPart, prefixes) {
      tokenizeInto(text, tokens);
      const { count, flags, start, end } = tokens;
      for (let word = 0; word < count; word += 1) {
        if (((flags[word] ?? 0) & Flag.letters) === 0 || !mayBegin(tokens, word)) continue;
        if (!mayEnd(tokens, word, word + 1)) continue;
        for (const { prefix, node } of prefixes) {
          if (begins(word, prefix)) log.add(node, ofPart, word, word + 1, start[word] ?? 0, end[word] ?? 0);
        }
      }
    },
  };
}
