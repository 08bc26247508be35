import { type Article, placesOf } from './corpus.ts';
import { rouge } from './rouge.ts';

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** The mean ROUGE of the summaries that a method makes: F1, and the recall of ROUGE-L. */
export function meanRouge(articles: readonly Article[], make: (article: Article) => string) {
  const made = articles.map((article) => {
    const summary = make(article);
    return { summary, score: rouge(summary, article.reference) };
  });
  return {
    one: mean(made.map(({ score }) => score.one.f1)),
    two: mean(made.map(({ score }) => score.two.f1)),
    longest: mean(made.map(({ score }) => score.longest.f1)),
    recall: mean(made.map(({ score }) => score.longest.recall)),
    characters: mean(made.map(({ summary }) => summary.length)),
  };
}

/** Of the watched words that are in the articles' texts, the share that the summaries tell. */
export function coverage(articles: readonly Article[], make: (article: Article) => string): number {
  let wanted = 0;
  let told = 0;
  for (const article of articles) {
    const inText = placesOf(article.text, article.watch);
    const inSummary = placesOf(make(article), article.watch);
    wanted += inText.size;
    told += [...inText.keys()].filter((keyword) => inSummary.has(keyword)).length;
  }
  return told / wanted;
}

/** Numbers that look random and come out the same each time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * How much better one method is than another in ROUGE-L (F1), with the range that 95 % of 10,000 samples of the articles,
 * drawn with replacement, lie in (Efron's bootstrap).
 */
export function advantage(
  articles: readonly Article[],
  make: (article: Article) => string,
  other: (article: Article) => string,
) {
  const differences = articles.map(
    (one) => rouge(make(one), one.reference).longest.f1 - rouge(other(one), one.reference).longest.f1,
  );
  const random = seeded(1);
  const drawn = () => differences[Math.floor(random() * differences.length)] ?? 0;
  const means = Array.from({ length: 10_000 }, () => mean(differences.map(drawn))).toSorted((a, b) => a - b);
  return {
    mean: mean(differences),
    from: means[249] ?? 0,
    to: means[9_749] ?? 0,
    better: differences.filter((difference) => difference > 0).length,
    worse: differences.filter((difference) => difference < 0).length,
  };
}
