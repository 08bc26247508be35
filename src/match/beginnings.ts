import { createCodeSet, mayHave } from './code-set.ts';
import { joinHashes, longestJoined } from './hash.ts';
import type { Labels } from './labels.ts';
import { areNames } from './reading.ts';
import { Flag, type TokenBuffer } from './token-buffer.ts';
import type { Trie } from './trie.ts';

/**
 * How the patterns begin that somebody waits for: with one word that is the whole of it, or with a pair of words. A
 * few bits for each tell nearly all words of a text from them, in memory that stays in the cache; what is let through
 * is looked up properly. Nothing is missed.
 */
export interface Beginnings {
  /** One more, or one less, waits for the pattern that ends at a node. */
  await(node: number, change: 1 | -1): void;
  /** Writes the words at which an awaited pattern may begin, and returns how many. */
  find(tokens: TokenBuffer, words: Int32Array): number;
}

const pairFactor = 0x9e3779b1;
const pairOf = (first: number, second: number): number => (Math.imul(first, pairFactor) + second) | 0;

/** Whether a word is joined to what follows it, or has endings that are looked past: then its hash does not tell. */
export function isUnpredictable(flags: Int32Array, word: number, hasStems: boolean): boolean {
  const next = flags[word + 1] ?? 0;
  if (((next | (flags[word + 2] ?? 0)) & Flag.hyphenated) !== 0) return true;
  return hasStems && (((flags[word] ?? 0) | next) & Flag.cyrillic) !== 0;
}

/** Whether two words follow that may be a given name in two parts. */
const isBeforeName = (flags: Int32Array, word: number): boolean =>
  areNames(flags[word + 1] ?? 0, flags[word + 2] ?? 0);

/** Nothing is awaited at first. */
export function createBeginnings({ labels, trie }: { labels: Labels; trie: Trie }): Beginnings {
  const alone = createCodeSet();
  const pairs = createCodeSet();
  const { forms, counts } = labels;

  return {
    await(node, change) {
      const second = trie.secondLabel(node);
      forms.each(trie.firstLabel(node), (first) => {
        if (second === 0) alone.count(first, change);
        else forms.each(second, (next) => pairs.count(pairOf(first, next), change));
      });
    },
    find({ count, hash, flags, foldedStart }, words) {
      const joinedAfter = (word: number): number => {
        const length = (foldedStart[word + 3] ?? 0) - (foldedStart[word + 2] ?? 0);
        return length > longestJoined ? 0 : joinHashes(hash[word + 1] ?? 0, hash[word + 2] ?? 0, length);
      };
      const hasStems = counts.stem > 0;
      const hasJoined = counts.joined > 0;
      let found = 0;
      const [one, two] = [alone.filter, pairs.filter];
      const [oneBits, oneShift, twoBits, twoShift] = [one.bits, one.shift, two.bits, two.shift];
      const isPair = (code: number): boolean => mayHave(twoBits, twoShift, code) && pairs.has(code);
      for (let word = 0; word < count; word += 1) {
        const code = hash[word] ?? 0;
        if (
          (mayHave(oneBits, oneShift, code) && alone.has(code)) ||
          isPair(pairOf(code, hash[word + 1] ?? 0)) ||
          isUnpredictable(flags, word, hasStems) ||
          (hasJoined && isBeforeName(flags, word) && isPair(pairOf(code, joinedAfter(word))))
        )
          words[found++] = word;
      }
      return found;
    },
  };
}
