import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { print } from './print.ts';
import { bestRates } from './rounds.ts';
import { both, cut, indexOf, makeCorpus } from './setup.ts';

// Measures an index of so many queries: `size.ts COUNT`. Prints one line of JSON.

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');

function memory(): number {
  // Twice: the first one leaves the memory of arrays to be freed later.
  for (let time = 0; time < 2; time += 1) if (typeof collectGarbage === 'function') collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const count = Number(process.argv[2]);
const { items, queries: all } = makeCorpus();
const queries = all.slice(0, count);
const before = memory();
const index = indexOf(queries);
const megabytes = (memory() - before) / 1e6;
const found = items.map((item) => index.search(item).length);
const hits = found.reduce((sum, each) => sum + each, 0) / items.length;

const search = (item: (typeof items)[number]) => void index.search(item);
const { words, ours, quiet } = bestRates(
  {
    words: { items, read: cut },
    ours: { items, read: search },
    quiet: { items: items.filter((_, at) => found[at] === 0), read: search },
  },
  15,
);
const few = items.slice(0, Math.max(10, 500_000 / count));
const expressions = queries.map((query) => new RegExp(`\\b${query.replace(/[()*]/g, '\\$&')}\\b`, 'i'));
const lower = queries.map((query) => query.toLowerCase());
const loops = bestRates(
  {
    expressions: {
      items: few,
      read: (item) => void expressions.filter((each) => each.test(both(item))).length,
    },
    includes: {
      items: few,
      read: (item) => {
        const text = both(item).toLowerCase();
        return void lower.filter((each) => text.includes(each)).length;
      },
    },
  },
  2,
);
print(JSON.stringify({ size: index.size, hits, megabytes, words, ours, quiet, ...loops }));
