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
