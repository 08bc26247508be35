import { print } from './print.ts';
import { indexOf, makeCorpus } from './setup.ts';

// Measures adding and removing queries at 100,000. Prints one line of JSON, times in microseconds, in order. Of each query
// the best of three times counts: on a shared machine the clock also runs while other work has the processor.

const rounds = 3;
const { queries, phrases } = makeCorpus();
const index = indexOf(queries);
const entries = phrases
  .slice(0, 5_000)
  .map((phrase, at) => ({ keyword: `${phrase} AND latecomer${at}`, aliases: [], owner: 'o' }));
const best = {
  add: entries.map(() => Number.POSITIVE_INFINITY),
  remove: entries.map(() => Number.POSITIVE_INFINITY),
};
for (let round = 0; round < rounds; round += 1) {
  for (const [at, entry] of entries.entries()) {
    for (const action of ['add', 'remove'] as const) {
      const start = performance.now();
      index[action](entry);
      const took = (performance.now() - start) * 1_000;
      best[action][at] = Math.min(best[action][at] ?? took, took);
    }
  }
}
const inOrder = (some: number[]) => some.toSorted((a, b) => a - b);
print(JSON.stringify({ add: inOrder(best.add), remove: inOrder(best.remove) }));
