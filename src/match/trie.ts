import { createNumbers, roomFor } from './arrays.ts';
import { mix } from './hash.ts';

/** A set of label sequences with outputs, walked label by label. The root is node 0, "none" is node 0 as well. */
export interface Trie {
  /** The node that a label leads to from the root, 0 where none. */
  first(label: number): number;
  /** The node that a label leads to, 0 where none. */
  step(node: number, label: number): number;
  hasChildren(node: number): boolean;
  /** The first output at a node, 0 where none; `next` gives the following ones. */
  outputs(node: number): number;
  next(output: number): number;
  /** What an output says: which term was found, and by which of its spellings. */
  term(output: number): number;
  spelling(output: number): number;
  add(pattern: readonly number[], term: number, spelling: number): void;
  /** Takes one output of a pattern away, and every node that nothing needs any more. */
  remove(pattern: readonly number[], term: number, spelling: number): void;
}

/** Node, label, child and one to spare: a cache line holds four edges. */
const stride = 4;

/** Edges in one open-addressed table, everything else in arrays by node: 100,000 patterns take a few megabytes. */
export function createTrie(): Trie {
  const nodes = createNumbers();
  const outputNumbers = createNumbers();
  let roots = new Int32Array(64);
  let edges = new Int32Array(stride << 8);
  let mask = (1 << 8) - 1;
  let edgeCount = 0;
  /** How many patterns go through a node. */
  let uses = new Int32Array(64);
  let children = new Int32Array(64);
  let firstOutput = new Int32Array(64);
  let nextOutput = new Int32Array(64);
  let terms = new Int32Array(64);
  let spellings = new Int32Array(64);

  const home = (node: number, label: number): number => mix(Math.imul(node, 0x9e3779b1) ^ label) & mask;

  function place(node: number, label: number, child: number): void {
    let slot = home(node, label);
    while (edges[slot * stride + 2] !== 0) slot = (slot + 1) & mask;
    edges[slot * stride] = node;
    edges[slot * stride + 1] = label;
    edges[slot * stride + 2] = child;
  }

  function step(node: number, label: number): number {
    for (let slot = home(node, label); ; slot = (slot + 1) & mask) {
      const at = slot * stride;
      const child = edges[at + 2] ?? 0;
      if (child === 0) return 0;
      if (edges[at] === node && edges[at + 1] === label) return child;
    }
  }

  function connect(node: number, label: number, child: number): void {
    edgeCount += 1;
    if (edgeCount * 2 > mask + 1) {
      const old = edges;
      mask = mask * 2 + 1;
      edges = new Int32Array((mask + 1) * stride);
      for (let at = 0; at < old.length; at += stride) {
        const known = old[at + 2] ?? 0;
        if (known !== 0) place(old[at] ?? 0, old[at + 1] ?? 0, known);
      }
    }
    place(node, label, child);
    children[node] = (children[node] ?? 0) + 1;
  }

  function disconnect(node: number, label: number): void {
    let hole = home(node, label);
    while (edges[hole * stride] !== node || edges[hole * stride + 1] !== label) hole = (hole + 1) & mask;
    for (let next = (hole + 1) & mask; edges[next * stride + 2] !== 0; next = (next + 1) & mask) {
      const belongs = home(edges[next * stride] ?? 0, edges[next * stride + 1] ?? 0);
      if (((next - belongs) & mask) < ((next - hole) & mask)) continue;
      edges.copyWithin(hole * stride, next * stride, (next + 1) * stride);
      hole = next;
    }
    edges.fill(0, hole * stride, (hole + 1) * stride);
    children[node] = (children[node] ?? 1) - 1;
    edgeCount -= 1;
  }

  function newNode(): number {
    const node = nodes.take();
    uses = roomFor(uses, node);
    children = roomFor(children, node);
    firstOutput = roomFor(firstOutput, node);
    uses[node] = 0;
    children[node] = 0;
    firstOutput[node] = 0;
    return node;
  }

  return {
    first: (label) => roots[label] ?? 0,
    step,
    hasChildren: (node) => (children[node] ?? 0) > 0,
    outputs: (node) => firstOutput[node] ?? 0,
    next: (output) => nextOutput[output] ?? 0,
    term: (output) => terms[output] ?? 0,
    spelling: (output) => spellings[output] ?? 0,
    add(pattern, term, spelling) {
      let node = 0;
      for (const label of pattern) {
        let child = node === 0 ? (roots[label] ?? 0) : step(node, label);
        if (child === 0) {
          child = newNode();
          if (node === 0) {
            roots = roomFor(roots, label);
            roots[label] = child;
          } else {
            connect(node, label, child);
          }
        }
        uses[child] = (uses[child] ?? 0) + 1;
        node = child;
      }
      const output = outputNumbers.take();
      nextOutput = roomFor(nextOutput, output);
      terms = roomFor(terms, output);
      spellings = roomFor(spellings, output);
      terms[output] = term;
      spellings[output] = spelling;
      nextOutput[output] = firstOutput[node] ?? 0;
      firstOutput[node] = output;
    },
    remove(pattern, term, spelling) {
      const path: number[] = [];
      let node = 0;
      for (const label of pattern) {
        node = node === 0 ? (roots[label] ?? 0) : step(node, label);
        path.push(node);
      }
      let before = 0;
      let output = firstOutput[node] ?? 0;
      while (output !== 0 && (terms[output] !== term || spellings[output] !== spelling)) {
        before = output;
        output = nextOutput[output] ?? 0;
      }
      if (output === 0) return;
      if (before === 0) firstOutput[node] = nextOutput[output] ?? 0;
      else nextOutput[before] = nextOutput[output] ?? 0;
      outputNumbers.free(output);
      for (let depth = path.length - 1; depth >= 0; depth -= 1) {
        const here = path[depth] ?? 0;
        uses[here] = (uses[here] ?? 1) - 1;
        if (uses[here] !== 0) continue;
        if (depth === 0) roots[pattern[0] ?? 0] = 0;
        else disconnect(path[depth - 1] ?? 0, pattern[depth] ?? 0);
        nodes.free(here);
      }
    },
  };
}
