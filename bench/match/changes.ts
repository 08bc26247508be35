import { print } from './print.ts';
import { indexOf, makeCorpus } from './setup.ts';

// Measures adding and removing queries at 100,000. Prints one line of JSON, times in microseconds, in order.

const { queries, phrases } = makeCorpus();
const index = indexOf(queries);
const times = { add: [] as number[], remove: [] as number[] };
for (const [at, phrase] of phrases.slice(0, 5_000).entries()) {
  const entry = { keyword: `${phrase} AND latecomer${at}`, aliases: [], owner: 'o' };
  for (const action of ['add', 'remove'] as const) {
    const start = performance.now();
    index[action](entry);
    times[action].push((performance.now() - start) * 1_000);
  }
}
const inOrder = (some: number[]) => some.toSorted((a, b) => a - b);
print(JSON.stringify({ add: inOrder(times.add), remove: inOrder(times.remove) }));
