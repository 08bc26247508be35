import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadAliases } from '../../config/aliases.ts';
import { createMemoryStoryBook } from '../../src/stories/story-book.ts';
import { createRenaming, type RenameWords } from '../../src/stories/terms/names.ts';
import { type LabelledItem, labelledItems, qualityOf, toItem } from './labelled.ts';

let rename: RenameWords;
beforeAll(() => {
  rename = createRenaming(loadAliases(fileURLToPath(new URL('../../config/aliases.yaml', import.meta.url))));
});

async function measure(items: readonly LabelledItem[]) {
  const { assign } = createMemoryStoryBook({ rename });
  const assigned: { label: string; story: string }[] = [];
  for (const item of items)
    assigned.push({ label: item.storyId, story: (await assign(toItem(item))).storyId });
  return qualityOf(assigned);
}

describe('on news that nothing was fitted on, stories', () => {
  it('are whole and pure', async () => {
    const { f1, precision, falseMerges } = await measure(labelledItems('test'));
    expect(f1).toBeGreaterThanOrEqual(0.9);
    expect(precision).toBeGreaterThanOrEqual(0.95);
    expect(falseMerges).toBeLessThan(0.03);
  });

  it('are recognised by titles alone', async () => {
    const { f1, precision } = await measure(labelledItems('test').map((item) => ({ ...item, text: '' })));
    expect(f1).toBeGreaterThanOrEqual(0.87);
    expect(precision).toBeGreaterThanOrEqual(0.95);
  });
});

describe('the labelled stories', () => {
  it('share no story between what is learned from and what is measured on', () => {
    const train = new Set(labelledItems('train').map(({ storyId }) => storyId));
    const test = new Set(labelledItems('test').map(({ storyId }) => storyId));
    expect(train.isDisjointFrom(test)).toBe(true);
    expect(train.size + test.size).toBeGreaterThanOrEqual(80);
  });
});

describe('qualityOf', () => {
  const of = (...pairs: string[]) =>
    qualityOf(pairs.map((pair) => ({ label: pair.charAt(0), story: pair.charAt(1) })));

  it.each([
    ['all right', of('a1', 'a1', 'b2'), { precision: 1, recall: 1, f1: 1, falseMerges: 0 }],
    ['one story for all', of('a1', 'b1'), { precision: 0.5, recall: 1, f1: 2 / 3, falseMerges: 1 }],
    ['a story for each', of('a1', 'a2'), { precision: 1, recall: 0.5, f1: 2 / 3, falseMerges: 0 }],
  ])('of %s is as the definition says', (_, quality, expected) => {
    expect(quality).toEqual(expected);
  });
});
