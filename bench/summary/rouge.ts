import { splitSentences } from '../../src/summary/sentences.ts';

/** How much of the reference is told (recall), how much of what is told is in it (precision), and both (F1). */
export interface Score {
  readonly recall: number;
  readonly precision: number;
  readonly f1: number;
}

/** ROUGE of a summary, after Lin, "ROUGE: A Package for Automatic Evaluation of Summaries" (2004). */
export interface Rouge {
  /** Words in common. */
  readonly one: Score;
  /** Pairs of neighbours in common. */
  readonly two: Score;
  /** The union of longest common subsequences, sentence by sentence: section 3.2 of the paper. */
  readonly longest: Score;
}

const tokens =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{Script=Thai}]\p{M}*|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{M}\p{N}])+/gu;

/** The words of a text in small letters, without stemming; characters where a script writes no spaces. */
export function rougeTokens(text: string): string[] {
  return text.normalize('NFKC').toLowerCase().match(tokens) ?? [];
}

function scoreOf(common: number, told: number, wanted: number): Score {
  const recall = wanted === 0 ? 0 : common / wanted;
  const precision = told === 0 ? 0 : common / told;
  return { recall, precision, f1: common === 0 ? 0 : (2 * recall * precision) / (recall + precision) };
}

function counted(grams: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const gram of grams) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  return counts;
}

function gramsOf(words: readonly string[], n: number): string[] {
  return Array.from({ length: Math.max(0, words.length - n + 1) }, (_, at) =>
    words.slice(at, at + n).join(' '),
  );
}

/** Each gram counts as often as both have it. */
function rougeN(summary: readonly string[], reference: readonly string[], n: number): Score {
  const told = gramsOf(summary, n);
  const wanted = gramsOf(reference, n);
  const inSummary = counted(told);
  let common = 0;
  for (const [gram, count] of counted(wanted)) common += Math.min(count, inSummary.get(gram) ?? 0);
  return scoreOf(common, told.length, wanted.length);
}

/** The places in `wanted` of one longest common subsequence. */
function longestCommon(wanted: readonly string[], told: readonly string[]): number[] {
  const lengths = Array.from({ length: wanted.length + 1 }, () =>
    Array.from({ length: told.length + 1 }, () => 0),
  );
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = 1; i <= wanted.length; i += 1) {
    const row = lengths[i] ?? [];
    for (let j = 1; j <= told.length; j += 1) {
      row[j] = wanted[i - 1] === told[j - 1] ? at(i - 1, j - 1) + 1 : Math.max(at(i - 1, j), at(i, j - 1));
    }
  }
  const places: number[] = [];
  for (let i = wanted.length, j = told.length; i > 0 && j > 0; ) {
    if (wanted[i - 1] === told[j - 1]) {
      places.push(i - 1);
      i -= 1;
      j -= 1;
    } else if (at(i - 1, j) >= at(i, j - 1)) i -= 1;
    else j -= 1;
  }
  return places.toReversed();
}

function rougeL(summary: readonly string[][], reference: readonly string[][]): Score {
  const available = counted(summary.flat());
  let common = 0;
  for (const wanted of reference) {
    const union = new Set(summary.flatMap((told) => longestCommon(wanted, told)));
    for (const place of union) {
      const word = wanted[place] ?? '';
      const left = available.get(word) ?? 0;
      // A word of the summary counts once, for whichever sentence it is found first.
      if (left === 0) continue;
      available.set(word, left - 1);
      common += 1;
    }
  }
  return scoreOf(common, summary.flat().length, reference.flat().length);
}

const sentencesOf = (text: string): string[][] =>
  splitSentences(text).map(({ start, end }) => rougeTokens(text.slice(start, end)));

/** Compares a summary with one that a person wrote. */
export function rouge(summary: string, reference: string): Rouge {
  const [told, wanted] = [rougeTokens(summary), rougeTokens(reference)];
  return {
    one: rougeN(told, wanted, 1),
    two: rougeN(told, wanted, 2),
    longest: rougeL(sentencesOf(summary), sentencesOf(reference)),
  };
}
