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

const onsets =
  'b c d f g h j k l m n p r s t v w z br ch cl cr dr fl gr kh pl pr sh sl sp st str th tr'.split(' ');
const vowels = 'a e i o u a e i o ai ea ee ie oo ou'.split(' ');
const codas = ['', '', '', ...'n r s t l m k d ng nd rt st ck'.split(' ')];
const wordsInVocabulary = 40_000;
/** Words that names are made of; a name may have a plain word in it too ("Bank of England"). */
const wordsInNames = 40_000;
const plainWordInName = 0.2;
const wordsInItem = 300;
/** Words of this rank and above are topics; those before are said in most items. */
const firstTopicRank = 400;
/** Names that an item mentions, and which share of them is out of those that could be watched. */
const mentionsInItem = 12;
const watchableMentions = 0.3;

/** Words, and names of two or three words, are drawn by Zipf's law (exponent 1), as in news. */
function createZipf(count: number, random: () => number): () => number {
  const scale = Math.log(count + 1);
  return () => Math.min(count - 1, Math.floor(Math.exp(random() * scale)) - 1);
}

function createWords(count: number, known: ReadonlySet<string>, random: () => number): string[] {
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? '';
  const words = new Set<string>();
  while (words.size < count) {
    // Frequent words are short.
    const longest = words.size < firstTopicRank ? 2 : 3;
    const syllables = 1 + Math.floor(random() * longest) + (words.size > 5_000 ? 1 : 0);
    const word = Array.from({ length: syllables }, () => pick(onsets) + pick(vowels) + pick(codas)).join('');
    if (!known.has(word)) words.add(word);
  }
  return [...words];
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Items of about 300 words that mention names, and queries for those names and words. */
export function createCorpus({
  items,
  queries,
  seed,
}: {
  items: number;
  queries: number;
  seed: number;
}): Corpus {
  const random = createRandom(seed);
  const vocabulary = createWords(wordsInVocabulary, new Set(), random);
  const nameWords = createWords(wordsInNames, new Set(vocabulary), random);
  const anyWord = createZipf(vocabulary.length, random);
  const topic = (): string =>
    vocabulary[firstTopicRank + Math.floor(random() * (vocabulary.length - firstTopicRank))] ?? '';
  const nameWord = (): string =>
    random() < plainWordInName ? topic() : (nameWords[Math.floor(random() * nameWords.length)] ?? '');
  const name = (): string =>
    Array.from({ length: random() < 0.7 ? 2 : 3 }, () => capital(nameWord())).join(' ');
  const names = new Set<string>();
  while (names.size < queries) names.add(name());
  const phrases = [...names];
  const anyName = createZipf(phrases.length, random);
  // Which names are in the news has nothing to do with the order in which they are watched.
  const inNews = phrases.toSorted(() => random() - 0.5);
  const mention = (): string => (random() < watchableMentions ? (inNews[anyName()] ?? '') : name());

  const text = (): string => {
    const parts: string[] = [];
    for (let word = 0; word < wordsInItem; word += 1) {
      const isMention = random() < mentionsInItem / wordsInItem;
      const next = isMention ? mention() : (vocabulary[anyWord()] ?? '');
      parts.push(random() < 0.05 ? `${next}.` : random() < 0.06 ? `${next},` : next);
    }
    return parts.join(' ');
  };

  const query = (subject: string): string => {
    const kind = random();
    if (kind < 0.7) return subject;
    if (kind < 0.8) return `${subject} AND ${topic()}`;
    if (kind < 0.85) return `${subject} AND (${topic()} OR ${topic()})`;
    if (kind < 0.9) return `(${subject} OR ${name()}) AND ${vocabulary[anyWord()]} NOT ${topic()}`;
    const word = `${topic()}${topic()}`;
    return `${word.slice(0, 5 + Math.floor(random() * 4))}* AND ${subject}`;
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
