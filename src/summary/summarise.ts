import { type Candidate, candidatesOf, covers } from './candidates.ts';
import { cutSentence } from './cut.ts';
import { unwrapLines } from './lines.ts';
import { salienceOf } from './salience.ts';
import type { Range } from './sentences.ts';
import type { Summarise } from './summary.ts';

const defaultSentences = 3;
const defaultCharacters = 400;
/** With so many sentences chosen, no heading, no question and none that breaks off is added. */
const enough = 2;

/** Of so many different mentions so many places are looked at: no summary holds more. */
const mostMentions = 50;
const mostPlaces = 10;

/** The places of focus in groups that mention the same: one place of each is to be told. */
function mentionsOf(text: string, focus: readonly Range[]): Range[][] {
  const groups = Map.groupBy(focus, ({ start, end }) => text.slice(start, end).toLowerCase());
  return Array.from(groups.values().take(mostMentions), (places) => places.slice(0, mostPlaces));
}

const tellsOf = (one: Candidate, places: readonly Range[]): boolean =>
  places.some((place) => covers(one, place));

/** Sentences that together tell of all mentions: few, early, and where possible none that points back. */
function mentioning(candidates: readonly Candidate[], mentions: readonly Range[][]): Candidate[] {
  const chosen: Candidate[] = [];
  let left = mentions;
  while (left.length > 0) {
    const worth = (one: Candidate) => {
      const told = left.filter((places) => tellsOf(one, places)).length;
      return told === 0 ? 0 : told + (one.isDangling ? 0 : 0.5) + (one.isFinished ? 0.2 : 0);
    };
    const most = Math.max(...candidates.map(worth));
    const best = candidates.find((one) => worth(one) === most);
    if (best === undefined || most === 0) break;
    chosen.push(best);
    left = left.filter((places) => !tellsOf(best, places));
  }
  return chosen;
}

/**
 * What has to be told, the most important first: the lead, since news tells the most important first (LEAD-3 is hard
 * to beat on news: See, Liu and Manning 2017, table 1), and what is watched, which comes before a lead without it.
 */
function essential(
  candidates: readonly Candidate[],
  focus: readonly Range[][],
  sentences: number,
): Candidate[] {
  const lead =
    candidates.find((one) => !one.isDangling && one.isFinished && !one.isQuestion) ??
    candidates.find((one) => !one.isDangling && !one.isQuestion) ??
    candidates[0];
  if (lead === undefined) return [];
  const isInLead = focus.some((places) => tellsOf(lead, places));
  const watched = mentioning(
    candidates,
    focus.filter((places) => !tellsOf(lead, places)),
  );
  if (isInLead) return [lead, ...watched];
  const before = Math.max(1, sentences - 1);
  return [...watched.slice(0, before), lead, ...watched.slice(before)];
}

/** As many sentences as fit: the essential ones, those that they point back to, then the most salient after the first. */
function choose(
  candidates: readonly Candidate[],
  important: readonly Candidate[],
  salience: readonly number[],
  limits: { readonly sentences: number; readonly characters: number },
): Candidate[] {
  const chosen = new Set<Candidate>();
  let room = limits.characters;
  const take = (one: Candidate) => {
    if (chosen.has(one) || chosen.size + 1 > limits.sentences || one.text.length > room) return;
    chosen.add(one);
    room -= one.text.length + 1;
  };
  for (const one of important) take(one);
  const before = (one: Candidate) => candidates[candidates.indexOf(one) - 1];
  for (const one of important) {
    const antecedent = one.isDangling && chosen.has(one) ? before(one) : undefined;
    if (antecedent !== undefined) take(antecedent);
  }
  const first = Math.min(...[...chosen].map((one) => candidates.indexOf(one)));
  const worth = (one: Candidate) => salience[candidates.indexOf(one)] ?? 0;
  const following = candidates.slice(first + 1).toSorted((a, b) => worth(b) - worth(a));
  const [finished, rest] = [
    following.filter((one) => one.isFinished),
    following.filter((one) => !one.isFinished),
  ];
  for (const one of [...finished, ...rest]) {
    if (!one.isFinished && chosen.size >= enough && candidates.some(({ isFinished }) => isFinished)) break;
    if (one.isQuestion && chosen.size >= enough) continue;
    const antecedent = before(one);
    if (!one.isDangling || antecedent === undefined || chosen.has(antecedent)) take(one);
  }
  return [...chosen].toSorted((a, b) => a.start - b.start);
}

/**
 * The extractive summary of an item: its lead, and what the watched words do in it. Where the most important sentence
 * alone is too long, it is cut at a word and ends with "…", which its range does not hold; a line break that only
 * wraps a paragraph is a space in the summary.
 */
export const summarise: Summarise = (input, options = {}) => {
  const { sentences = defaultSentences, characters = defaultCharacters } = options;
  const text = unwrapLines(input.text);
  const mentions = mentionsOf(text, input.focus);
  const focus = mentions.flat();
  const candidates = candidatesOf({ ...input, text, focus });
  const important = essential(candidates, mentions, sentences);
  const [first] = important;
  const hasRoom = sentences >= 1 && characters >= 1;
  if (first === undefined || !hasRoom) return { text: '', sentences: [] };
  if (first.text.length > characters) {
    const { start, end, summary } = cutSentence(text, first, characters, focus);
    // Not even one letter fits before the "…".
    if (end <= start) return { text: '', sentences: [] };
    return { text: summary, sentences: [{ index: first.index, start, end }] };
  }
  const salience = salienceOf(candidates, input.title);
  const chosen = choose(candidates, important, salience, { sentences, characters });
  return {
    text: chosen.map((one) => one.text).join(' '),
    sentences: chosen.map(({ index, start, end }) => ({ index, start, end })),
  };
};
