/** Node ids are below 2^31 and word ids below 2^22, so that their pair is one exact number. */
const wordBits = 2 ** 22;

/** A set of word sequences with values, walked word by word. The root is node 0. */
export interface Trie<V> {
  /** The id of a word that some pattern has, else undefined. */
  wordId(word: string): number | undefined;
  /** The node that a word leads to, else undefined. */
  step(node: number, wordId: number): number | undefined;
  /** What ends at a node. */
  valuesAt(node: number): readonly V[];
  add(pattern: readonly string[], value: V): void;
  /** Takes one value of a pattern away, and every node and word that nothing needs any more. */
  remove(pattern: readonly string[], value: V): void;
}

const nothing: readonly never[] = [];

/** A trie whose edges are one flat map from (node, word) to node: small, and quick to change. */
export function createTrie<V>(): Trie<V> {
  const words = new Map<string, { id: number; uses: number }>();
  const edges = new Map<number, number>();
  const values = new Map<number, V[]>();
  /** How many patterns go through a node. */
  const uses = new Map<number, number>();
  const freeNodes: number[] = [];
  const freeWords: number[] = [];
  let nodes = 1;
  let wordIds = 1;

  function useWord(word: string): number {
    const known = words.get(word) ?? { id: freeWords.pop() ?? wordIds++, uses: 0 };
    words.set(word, { id: known.id, uses: known.uses + 1 });
    return known.id;
  }

  function releaseWord(word: string): void {
    const known = words.get(word);
    if (known === undefined) return;
    if (known.uses > 1) words.set(word, { id: known.id, uses: known.uses - 1 });
    else {
      words.delete(word);
      freeWords.push(known.id);
    }
  }

  return {
    wordId: (word) => words.get(word)?.id,
    step: (node, wordId) => edges.get(node * wordBits + wordId),
    valuesAt: (node) => values.get(node) ?? nothing,
    add(pattern, value) {
      let node = 0;
      for (const word of pattern) {
        const edge = node * wordBits + useWord(word);
        const next = edges.get(edge) ?? freeNodes.pop() ?? nodes++;
        edges.set(edge, next);
        uses.set(next, (uses.get(next) ?? 0) + 1);
        node = next;
      }
      values.set(node, [...(values.get(node) ?? []), value]);
    },
    remove(pattern, value) {
      const path: { edge: number; node: number; word: string }[] = [];
      let node = 0;
      for (const word of pattern) {
        const edge = node * wordBits + (words.get(word)?.id ?? 0);
        const next = edges.get(edge);
        if (next === undefined) return;
        path.push({ edge, node: next, word });
        node = next;
      }
      const here = values.get(node) ?? [];
      const at = here.indexOf(value);
      if (at === -1) return;
      if (here.length === 1) values.delete(node);
      else values.set(node, here.toSpliced(at, 1));
      for (const step of path) {
        releaseWord(step.word);
        const left = (uses.get(step.node) ?? 1) - 1;
        uses.set(step.node, left);
        if (left > 0) continue;
        uses.delete(step.node);
        edges.delete(step.edge);
        freeNodes.push(step.node);
      }
    },
  };
}
