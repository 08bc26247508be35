/** Texts of fewer words are too short to be recognised as copies: any two leads share a formula. */
const fewestWords = 18;
const mostWords = 160;
const shingleWords = 3;
/** Values of a signature, and of one band: texts whose shingles are half the same meet in a band with 66 %, 70 % with 97 %. */
const bands = 8;
const bandRows = 3;
const length = bands * bandRows;

const mix = (value: number): number => {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
};

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mix(hash);
}

const seeds = Array.from({ length }, (_, index) => mix(index + 1));

/**
 * The MinHash signature of a text's runs of three words (Broder 1997), or null where it is too short: the share of
 * equal values in two signatures estimates the share of runs that the texts have in common.
 */
export function signatureOf(words: readonly string[]): number[] | null {
  if (words.length < fewestWords) return null;
  const hashes = words.slice(0, mostWords).map(hashOf);
  const signature = Array.from({ length }, () => 0xffffffff);
  for (let at = 0; at + shingleWords <= hashes.length; at += 1) {
    const shingle = mix(
      Math.imul(hashes[at] ?? 0, 31) ^ Math.imul(hashes[at + 1] ?? 0, 131) ^ (hashes[at + 2] ?? 0),
    );
    for (let index = 0; index < length; index += 1) {
      const value = mix(shingle ^ (seeds[index] ?? 0));
      if (value < (signature[index] ?? 0)) signature[index] = value;
    }
  }
  return signature;
}

/** The share of runs of words that two texts have in common, as their signatures tell it: 0 to 1. */
export function likenessOfSignatures(a: readonly number[], b: readonly number[]): number {
  let equal = 0;
  for (let index = 0; index < length; index += 1) if (a[index] === b[index]) equal += 1;
  return equal / length;
}

/** The keys under which like signatures meet: one a band. */
export function bandKeys(signature: readonly number[]): number[] {
  return Array.from({ length: bands }, (_, band) => {
    let key = mix(band + 1);
    for (let row = 0; row < bandRows; row += 1) key = mix(key ^ (signature[band * bandRows + row] ?? 0));
    return key;
  });
}
