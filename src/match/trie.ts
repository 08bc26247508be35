import { createNumbers, roomFor } from './arrays.ts';
import { mix } from './hash.ts';

/** What a node is, so that a walk reads one byte of it. */
export const NodeFlag = {
  /** A pattern ends here. */
  ends: 1,
  /** Some pattern goes on from here. */
  goesOn: 2,
  /** Somebody waits for a term that ends here. */
  awaited: 4,
  /** Of a label's own node: some pattern has the label after its first place. */
  follows: 8,
} as const;

/** A set of label sequences, each with the terms it finds, walked label by label. Node 0 is "none". */
export interface Trie {
  /** The node that a label leads to from the root; it may have no flags. */
  first(label: number): number;
  /** The node that a label leads to, 0 where none. */
  step(node: number, label: number): number;
  flags(node: number): number;
  /** The first output at a node, 0 where no pattern ends there; `next` gives the following ones. */
  outputs(node: number): number;
  next(output: number): number;
  /** The term that an output finds. */
  term(output: number): number;
  /** The first label on the way to a node, and the second, 0 where there is one only. */
  firstLabel(node: number): number;
  secondLabel(node: number): number;
  /** One more, or one less, waits for a node. */
  await(node: number, change: 1 | -1): void;
  /** Adds a pattern for a term and returns the node that it ends at. */
  add(pattern: readonly number[], term: number): number;
  /** Takes one term of a pattern away, and every node that nothing needs any more. */
  remove(pattern: readonly number[], term: number): void;
}

/** Node, label, child and one to spare: a cache line holds four edges. */
const stride = 4;
const nodeStride = 6;
const [usesAt, childrenAt, outputAt, awaitedAt, parentAt, labelAt] = [0, 1, 2, 3, 4, 5];
const flagOf = [0, NodeFlag.goesOn, NodeFlag.ends, NodeFlag.awaited];
const outputStride = 2;

/** Edges in one open-addressed table, everything else in arrays by node: 100,000 patterns take a few megabytes. */
export function createTrie(): Trie {
  const numbers = createNumbers();
  const outputNumbers = createNumbers();
  let edges = new Int32Array(stride << 8);
  /** A byte of each edge's hash, 0 where a slot is free: steps that lead nowhere, which most do, end here in the cache. */
  let tags = new Uint8Array(1 << 8);
  let mask = (1 << 8) - 1;
  let edgeCount = 0;
  /** By node: patterns through it, children, first output, how many wait for it; the node before it, and their edge's label. */
  let nodes = new Int32Array(nodeStride * 64);
  let flags = new Uint8Array(64);
  /** By output: the next one at its node, and its term. */
  let outputs = new Int32Array(outputStride * 64);
  /** By label, how many patterns have it after their first place. */
  let followers = new Int32Array(64);

  const read = (node: number, at: number): number => nodes[node * nodeStride + at] ?? 0;
  const write = (node: number, at: number, value: number): void => {
    nodes[node * nodeStride + at] = value;
    const bit = flagOf[at] ?? 0;
    flags[node] = value > 0 ? (flags[node] ?? 0) | bit : (flags[node] ?? 0) & ~bit;
  };

  function makeRoomFor(node: number): void {
    nodes = roomFor(nodes, node * nodeStride + nodeStride);
    if (node < flags.length) return;
    const larger = new Uint8Array(nodes.length / nodeStride);
    larger.set(flags);
    flags = larger;
  }
  /** The node of a label that stands first has its number from the label: no table leads there. */
  const firstOf = (label: number): number => label * 2;
  const isFirst = (node: number): boolean => (node & 1) === 0;
  const hashOf = (node: number, label: number): number => mix(Math.imul(node, 0x9e3779b1) ^ label);
  const home = (node: number, label: number): number => hashOf(node, label) & mask;
  const tagOf = (hash: number): number => (hash >>> 24) | 1;

  function place(node: number, label: number, child: number): void {
    const hash = hashOf(node, label);
    let slot = hash & mask;
    while (tags[slot] !== 0) slot = (slot + 1) & mask;
    tags[slot] = tagOf(hash);
    edges[slot * stride] = node;
    edges[slot * stride + 1] = label;
    edges[slot * stride + 2] = child;
  }

  function step(node: number, label: number): number {
    const hash = hashOf(node, label);
    const tag = tagOf(hash);
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const here = tags[slot];
      if (here === 0) return 0;
      if (here !== tag) continue;
      const at = slot * stride;
      if (edges[at] === node && edges[at + 1] === label) return edges[at + 2] ?? 0;
    }
  }

  function connect(node: number, label: number, child: number): void {
    edgeCount += 1;
    if (edgeCount * 2 > mask + 1) {
      const old = edges;
      mask = mask * 2 + 1;
      edges = new Int32Array((mask + 1) * stride);
      tags = new Uint8Array(mask + 1);
      for (let at = 0; at < old.length; at += stride) {
        const known = old[at + 2] ?? 0;
        if (known !== 0) place(old[at] ?? 0, old[at + 1] ?? 0, known);
      }
    }
    place(node, label, child);
    write(node, childrenAt, read(node, childrenAt) + 1);
    nodes[child * nodeStride + parentAt] = node;
    nodes[child * nodeStride + labelAt] = label;
  }

  function disconnect(node: number, label: number): void {
    let hole = home(node, label);
    while (edges[hole * stride] !== node || edges[hole * stride + 1] !== label) hole = (hole + 1) & mask;
    for (let next = (hole + 1) & mask; tags[next] !== 0; next = (next + 1) & mask) {
      const belongs = home(edges[next * stride] ?? 0, edges[next * stride + 1] ?? 0);
      if (((next - belongs) & mask) < ((next - hole) & mask)) continue;
      edges.copyWithin(hole * stride, next * stride, (next + 1) * stride);
      tags[hole] = tags[next] ?? 0;
      hole = next;
    }
    edges.fill(0, hole * stride, (hole + 1) * stride);
    tags[hole] = 0;
    write(node, childrenAt, read(node, childrenAt) - 1);
    edgeCount -= 1;
  }

  function countFollowers(pattern: readonly number[], change: 1 | -1): void {
    for (let at = 1; at < pattern.length; at += 1) {
      const label = pattern[at] ?? 0;
      followers = roomFor(followers, label);
      const count = (followers[label] ?? 0) + change;
      followers[label] = count;
      const node = firstOf(label);
      makeRoomFor(node);
      const others = (flags[node] ?? 0) & ~NodeFlag.follows;
      flags[node] = count > 0 ? others | NodeFlag.follows : others;
    }
  }

  function newNode(): number {
    const node = numbers.take() * 2 + 1;
    makeRoomFor(node);
    nodes.fill(0, node * nodeStride, node * nodeStride + nodeStride);
    flags[node] = 0;
    return node;
  }

  return {
    first: firstOf,
    step,
    flags: (node) => flags[node] ?? 0,
    outputs: (node) => read(node, outputAt),
    next: (output) => outputs[output * outputStride] ?? 0,
    term: (output) => outputs[output * outputStride + 1] ?? 0,
    firstLabel(node) {
      let first = node;
      while (!isFirst(first)) first = read(first, parentAt);
      return first / 2;
    },
    secondLabel(node) {
      let second = node;
      if (isFirst(second)) return 0;
      while (!isFirst(read(second, parentAt))) second = read(second, parentAt);
      return read(second, labelAt);
    },
    await: (node, change) => write(node, awaitedAt, read(node, awaitedAt) + change),
    add(pattern, term) {
      countFollowers(pattern, 1);
      let node = 0;
      for (const label of pattern) {
        let child = node === 0 ? firstOf(label) : step(node, label);
        if (node === 0) makeRoomFor(child);
        if (child === 0) {
          child = newNode();
          connect(node, label, child);
        }
        write(child, usesAt, read(child, usesAt) + 1);
        node = child;
      }
      const output = outputNumbers.take();
      outputs = roomFor(outputs, output * outputStride + outputStride);
      outputs[output * outputStride] = read(node, outputAt);
      outputs[output * outputStride + 1] = term;
      write(node, outputAt, output);
      return node;
    },
    remove(pattern, term) {
      const path: number[] = [];
      let node = 0;
      for (const label of pattern) {
        node = node === 0 ? firstOf(label) : step(node, label);
        path.push(node);
      }
      let before = 0;
      let output = read(node, outputAt);
      while (output !== 0 && outputs[output * outputStride + 1] !== term) {
        before = output;
        output = outputs[output * outputStride] ?? 0;
      }
      if (output === 0) return;
      const next = outputs[output * outputStride] ?? 0;
      if (before === 0) write(node, outputAt, next);
      else outputs[before * outputStride] = next;
      outputNumbers.free(output);
      countFollowers(pattern, -1);
      for (let depth = path.length - 1; depth >= 0; depth -= 1) {
        const here = path[depth] ?? 0;
        write(here, usesAt, read(here, usesAt) - 1);
        if (read(here, usesAt) !== 0 || depth === 0) continue;
        disconnect(path[depth - 1] ?? 0, pattern[depth] ?? 0);
        numbers.free((here - 1) / 2);
      }
    },
  };
}
