import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { loadAliases } from '../config/aliases.ts';
import type { Item } from '../src/feeds/item.ts';
import { createMemoryStoryBook, type StoryBook } from '../src/stories/story-book.ts';
import { createRenaming } from '../src/stories/terms/names.ts';
import {
  type LabelledItem,
  labelledItems,
  type Quality,
  qualityOf,
  toItem,
} from '../test/stories/labelled.ts';
import { print, printTable } from './match/print.ts';
import { type Assign, byAddressOrTitle, byCosine } from './stories/baselines.ts';
import { crowdOf } from './stories/crowd.ts';

// Prints how well stories are recognised on news that nothing was fitted on, beside two baselines, and what it costs.

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');

const rename = createRenaming(loadAliases(new URL('../config/aliases.yaml', import.meta.url).pathname));
const keysAnItem = 3;
const bookOf = (items: number) => createMemoryStoryBook({ rename, capacity: items * keysAnItem });
const ours = (): Assign => {
  const book = bookOf(100_000);
  return async (item) => (await book.assign(item)).storyId;
};

async function measure(items: readonly LabelledItem[], assign: Assign): Promise<Quality> {
  const assigned: { label: string; story: string }[] = [];
  for (const item of items) assigned.push({ label: item.storyId, story: await assign(toItem(item)) });
  return qualityOf(assigned);
}

const train = labelledItems('train');
const thresholds = Array.from({ length: 18 }, (_, step) => 0.05 * (step + 1));
/** The baseline gets the threshold that is best for it on the training stories. */
let cosineAt = { threshold: 0, f1: 0 };
for (const threshold of thresholds) {
  const { f1 } = await measure(train, byCosine(threshold));
  if (f1 > cosineAt.f1) cosineAt = { threshold, f1 };
}

const ways: readonly [name: string, make: () => Assign][] = [
  ['Wirewatch', ours],
  ['same address or title', byAddressOrTitle],
  [`TF-IDF cosine ≥ ${cosineAt.threshold.toFixed(2)}`, () => byCosine(cosineAt.threshold)],
];
const share = (value: number) => value.toFixed(3);
const test = labelledItems('test');
for (const [what, items] of [
  ['with their texts', test],
  ['titles alone', test.map((item) => ({ ...item, text: '' }))],
] as const) {
  const rows: string[][] = [];
  for (const [name, make] of ways) {
    const { precision, recall, f1, falseMerges } = await measure(items, make());
    rows.push([name, share(precision), share(recall), share(f1), `${(falseMerges * 100).toFixed(1)} %`]);
  }
  const stories = new Set(items.map(({ storyId }) => storyId)).size;
  print(`${items.length} held-out items of ${stories} events, ${what}:\n`);
  printTable(['BCubed', 'precision', 'recall', 'F1', 'false merges'], rows);
}

/** Microseconds of processor time an item. */
async function costOf(book: StoryBook, items: readonly Item[]): Promise<number> {
  const before = process.cpuUsage();
  for (const item of items) await book.assign(item);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / items.length;
}

function memory(): number {
  if (typeof collectGarbage === 'function') collectGarbage();
  return process.memoryUsage().heapUsed / 1e6;
}

const rounds = 5;
const asked = 400;
const [few, many] = [1_000, 100_000];
const crowd = crowdOf(many + rounds * asked, 20_251_124);
await costOf(bookOf(few), crowd.slice(0, few));

const before = memory();
const large = bookOf(many + rounds * asked);
const filling = await costOf(large, crowd.slice(0, many));
const used = memory() - before;
let [small, big] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
for (let round = 0; round < rounds; round += 1) {
  const items = crowd.slice(many + round * asked, many + (round + 1) * asked);
  const fresh = bookOf(few + asked);
  await costOf(fresh, crowd.slice(many - few, many));
  small = Math.min(small, await costOf(fresh, items));
  big = Math.min(big, await costOf(large, items));
}
print(`Node ${process.version}. Items that belong to no story, three fifths with a text of 40 words:\n`);
printTable(
  ['active items', 'µs an item', 'items/s'],
  [
    [few, small],
    [many, big],
  ].map(([count = 0, cost = 0]) => [count.toLocaleString('en'), cost.toFixed(0), (1e6 / cost).toFixed(0)]),
);
print(`From 1,000 to 100,000 active items an item costs ${(big / small).toFixed(2)}×.`);
print(
  `Filling up to 100,000: ${(1e6 / filling).toFixed(0)} items/s on average, ${used.toFixed(0)} MB of heap.`,
);
