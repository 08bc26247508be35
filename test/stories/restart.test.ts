import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { createStoryBook } from '../../src/stories/story-book.ts';
import { labelledItems, toItem } from './labelled.ts';

const hour = 3_600_000;
const items = labelledItems('test').map(toItem);

/** The stories of some items in a row, with a new start of the process before each of the given places. */
async function storiesOf(
  { from, count, capacity }: { from: number; count: number; capacity: number },
  restarts: ReadonlySet<number>,
) {
  let now = 0;
  const clock = { now: () => now };
  const store = await openStore('memory:', { clock });
  const open = () => createStoryBook({ store, clock, capacity, windowMs: 24 * hour });
  let book = open();
  const stories: string[] = [];
  for (const [place, item] of items.slice(from, from + count).entries()) {
    if (restarts.has(place)) book = open();
    now = Date.parse(item.publishedAt ?? '') + hour;
    stories.push((await book.assign(item)).storyId);
  }
  await store.close();
  return stories;
}

describe('a story book over the store', () => {
  it('gives the items the same stories whenever the process was restarted', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          from: fc.nat(items.length - 60),
          count: fc.integer({ min: 5, max: 60 }),
          // So few that stories are closed all the time, and as many as there are.
          capacity: fc.constantFrom(8, 20, 1_000),
        }),
        fc.array(fc.nat(59), { minLength: 1, maxLength: 12 }),
        async (part, restarts) => {
          expect(await storiesOf(part, new Set(restarts))).toEqual(await storiesOf(part, new Set()));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('assigns items that are asked about at the same time one after the other', async () => {
    const store = await openStore('memory:', { clock: { now: () => 0 } });
    const together = createStoryBook({ store });
    const asked = items.slice(0, 40);
    const answers = await Promise.all(asked.map((item) => together.assign(item)));
    const apart = createStoryBook({ store: await openStore('memory:', { clock: { now: () => 0 } }) });
    for (const [place, item] of asked.entries()) expect(await apart.assign(item)).toEqual(answers[place]);
  });
});
