import { splitSentences } from '../../src/summary/sentences.ts';
import type { SummaryInput } from '../../src/summary/summary.ts';
import { rougeTokens } from './rouge.ts';

/** Makes a summary in a way that is known from papers. */
export type Baseline = (input: SummaryInput) => string;

const sentencesOf = ({ text, lang }: SummaryInput): string[] =>
  splitSentences(text, lang).map(({ start, end }) => text.slice(start, end));

/** The first three sentences. */
export const lead3: Baseline = (input) => sentencesOf(input).slice(0, 3).join(' ');

/** The first sentences, as many as fit in 400 characters, at most three. */
export const lead400: Baseline = (input) => {
  let summary = '';
  for (const sentence of sentencesOf(input).slice(0, 3)) {
    if (summary.length + sentence.length + 1 > 400 && summary !== '') break;
    summary = `${summary} ${sentence}`.trim();
  }
  return summary;
};

/** The stationary distribution of a walk from sentence to sentence, by the power method. */
function rank(weights: readonly number[][], damping = 0.85): number[] {
  const count = weights.length;
  const sums = weights.map((row) => row.reduce((sum, weight) => sum + weight, 0));
  let scores = weights.map(() => 1 / count);
  for (let round = 0; round < 50; round += 1) {
    scores = scores.map((_, to) => {
      let score = (1 - damping) / count;
      for (let from = 0; from < count; from += 1) {
        const sum = sums[from] ?? 0;
        const share = sum === 0 ? 1 / count : (weights[from]?.[to] ?? 0) / sum;
        score += damping * (scores[from] ?? 0) * share;
      }
      return score;
    });
  }
  return scores;
}

function best3(sentences: readonly string[], scores: readonly number[]): string {
  return sentences
    .map((sentence, at) => ({ sentence, at, score: scores[at] ?? 0 }))
    .toSorted((a, b) => b.score - a.score)
    .slice(0, 3)
    .toSorted((a, b) => a.at - b.at)
    .map(({ sentence }) => sentence)
    .join(' ');
}

/** TextRank: Mihalcea and Tarau 2004, equation of section 4; three sentences. */
export const textRank: Baseline = (input) => {
  const sentences = sentencesOf(input);
  const words = sentences.map((sentence) => new Set(rougeTokens(sentence)));
  const weights = words.map((a, i) =>
    words.map((b, j) => {
      if (i === j || a.size < 2 || b.size < 2) return 0;
      return a.intersection(b).size / (Math.log(a.size) + Math.log(b.size));
    }),
  );
  return best3(sentences, rank(weights));
};

/** Continuous LexRank: Erkan and Radev 2004; idf from the sentences of all given articles. */
export function createLexRank(corpus: readonly SummaryInput[]): Baseline {
  const all = corpus.flatMap(sentencesOf).map((sentence) => new Set(rougeTokens(sentence)));
  const frequency = new Map<string, number>();
  for (const words of all) for (const word of words) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const idf = (word: string) => Math.log(all.length / (frequency.get(word) ?? 1));
  return (input) => {
    const sentences = sentencesOf(input);
    const vectors = sentences.map((sentence) => {
      const vector = new Map<string, number>();
      for (const word of rougeTokens(sentence)) vector.set(word, (vector.get(word) ?? 0) + idf(word));
      return { vector, length: Math.hypot(...vector.values()) };
    });
    const weights = vectors.map((a) =>
      vectors.map((b) => {
        let product = 0;
        for (const [word, weight] of a.vector) product += weight * (b.vector.get(word) ?? 0);
        return product === 0 ? 0 : product / (a.length * b.length);
      }),
    );
    return best3(sentences, rank(weights));
  };
}
