import type { Candidate } from './candidates.ts';
import { wordsOf } from './likeness.ts';

/** Of more sentences than so many, the later ones are not compared. */
const mostCompared = 40;
const rounds = 12;
/** Of LexRank (Erkan and Radev 2004): how often the walk begins anew. */
const damping = 0.85;

/** How much each counts: found on the third of test/data/summaries that is there for that. */
const weights = { place: 1, centre: 0.1, title: 0.4, question: -0.5 };

/** How much two sentences have in common: the cosine of their words, of which the rare ones count more. */
function likenessOf(sentences: readonly ReadonlySet<string>[]): number[][] {
  const frequency = new Map<string, number>();
  for (const words of sentences)
    for (const word of words) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const weight = (word: string) => Math.log((1 + sentences.length) / (frequency.get(word) ?? 1)) ** 2;
  const lengths = sentences.map((words) =>
    Math.sqrt(Array.from(words, weight).reduce((sum, one) => sum + one, 0)),
  );
  return sentences.map((a, i) =>
    sentences.map((b, j) => {
      if (i === j) return 0;
      let common = 0;
      for (const word of a) if (b.has(word)) common += weight(word);
      return common === 0 ? 0 : common / ((lengths[i] ?? 1) * (lengths[j] ?? 1));
    }),
  );
}

/** Where a walk from sentence to sentence that is alike is most often: continuous LexRank; the mean is 1. */
function centrality(likeness: readonly (readonly number[])[]): number[] {
  const count = likeness.length;
  const sums = likeness.map((row) => row.reduce((sum, one) => sum + one, 0));
  let scores = likeness.map(() => 1);
  for (let round = 0; round < rounds; round += 1) {
    const next = likeness.map(() => 1 - damping);
    for (const [from, row] of likeness.entries()) {
      const sum = sums[from] ?? 0;
      const share = (damping * (scores[from] ?? 0)) / (sum === 0 ? count : sum);
      for (const [to, one] of row.entries()) next[to] = (next[to] ?? 0) + share * (sum === 0 ? 1 : one);
    }
    scores = next;
  }
  return scores;
}

const shareOf = (part: ReadonlySet<string>, whole: ReadonlySet<string>): number =>
  part.size === 0 ? 0 : part.intersection(whole).size / part.size;

/**
 * How much a sentence is worth telling beside the essential ones: early in the text, central to it, near the
 * title, no question. In the order of the candidates.
 */
export function salienceOf(candidates: readonly Candidate[], title: string): number[] {
  const compared = candidates.slice(0, mostCompared);
  const centres = centrality(likenessOf(compared.map(({ words }) => words)));
  const titleWords = wordsOf(title);
  return candidates.map(
    (one, at) =>
      weights.place / (1 + at) +
      weights.centre * (centres[at] ?? 0) +
      weights.title * shareOf(titleWords, one.words) +
      (one.isQuestion ? weights.question : 0),
  );
}
