import { roomFor } from './arrays.ts';

/** The parts of an item as numbers; each has a bit in a mask. */
export const Part = { title: 0, text: 1, source: 2, author: 3 } as const;

/** The parts that a term is looked for in where its query does not say. */
export const usualParts = (1 << Part.title) | (1 << Part.text);

/**
 * Where patterns were found in one item. First all places go into a log, one after the other; then those of the
 * nodes that somebody asks for are put together by node. Most words of an item concern nobody who was woken, and
 * writing to the memory of each would cost more than reading the item. A place is a number from 1 on; 0 is none.
 */
export interface Findings {
  /** Forgets all places: the next item. */
  clear(): void;
  add(node: number, part: number, firstWord: number, endWord: number, start: number, end: number): void;
  /** Asks for a node. To be called for all that are needed, before `gather`. */
  want(node: number): void;
  /** Puts the places of the wanted nodes together. */
  gather(): void;
  /** The first place of a wanted node; `next` gives the following ones, part by part, in the order of the text. */
  first(node: number): number;
  next(place: number): number;
  part(place: number): number;
  firstWord(place: number): number;
  /** The word after the last one. */
  endWord(place: number): number;
  start(place: number): number;
  end(place: number): number;
  /** In how many items a node was found while it was wanted. */
  seen(node: number): number;
  /** A node has come to stand for another pattern. */
  forget(node: number): void;
}

const placeStride = 7;
const [nodeAt, partAt, firstWordAt, endWordAt, startAt, endAt, nextAt] = [0, 1, 2, 3, 4, 5, 6];
/** By node: the item it was last found in, its first and last place there, and in how many items it was. */
const nodeStride = 4;
const [stampAt, headAt, tailAt, seenAt] = [0, 1, 2, 3];
const lastStamp = 0x7fffffff;
/** A filter over the wanted nodes that fits the fastest cache; nodes that share a byte with a wanted one do no harm. */
const filterMask = (1 << 13) - 1;

/** Empty findings. */
export function createFindings(): Findings {
  let places = new Int32Array(placeStride * 256);
  let nodes = new Int32Array(nodeStride * 64);
  const wanted = new Uint8Array(filterMask + 1);
  let isAnyWanted = false;
  let count = 1;
  let now = 1;
  const read = (place: number, at: number): number => places[place * placeStride + at] ?? 0;

  function file(place: number, node: number): void {
    const line = node * nodeStride;
    if (line + nodeStride > nodes.length) nodes = roomFor(nodes, line + nodeStride);
    places[place * placeStride + nextAt] = 0;
    if (nodes[line + stampAt] === now) {
      places[(nodes[line + tailAt] ?? 0) * placeStride + nextAt] = place;
    } else {
      nodes[line + stampAt] = now;
      nodes[line + headAt] = place;
      nodes[line + seenAt] = (nodes[line + seenAt] ?? 0) + 1;
    }
    nodes[line + tailAt] = place;
  }

  return {
    clear() {
      count = 1;
      now += 1;
      if (isAnyWanted) wanted.fill(0);
      isAnyWanted = false;
      if (now < lastStamp) return;
      for (let at = stampAt; at < nodes.length; at += nodeStride) nodes[at] = 0;
      now = 1;
    },
    add(node, part, firstWord, endWord, start, end) {
      const at = count * placeStride;
      count += 1;
      if (at + placeStride > places.length) places = roomFor(places, at + placeStride);
      places[at + nodeAt] = node;
      places[at + partAt] = part;
      places[at + firstWordAt] = firstWord;
      places[at + endWordAt] = endWord;
      places[at + startAt] = start;
      places[at + endAt] = end;
    },
    want(node) {
      wanted[node & filterMask] = 1;
      isAnyWanted = true;
    },
    gather() {
      if (!isAnyWanted) return;
      for (let place = 1; place < count; place += 1) {
        const node = read(place, nodeAt);
        if (wanted[node & filterMask] !== 0) file(place, node);
      }
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
