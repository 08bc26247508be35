/** How a word is written and what stands before it. */
export const Flag = {
  firstUpper: 1,
  /** In capitals throughout. */
  allUpper: 2,
  /** "U.S.": capitals with dots. */
  dotted: 4,
  /** Follows the word before it without anything between: "35" of "F35", every ideograph but the first. */
  glued: 8,
  /** Follows the word before it after one hyphen only: "un" of "Jong-un". */
  hyphenated: 16,
  letters: 32,
  ideograph: 64,
  hangul: 128,
  katakana: 256,
  /** A vowel sign or the like of a script without spaces: it can't be parted from what stands before it. */
  sign: 512,
  /** Follows the word before it after white space only. */
  spaced: 1024,
  /** A sentence, a part of a headline or a paragraph ended before it. */
  afterBreak: 2048,
  /** Its line is in capitals throughout. */
  shouted: 4096,
  cyrillic: 8192,
} as const;

const space = 32;

/** What stands between a word and the one before it; at most one is set. */
export const gapBits = Flag.glued | Flag.hyphenated | Flag.spaced | Flag.afterBreak;

/**
 * The words of one text in flat arrays that are used again for the next: no object, no string for a word.
 * Word i has the folded units `folded[foldedStart[i] .. foldedStart[i + 1]]`.
 */
export interface TokenBuffer {
  /** The text, and a space behind it. */
  units: Uint16Array;
  /** The memory of `units` as bytes, to copy a text into it at once. */
  bytes: Buffer;
  count: number;
  /** UTF-16 offsets in the original text. */
  start: Int32Array;
  end: Int32Array;
  hash: Int32Array;
  /** Bits of `Flag`; 0 for the two words behind the last. */
  flags: Int32Array;
  foldedStart: Int32Array;
  folded: Uint16Array;
  foldedCount: number;
}

/** An empty buffer; it grows with the longest text. */
export function createTokenBuffer(): TokenBuffer {
  return {
    units: new Uint16Array(0),
    bytes: Buffer.alloc(0),
    count: 0,
    start: new Int32Array(0),
    end: new Int32Array(0),
    hash: new Int32Array(0),
    flags: new Int32Array(0),
    foldedStart: new Int32Array(1),
    folded: new Uint16Array(0),
    foldedCount: 0,
  };
}

/** Empties the buffer and takes a text of so many UTF-16 units in. */
export function load(buffer: TokenBuffer, text: string, length: number): void {
  makeRoom(buffer, length);
  buffer.bytes.write(text, 0, length * 2, 'utf16le');
  buffer.units[length] = space;
  buffer.count = 0;
  buffer.foldedCount = 0;
}

function makeRoom(buffer: TokenBuffer, units: number): void {
  if (buffer.start.length > units) return;
  const size = Math.max(1_024, units + (units >> 1) + 2);
  buffer.units = new Uint16Array(size + 1);
  buffer.bytes = Buffer.from(buffer.units.buffer);
  buffer.start = new Int32Array(size);
  buffer.end = new Int32Array(size);
  buffer.hash = new Int32Array(size);
  buffer.flags = new Int32Array(size);
  buffer.foldedStart = new Int32Array(size + 1);
  if (buffer.folded.length < size) buffer.folded = new Uint16Array(size);
}

/** Adds a word whose folded units, from `from` on, are already there. */
export function addWord(
  buffer: TokenBuffer,
  start: number,
  end: number,
  hash: number,
  flags: number,
  from: number,
): void {
  const { count } = buffer;
  buffer.start[count] = start;
  buffer.end[count] = end;
  buffer.hash[count] = hash;
  buffer.flags[count] = flags;
  buffer.foldedStart[count] = from;
  buffer.count = count + 1;
}

/** Appends folded units beyond what `load` foresaw: some characters fold to many (NFKC of U+FDFA is 18). */
export function appendFolded(buffer: TokenBuffer, text: string, unitsToCome: number): void {
  const needed = buffer.foldedCount + text.length + unitsToCome;
  if (needed > buffer.folded.length) {
    const larger = new Uint16Array(needed * 2);
    larger.set(buffer.folded);
    buffer.folded = larger;
  }
  for (let at = 0; at < text.length; at += 1) buffer.folded[buffer.foldedCount + at] = text.charCodeAt(at);
  buffer.foldedCount += text.length;
}

/** The folded form of a word. */
export function foldedText(buffer: TokenBuffer, token: number): string {
  const from = buffer.foldedStart[token] ?? 0;
  return String.fromCharCode(...buffer.folded.subarray(from, buffer.foldedStart[token + 1] ?? from));
}
