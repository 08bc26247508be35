import { roomFor } from './arrays.ts';

/** The parts of an item as numbers; each has a bit in a mask. */
export const Part = { title: 0, text: 1, source: 2, author: 3 } as const;
export const partCount = Object.keys(Part).length;

/** The parts that a term is looked for in where its query does not say. */
export const usualParts = (1 << Part.title) | (1 << Part.text);

/**
 * Where patterns were found in one item: those that somebody waits for, and those that who was woken asks for. Most
 * words of an item concern nobody who was woken, and writing to the memory of each would cost more than reading the
 * item. A place is a number from 1 on; 0 is none.
 */
export interface Findings {
  /** Forgets all places and wishes: the next item. */
  clear(): void;
  /** Asks for a node; false where somebody has already. */
  want(node: number): boolean;
  isWanted(node: number): boolean;
  /** Notes a place of a node. To be called part by part, in the order of the text. */
  add(node: number, part: number, firstWord: number, endWord: number, start: number, end: number): void;
  /** The first place of a node; `next` gives the following ones, part by part, in the order of the text. */
  first(node: number): number;
  next(place: number): number;
  part(place: number): number;
  firstWord(place: number): number;
  /** The word after the last one. */
  endWord(place: number): number;
  start(place: number): number;
  end(place: number): number;
  /** In how many items a node was found while it was awaited or wanted. */
  seen(node: number): number;
  /** A node has come to stand for another pattern. */
  forget(node: number): void;
}

const placeStride = 6;
const [partAt, firstWordAt, endWordAt, startAt, endAt, nextAt] = [0, 1, 2, 3, 4, 5];
/** By node: the item it was last wanted in, its first and last place there, and in how many items it was found. */
const nodeStride = 4;
const [stampAt, headAt, tailAt, seenAt] = [0, 1, 2, 3];
const lastStamp = 0x7fffffff;

/** Empty findings. */
export function createFindings(): Findings {
  let places = new Int32Array(placeStride * 256);
  let nodes = new Int32Array(nodeStride * 64);
  let count = 1;
  let now = 1;
  const read = (place: number, at: number): number => places[place * placeStride + at] ?? 0;

  function want(node: number): boolean {
    const line = node * nodeStride;
    if (line + nodeStride > nodes.length) nodes = roomFor(nodes, line + nodeStride);
    if (nodes[line + stampAt] === now) return false;
    nodes[line + stampAt] = now;
    nodes[line + headAt] = 0;
    return true;
  }

  return {
    clear() {
      count = 1;
      now += 1;
      if (now < lastStamp) return;
      for (let at = stampAt; at < nodes.length; at += nodeStride) nodes[at] = 0;
      now = 1;
    },
    want,
    isWanted: (node) => nodes[node * nodeStride + stampAt] === now,
    add(node, part, firstWord, endWord, start, end) {
      want(node);
      const line = node * nodeStride;
      const place = count;
      const at = place * placeStride;
      count += 1;
      if (at + placeStride > places.length) places = roomFor(places, at + placeStride);
      places[at + partAt] = part;
      places[at + firstWordAt] = firstWord;
      places[at + endWordAt] = endWord;
      places[at + startAt] = start;
      places[at + endAt] = end;
      places[at + nextAt] = 0;
      if (nodes[line + headAt] === 0) {
        nodes[line + headAt] = place;
        nodes[line + seenAt] = (nodes[line + seenAt] ?? 0) + 1;
      } else {
        places[(nodes[line + tailAt] ?? 0) * placeStride + nextAt] = place;
      }
      nodes[line + tailAt] = place;
    },
    first: (node) =>
      nodes[node * nodeStride + stampAt] === now ? (nodes[node * nodeStride + headAt] ?? 0) : 0,
    next: (place) => read(place, nextAt),
    part: (place) => read(place, partAt),
    firstWord: (place) => read(place, firstWordAt),
    endWord: (place) => read(place, endWordAt),
    start: (place) => read(place, startAt),
    end: (place) => read(place, endAt),
    seen: (node) => nodes[node * nodeStride + seenAt] ?? 0,
    forget(node) {
      const line = node * nodeStride;
      if (line < nodes.length) nodes.fill(0, line, line + nodeStride);
    },
  };
}
