/** Words of fewer letters are in any text: "the", "of". */
const contentLetters = 4;
/** A text of fewer words is a formula ("Watch the video"): it is compared as a whole. */
export const longWords = 8;

/** The words of a text as sets. */
export interface WordSets {
  readonly all: ReadonlySet<string>;
  /** What the text is about; all words where these are few. */
  readonly content: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
}

function setsOf(words: string): WordSets {
  const all = new Set(words === '' ? [] : words.split(' '));
  const content = new Set([...all].filter((word) => word.length >= contentLetters || !/\p{Ll}/u.test(word)));
  const numbers = new Set([...all].filter((word) => /\p{N}/u.test(word)));
  return { all, content: content.size >= longWords ? content : all, numbers };
}

/** An entry of a feed is compared with many others: the sets of so many texts are kept. */
const keptTexts = 4_000;
const kept = new Map<string, WordSets>();

/** The sets of plain words that a space separates. */
export function wordSets(words: string): WordSets {
  const known = kept.get(words);
  if (known !== undefined) return known;
  if (kept.size >= keptTexts) kept.clear();
  const made = setsOf(words);
  kept.set(words, made);
  return made;
}

/** How many words are in both sets. */
export function sharedCount(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [smaller, larger] = a.size < b.size ? [a, b] : [b, a];
  let count = 0;
  for (const word of smaller) if (larger.has(word)) count += 1;
  return count;
}

/** The words in both among the words in either (Jaccard 1901), 0 to 1. */
export function share(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = sharedCount(a, b);
  return both === 0 ? 0 : both / (a.size + b.size - both);
}

/** How much of the shorter of two texts is in the other, 0 to 1; of formulas how much they share. */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shorter = Math.min(a.size, b.size);
  return shorter < longWords ? share(a, b) : sharedCount(a, b) / shorter;
}
