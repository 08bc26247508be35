/** A small generator of random numbers (mulberry32), so that every run measures the same. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Corpus {
  readonly items: readonly { readonly title: string; readonly text: string }[];
  /** Distinct queries: mostly names, some booleans and prefixes. */
  readonly queries: readonly string[];
  /** Distinct names only. */
  readonly phrases: readonly string[];
}

const onsets = 'b c d f g h j k l m n p r s t v w z br ch cl cr dr fl gr kh pl pr sh sl sp st str th tr'.split(' ');
const vowels = 'a e i o u a e i o ai ea ee ie oo ou'.split(' ');
const codas = ['', '', '', ...'n r s t l m k d ng nd rt st ck'.split(' ')];
const wordsInVocabulary = 40_000;
const wordsInItem = 300;
/** Words of this rank and above are said in most items and are no names. */
const firstRareRank = 400;
const mentionsInItem = 10;

/** Words, and names of two or three words, are drawn by Zipf's law (exponent 1), as in news. */
function createZipf(count: number, random: () => number): () => number {
  const scale = Math.log(count + 1);
  return () => Math.min(count - 1, Math.floor(Math.exp(random() * scale)) - 1);
}

function createVocabulary(random: () => number): string[] {
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? '';
  const words = new Set<string>();
  while (words.size < wordsInVocabulary) {
    // Frequent words are short.
    const syllables = 1 + Math.floor(random() * (words.size < firstRareRank ? 2 : 3)) + (words.size > 5_000 ? 1 : 0);
    words.add(Array.from({ length: syllables }, () => pick(onsets) + pick(vowels) + pick(codas)).join(''));
  }
  return [...words];
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Items of about 300 words that mention names, and queries for those names and words. */
export function createCorpus({ items, queries, seed }: { items: number; queries: number; seed: number }): Corpus {
  const random = createRandom(seed);
  const vocabulary = createVocabulary(random);
  const anyWord = createZipf(vocabulary.length, random);
  const rare = (): string =>
    vocabulary[firstRareRank + Math.floor(random() * (vocabulary.length - firstRareRank))] ?? '';
  const names = new Set<string>();
  while (names.size < queries) {
    names.add(Array.from({ length: random() < 0.7 ? 2 : 3 }, () => capital(rare())).join(' '));
  }
  const phrases = [...names];
  const anyName = createZipf(phrases.length, random);
  // Which names are in the news has nothing to do with the order in which they are watched.
  const inNews = phrases.toSorted(() => random() - 0.5);

  const text = (): string => {
    const parts: string[] = [];
    for (let word = 0; word < wordsInItem; word += 1) {
      const isMention = random() < mentionsInItem / wordsInItem;
      const next = isMention ? (inNews[anyName()] ?? '') : (vocabulary[anyWord()] ?? '');
      parts.push(random() < 0.05 ? `${next}.` : random() < 0.06 ? `${next},` : next);
    }
    return parts.join(' ');
  };

  const query = (name: string): string => {
    const kind = random();
    if (kind < 0.7) return name;
    if (kind < 0.8) return `${name} AND ${rare()}`;
    if (kind < 0.85) return `${name} AND (${rare()} OR ${rare()})`;
    if (kind < 0.9) return `(${name} OR ${rare()}) AND ${vocabulary[anyWord()]} NOT ${rare()}`;
    const word = rare();
    return `${word.slice(0, 4 + Math.floor(random() * 4)).padEnd(4, 'a')}* AND ${name}`;
  };

  return {
    items: Array.from({ length: items }, () => {
      const body = text();
      return { title: capital(body.split(' ').slice(0, 9).join(' ')), text: body };
    }),
    queries: [...new Set(phrases.map(query))],
    phrases,
  };
}
