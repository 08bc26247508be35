import { readsAsAcronym } from './acronyms.ts';
import { fold } from './characters.ts';
import { asAcronym } from './patterns.ts';
import { isAllCapitals, type Token, tokenize } from './tokens.ts';
import type { Trie } from './trie.ts';

/** A hyphenated word of a text may have this many parts to be found by a keyword that writes it in one. */
const mostHyphenatedParts = 3;

const isLetters = ({ text }: Token): boolean => /^\p{L}/u.test(text);
const isIdeograph = (token: Token, text: string): boolean =>
  fold(String.fromCodePoint(text.codePointAt(token.start) ?? 0)).class === 'ideograph';
const katakana = /[\p{Script=Katakana}ー]/u;

/** One way to go on from a word of the text: by which word of a pattern, and past how many words of the text. */
interface Edge {
  readonly wordId: number;
  readonly length: number;
}

/** Whether a match may begin or end between two words of the text. */
function isBoundary(left: Token | undefined, right: Token | undefined, text: string): boolean {
  if (left === undefined || right === undefined || !right.glued) return true;
  const [before, after] = [text.charAt(left.end - 1), text.charAt(right.start)];
  // Katakana writes foreign names; a longer run of it is another word.
  if (katakana.test(before) && katakana.test(after)) return false;
  return isIdeograph(left, text) || isIdeograph(right, text);
}

/** "F-35" is found in "F-35A": a single letter after a number names a variant. */
function isVariantLetter(left: Token | undefined, right: Token | undefined): boolean {
  if (left === undefined || right === undefined || !right.glued) return false;
  return /^\p{N}/u.test(left.text) && right.text.length === 1 && isLetters(right);
}

/** Finds every pattern of a trie in a text, in one pass over its words. Calls back with each value and its place. */
export function scan<V>(
  text: string,
  trie: Trie<V>,
  found: (value: V, start: number, end: number) => void,
): void {
  const tokens = tokenize(text);
  const allCapitals = isAllCapitals(tokens);
  const edges = tokens.map((token, at) => edgesFrom(tokens, at, token, allCapitals, trie));

  function walk(first: number, at: number, node: number): void {
    for (const { wordId, length } of edges[at] ?? []) {
      const next = trie.step(node, wordId);
      if (next === undefined) continue;
      const after = at + length;
      const [last, following] = [tokens[after - 1], tokens[after]];
      const start = tokens[first]?.start ?? 0;
      if (last !== undefined && (isBoundary(last, following, text) || isVariantLetter(last, following))) {
        for (const value of trie.valuesAt(next)) found(value, start, last.end);
      }
      walk(first, after, next);
    }
  }

  for (const [at, token] of tokens.entries()) {
    if (isBoundary(tokens[at - 1], token, text)) walk(at, at, 0);
  }
}

function edgesFrom<V>(
  tokens: readonly Token[],
  at: number,
  token: Token,
  allCapitals: boolean,
  trie: Trie<V>,
): Edge[] {
  const edges: Edge[] = [];
  const push = (word: string, length: number) => {
    const wordId = trie.wordId(word);
    if (wordId !== undefined) edges.push({ wordId, length });
  };
  push(token.text, 1);
  if (readsAsAcronym(token, allCapitals)) push(asAcronym(token.text), 1);
  let joined = token.text;
  for (let length = 2; length <= mostHyphenatedParts; length += 1) {
    const part = tokens[at + length - 1];
    if (part === undefined || !part.hyphenated || !isLetters(part) || !isLetters(token)) break;
    joined += part.text;
    push(joined, length);
  }
  return edges;
}
