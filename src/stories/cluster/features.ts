import type { Sketch } from './sketch.ts';
import type { Story } from './story.ts';
import type { Vocabulary } from './vocabulary.ts';
import { weightOf } from './weights.ts';

const hour = 3_600_000;
/** What the rarest word of a young bot comes to: rarities are told as shares of it. */
const mostRarity = 8.7;
/** Below this, likenesses are equally small. */
const floor = 0.05;

/** Less time than this between two items says nothing: feeds are late, and some give no dates. */
const leastHours = 3;

/** One word in common is a coincidence: a prize and a planet may share a rare name. */
const fewestShared = 1.5;

/** An item made ready to be compared with many stories. */
export interface Probe {
  readonly sketch: Sketch;
  /** Weight times rarity of the terms that some story has, by number. */
  readonly weights: ReadonlyMap<number, number>;
  /** What share of a name or word those terms are that are but a part of one. */
  readonly parts: ReadonlyMap<number, number>;
  /** Squared length of the item's vector, with the terms that no story has. */
  readonly squared: number;
  /** Numbers of the title's terms that some story has. */
  readonly title: ReadonlySet<number>;
  readonly titleSquared: number;
}

/** Makes an item ready. */
export function probeOf(sketch: Sketch, vocabulary: Vocabulary): Probe {
  const weights = new Map<number, number>();
  const parts = new Map<number, number>();
  const title = new Set<number>();
  let squared = 0;
  let titleSquared = 0;
  for (const term of sketch.terms) {
    const number = vocabulary.find(term.term);
    const rarity = number === undefined ? vocabulary.rarityOf(term.term) : vocabulary.rarity(number);
    const weight = weightOf(term) * rarity;
    squared += weight * weight;
    if (term.inTitle) titleSquared += rarity * rarity;
    if (number === undefined) continue;
    weights.set(number, weight);
    if (term.part < 1) parts.set(number, term.part);
    if (term.inTitle) title.add(number);
  }
  return { sketch, weights, parts, squared, title, titleSquared };
}

/** What is looked at, in the order in which `featuresOf` gives it. */
export const featureNames = [
  /** Logarithm of the cosine between all of the item and the mean of the story. */
  'whole',
  /** Logarithm of how much of the title the story tells. */
  'titleInStory',
  /** How rare the rarest term is that both have. */
  'rarestShared',
  /** How many terms both have, weighed by their rarity, its logarithm. */
  'shared',
  /** How rare the strongest term of the story is that the item lacks. */
  'missing',
  /** Logarithm of the hours between the item and the nearest end of the story, and since its beginning. */
  'gap',
  'age',
  /** Logarithm of how many items the story has. */
  'size',
] as const;

/** One of the features. */
export type FeatureName = (typeof featureNames)[number];

/**
 * How an item and a story are alike (after Miranda et al. 2018: likenesses and distances in time, to be weighed by what
 * was learned from labelled news). Null where they share too little to say anything.
 */
export function featuresOf(probe: Probe, story: Story, vocabulary: Vocabulary): number[] | null {
  let dot = 0;
  let storySquared = 0;
  let inStory = 0;
  let rarest = 0;
  let shared = 0;
  let missing = 0;
  let count = 0;
  for (let at = 0; at < story.terms.length; at += 1) {
    const number = story.terms[at] ?? 0;
    const rarity = vocabulary.rarity(number);
    const mean = (story.sums[at] ?? 0) / story.items;
    const weight = mean * rarity;
    storySquared += weight * weight;
    const own = probe.weights.get(number);
    if (own === undefined) {
      if (weight > missing) missing = weight;
      continue;
    }
    dot += own * weight;
    const telling = rarity * (probe.parts.get(number) ?? 1);
    count += probe.parts.get(number) ?? 1;
    shared += telling;
    if (telling > rarest) rarest = telling;
    // A term that one of many members has tells less of the story than one that all have.
    if (probe.title.has(number)) inStory += rarity * rarity * Math.min(1, (1 + mean) / 2);
  }
  if (count < fewestShared) return null;
  const { at } = probe.sketch;
  const gap = Math.max(0, at - story.latestAt, story.firstAt - at) / hour;
  const age = Math.max(0, at - story.firstAt) / hour;
  return [
    Math.log(floor + dot / Math.sqrt(storySquared * probe.squared || 1)),
    Math.log(floor + inStory / (probe.titleSquared || 1)),
    rarest / mostRarity,
    Math.log1p(shared / mostRarity),
    missing / mostRarity,
    Math.log(Math.max(leastHours, gap)),
    Math.log(Math.max(leastHours, age)),
    Math.log1p(story.items),
  ];
}
