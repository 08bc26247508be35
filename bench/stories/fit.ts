import process from 'node:process';
import { loadAliases } from '../../config/aliases.ts';
import { createClusters } from '../../src/stories/cluster/clusters.ts';
import { featureNames } from '../../src/stories/cluster/features.ts';
import type { Model } from '../../src/stories/cluster/likelihood.ts';
import { learnedModel } from '../../src/stories/cluster/model.ts';
import { type Sketch, sketchOf } from '../../src/stories/cluster/sketch.ts';
import { likenessOf } from '../../src/stories/likeness.ts';
import { isRoundup } from '../../src/stories/roundups.ts';
import { createRenaming } from '../../src/stories/terms/names.ts';
import { labelledItems, qualityOf } from '../../test/stories/labelled.ts';

// Learns the weights of src/stories/cluster/model.ts from the training stories, and prints them:
// node bench/stories/fit.ts (with SPLIT=test it prints what they come to on the test stories instead)

const rename = createRenaming(loadAliases(new URL('../../config/aliases.yaml', import.meta.url).pathname));
const hour = 3_600_000;

interface Lesson {
  readonly label: string;
  readonly sketch: Sketch;
  readonly reallyAt: number;
}

/** How the training news is laid out: each way asks something else of the same labels. */
interface Layout {
  readonly kind: string;
  readonly keepText: (at: number) => boolean;
  /** Stories begin within so many milliseconds; without it, when they did. */
  readonly withinMs?: number;
}

const always = () => true;
const never = () => false;
const everyOther = (at: number) => at % 2 === 0;
const day = 24 * hour;
const month = 30 * day;
const packedMs = 2 * day;
const layouts: readonly Layout[] = [
  { kind: 'as it was', keepText: always },
  { kind: 'titles', keepText: never },
  { kind: 'months on one', keepText: everyOther, withinMs: month },
  { kind: 'titles, months on one', keepText: never, withinMs: month },
  { kind: 'packed', keepText: always, withinMs: packedMs },
  { kind: 'titles, packed', keepText: never, withinMs: packedMs },
];

function lessonsOf(split: 'train' | 'test', { keepText, withinMs }: Layout): Lesson[] {
  const starts = new Map<string, number>();
  return labelledItems(split)
    .map((item, index) => {
      const reallyAt = Date.parse(item.publishedAt);
      const start = starts.get(item.storyId) ?? reallyAt;
      starts.set(item.storyId, start);
      const at = withinMs === undefined ? reallyAt : (start % withinMs) + reallyAt - start;
      const told = {
        title: item.title,
        text: keepText(index) ? item.text : '',
        feed: { url: '', title: item.feed },
      };
      const sketch = sketchOf(told, { key: item.id, at, likeness: likenessOf(told), rename });
      return { label: item.storyId, sketch, reallyAt };
    })
    .toSorted((a, b) => a.sketch.at - b.sketch.at);
}

const clustersWith = (model: Model) => createClusters({ capacity: 1e6, windowMs: 3 * day, model });

interface Pair {
  readonly features: readonly number[];
  readonly isSame: boolean;
}

/** Every item beside the stories that it could join, all items before it being where they belong. */
function pairsOf(stream: readonly Lesson[]): Pair[] {
  const clusters = clustersWith(learnedModel);
  const latest = new Map<string, number>();
  const pairs: Pair[] = [];
  for (const { label, sketch, reallyAt } of stream) {
    const candidates = isRoundup(sketch.title) ? [] : clusters.candidates(sketch);
    for (const { storyId, features } of candidates) {
      const isSame = storyId === label;
      const apart = Math.abs(reallyAt - (latest.get(storyId) ?? 0));
      // Days of one crisis that were laid on each other can't be told apart by anybody.
      const isUnfair = !isSame && apart > packedMs && apart < month;
      if (!isUnfair && !storyId.startsWith('roundup')) pairs.push({ features, isSame });
    }
    clusters.add(label, sketch, 0);
    latest.set(label, reallyAt);
  }
  return pairs;
}

function learn(
  pairs: readonly Pair[],
  { rounds = 4_000, rate = 0.5, decay = Number(process.env.DECAY ?? 0.0005) } = {},
): Omit<Model, 'threshold'> {
  const size = featureNames.length;
  const weights = Array.from({ length: size }, () => 0);
  let bias = 0;
  const total = pairs.length;
  const first = Array.from({ length: size + 1 }, () => 0);
  const second = Array.from({ length: size + 1 }, () => 0);
  for (let round = 1; round <= rounds; round += 1) {
    const slope = Array.from({ length: size + 1 }, () => 0);
    for (const { features, isSame } of pairs) {
      let sum = bias;
      for (let at = 0; at < size; at += 1) sum += (features[at] ?? 0) * (weights[at] ?? 0);
      const wrong = (1 / (1 + Math.exp(-sum)) - (isSame ? 1 : 0)) / total;
      for (let at = 0; at < size; at += 1) slope[at] = (slope[at] ?? 0) + wrong * (features[at] ?? 0);
      slope[size] = (slope[size] ?? 0) + wrong;
    }
    for (let at = 0; at <= size; at += 1) {
      const value = (slope[at] ?? 0) + (at < size ? decay * (weights[at] ?? 0) : 0);
      first[at] = 0.9 * (first[at] ?? 0) + 0.1 * value;
      second[at] = 0.999 * (second[at] ?? 0) + 0.001 * value * value;
      const step =
        (rate * 0.1 * ((first[at] ?? 0) / (1 - 0.9 ** round))) /
        (Math.sqrt((second[at] ?? 0) / (1 - 0.999 ** round)) + 1e-9);
      if (at === size) bias -= step;
      else weights[at] = (weights[at] ?? 0) - step;
    }
  }
  const named = Object.fromEntries(
    featureNames.map((name, at) => [name, Number((weights[at] ?? 0).toFixed(3))]),
  );
  return { bias: Number(bias.toFixed(3)), weights: { ...learnedModel.weights, ...named } };
}

export function run(stream: readonly Lesson[], model: Model) {
  const clusters = clustersWith(model);
  return stream.map(({ label, sketch }) => {
    const story = clusters.find(sketch, () => false) ?? sketch.key;
    clusters.add(story, sketch, 0);
    return { label, story, key: sketch.key, title: sketch.title };
  });
}

const shownSplit = process.env.SPLIT === 'test' ? 'test' : 'train';
const streams = layouts.map((layout) => ({ kind: layout.kind, stream: lessonsOf(shownSplit, layout) }));
const pairs = layouts.flatMap((layout) => pairsOf(lessonsOf('train', layout)));
const fitted = learn(pairs);
const write = (line: string) => process.stdout.write(`${line}\n`);
write(`${pairs.length} pairs, ${pairs.filter(({ isSame }) => isSame).length} of them of one story`);
write(JSON.stringify(fitted, null, 2));
for (let threshold = 0.3; threshold < 0.95; threshold += 0.05) {
  const cells = streams.map(({ kind, stream }) => {
    const q = qualityOf(run(stream, { ...fitted, threshold }));
    return `${kind} P ${q.precision.toFixed(3)} R ${q.recall.toFixed(3)} F1 ${q.f1.toFixed(3)}`;
  });
  write(`threshold ${threshold.toFixed(2)}: ${cells.join(' | ')}`);
}
