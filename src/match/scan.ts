import { roomFor } from './arrays.ts';
import { type Beginnings, isUnpredictable } from './beginnings.ts';
import { mayBegin, mayEnd } from './boundaries.ts';
import { type Findings, partCount } from './findings.ts';
import type { Labels } from './labels.ts';
import type { Prefixes } from './prefixes.ts';
import { createReading, type Reading } from './reading.ts';
import type { InflectedLanguage } from './slavic.ts';
import { Flag, type TokenBuffer } from './token-buffer.ts';
import { NodeFlag, type Trie } from './trie.ts';

/** Reads the parts of an item, in two passes: who is to be woken, and where everything is that they ask for. */
export interface Scan {
  /** Cuts a part into words and calls back with every node found that is awaited. */
  read(text: string, part: number, wake: (node: number) => void): void;
  /** Asks for a pattern to be looked for in the second pass, by the node that it ends at. */
  want(node: number): void;
  /** Asks for a folded prefix, by the node that stands for it. */
  wantPrefix(prefix: string, node: number): void;
  /** Notes the places of what is wanted in the parts that were read since the last call. */
  gather(): void;
}

/** A byte for each of so many groups of hashes: where nothing of a group is wanted, a word needs no look-up. */
const wishBits = 12;
const wishGroups = 1 << wishBits;

type Found = (node: number, first: number, after: number) => void;

function begins({ folded, foldedStart }: TokenBuffer, word: number, prefix: string): boolean {
  const from = foldedStart[word] ?? 0;
  if ((foldedStart[word + 1] ?? 0) - from < prefix.length) return false;
  for (let at = 0; at < prefix.length; at += 1) {
    if (folded[from + at] !== prefix.charCodeAt(at)) return false;
  }
  return true;
}

/**
 * A text is cut into words once. A filter passes over the words at which nothing begins that anybody waits for; from
 * the others the trie is walked. So what an item costs depends on its length and on what is found, not on how many
 * keywords there are.
 */
export function createScan({
  labels,
  trie,
  beginnings,
  prefixes,
  findings,
  inflected,
}: {
  labels: Labels;
  trie: Trie;
  beginnings: Beginnings;
  prefixes: Prefixes;
  findings: Pick<Findings, 'add' | 'want' | 'isWanted'>;
  inflected: readonly InflectedLanguage[];
}): Scan {
  /** By part, its words. */
  const readings = Array.from({ length: partCount }, () => createReading({ labels, inflected }));
  /** The parts that were read and not gathered yet. */
  let parts: number[] = [];
  let words = new Int32Array(256);
  const wishes = new Uint8Array(wishGroups);
  let isAnyWished = false;
  let wantedPrefixes: { prefix: string; node: number }[] = [];

  const isAwaited = (node: number): boolean => (trie.flags(node) & NodeFlag.awaited) !== 0;
  const groupOf = (hash: number): number => Math.imul(hash, 0x9e3779b1) >>> (32 - wishBits);
  const wish = (hash: number): void => {
    wishes[groupOf(hash)] = 1;
  };

  /** Walks on along all ways, and calls back for every node at which a pattern ends. */
  function reach(reading: Reading, node: number, first: number, after: number, found: Found): void {
    const { tokens } = reading;
    const shape = trie.flags(node);
    if ((shape & NodeFlag.ends) !== 0 && mayEnd(tokens, first, after)) found(node, first, after);
    if ((shape & NodeFlag.goesOn) === 0 || after >= tokens.count) return;
    if (((tokens.flags[after] ?? 0) & Flag.afterBreak) !== 0) return;
    const start = reading.ways(after);
    const stop = reading.waysEnd(after);
    for (let way = start; way < stop; way += 1) {
      const label = reading.label(way);
      if ((trie.flags(trie.first(label)) & NodeFlag.follows) === 0) continue;
      const child = trie.step(node, label);
      if (child !== 0) reach(reading, child, first, after + reading.length(way), found);
    }
  }

  function walk(reading: Reading, word: number, found: Found): void {
    if (!mayBegin(reading.tokens, word)) return;
    const start = reading.ways(word);
    const stop = reading.waysEnd(word);
    for (let way = start; way < stop; way += 1)
      reach(reading, trie.first(reading.label(way)), word, word + reading.length(way), found);
  }

  function gatherWords(part: number, reading: Reading): void {
    const { tokens } = reading;
    const { count, hash, flags, start, end } = tokens;
    const hasStems = labels.counts.stem > 0;
    const found: Found = (node, first, after) => {
      if (findings.isWanted(node) && !isAwaited(node))
        findings.add(node, part, first, after, start[first] ?? 0, end[after - 1] ?? 0);
    };
    for (let word = 0; word < count; word += 1) {
      const isWished = wishes[groupOf(hash[word] ?? 0)] !== 0;
      if (isWished || isUnpredictable(flags, word, hasStems)) walk(reading, word, found);
    }
  }

  function gatherPrefixes(part: number, tokens: TokenBuffer): void {
    const { count, flags, start, end } = tokens;
    for (let word = 0; word < count; word += 1) {
      if (((flags[word] ?? 0) & Flag.letters) === 0) continue;
      for (const { prefix, node } of wantedPrefixes) {
        if (!begins(tokens, word, prefix) || !mayBegin(tokens, word) || !mayEnd(tokens, word, word + 1))
          continue;
        findings.add(node, part, word, word + 1, start[word] ?? 0, end[word] ?? 0);
      }
    }
  }

  return {
    read(text, part, wake) {
      const reading = readings[part];
      if (reading === undefined) return;
      parts.push(part);
      reading.read(text);
      const { tokens } = reading;
      words = roomFor(words, tokens.count);
      const count = beginnings.find(tokens, words);
      const { start, end } = tokens;
      const found: Found = (node, first, after) => {
        if (!isAwaited(node)) return;
        findings.add(node, part, first, after, start[first] ?? 0, end[after - 1] ?? 0);
        wake(node);
      };
      for (let at = 0; at < count; at += 1) walk(reading, words[at] ?? 0, found);
      prefixes.find(tokens, (word, node) => {
        if (mayBegin(tokens, word) && mayEnd(tokens, word, word + 1)) found(node, word, word + 1);
      });
    },
    want(node) {
      // Where it stands is known already: the first pass notes all that is awaited.
      if (isAwaited(node) || !findings.want(node)) return;
      isAnyWished = true;
      labels.forms.each(trie.firstLabel(node), wish);
    },
    wantPrefix(prefix, node) {
      if (!isAwaited(node) && findings.want(node)) wantedPrefixes.push({ prefix, node });
    },
    gather() {
      for (const part of parts) {
        const reading = readings[part];
        if (reading === undefined) continue;
        if (isAnyWished) gatherWords(part, reading);
        if (wantedPrefixes.length > 0) gatherPrefixes(part, reading.tokens);
      }
      if (isAnyWished) wishes.fill(0);
      isAnyWished = false;
      if (wantedPrefixes.length > 0) wantedPrefixes = [];
      parts = [];
    },
  };
}
