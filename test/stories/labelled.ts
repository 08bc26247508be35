import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Item } from '../../src/feeds/item.ts';

const labelledLine = z.object({
  id: z.string(),
  storyId: z.string(),
  split: z.enum(['train', 'test']),
  title: z.string(),
  text: z.string(),
  publishedAt: z.iso.datetime(),
  feed: z.string(),
  lang: z.string(),
});

/** An item of test/data/stories. */
export type LabelledItem = z.infer<typeof labelledLine>;

/** The labelled items of one split, in the order of their publication. */
export function labelledItems(split: 'train' | 'test'): LabelledItem[] {
  const file = new URL(`../data/stories/${split}.ndjson`, import.meta.url);
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => labelledLine.parse(JSON.parse(line)));
}

/** The item as a feed would bring it. */
export function toItem({ id, title, text, publishedAt, feed, lang }: LabelledItem): Item {
  const url = `https://${feed}.example/${id}`;
  return {
    id,
    url,
    title,
    text,
    publishedAt,
    author: null,
    lang,
    image: null,
    feed: { url: `https://${feed}.example/feed`, title: feed },
  };
}

/** How well items were put into stories. */
export interface Quality {
  /** BCubed (Bagga & Baldwin 1998): of what stands beside an item in its story, how much belongs there … */
  readonly precision: number;
  /** … and of what belongs beside it, how much stands there. */
  readonly recall: number;
  readonly f1: number;
  /** Of the items that joined a story, how many found none of their event in it. */
  readonly falseMerges: number;
}

/** Measures an assignment: pairs of label and story, in the order in which they were decided. */
export function qualityOf(assigned: readonly { readonly label: string; readonly story: string }[]): Quality {
  const byStory = Map.groupBy(assigned, ({ story }) => story);
  const byLabel = Map.groupBy(assigned, ({ label }) => label);
  let [precision, recall] = [0, 0];
  for (const { label, story } of assigned) {
    const inStory = byStory.get(story) ?? [];
    const ofLabel = byLabel.get(label) ?? [];
    const both = inStory.filter((other) => other.label === label).length;
    precision += both / inStory.length / assigned.length;
    recall += both / ofLabel.length / assigned.length;
  }
  const labelsIn = new Map<string, Set<string>>();
  let [joins, wrong] = [0, 0];
  for (const { label, story } of assigned) {
    const labels = labelsIn.get(story) ?? new Set();
    if (labels.size > 0) joins += 1;
    if (labels.size > 0 && !labels.has(label)) wrong += 1;
    labelsIn.set(story, labels.add(label));
  }
  return {
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall || 1),
    falseMerges: joins === 0 ? 0 : wrong / joins,
  };
}
