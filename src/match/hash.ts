/** The factor of the polynomial hash; any odd number with well mixed bits does. */
export const hashFactor = 0x01000193;

const powers = new Int32Array(64).fill(1);
for (let at = 1; at < powers.length; at += 1) powers[at] = Math.imul(powers[at - 1] ?? 1, hashFactor);

/** A polynomial over the units, so that the hash of two words written together follows from theirs. */
export function hashText(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = (Math.imul(hash, hashFactor) + text.charCodeAt(at)) | 0;
  return hash;
}

/** The longest second part that `joinHashes` takes. */
export const longestJoined = powers.length - 1;

/** The hash of left + right, where right has so many units (at most `longestJoined`). */
export function joinHashes(left: number, right: number, rightLength: number): number {
  return (Math.imul(left, powers[rightLength] ?? 1) + right) | 0;
}

/** Spreads a hash over the low bits, which pick the slot of a table (the finalizer of MurmurHash3). */
export function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
