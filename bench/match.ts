import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import AhoCorasick from 'modern-ahocorasick';
import { createAliasTable } from '../src/match/aliases.ts';
import { createKeywordIndex } from '../src/match/keyword-index.ts';
import type { KeywordIndex } from '../src/match/match.ts';
import { createTokenBuffer } from '../src/match/token-buffer.ts';
import { tokenizeInto } from '../src/match/tokenize.ts';
import { createCorpus } from './match/corpus.ts';
import { print, printTable } from './match/print.ts';

// Prints what matching costs, beside loops over the keywords, an Aho–Corasick automaton, and cutting texts into words.

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');

type Item = (typeof corpus.items)[number];

const corpus = createCorpus({ items: 2_000, queries: 100_000, seed: 20_251_124 });
const aliases = createAliasTable([]);

function memory(): number {
  if (typeof collectGarbage === 'function') collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Items a second of processor time: the best of some rounds, because a shared machine only ever makes one slower. */
function rate(items: readonly Item[], read: (item: Item) => void, rounds = 5): number {
  let best = 0;
  for (let round = 0; round < rounds; round += 1) {
    const start = process.cpuUsage();
    for (const item of items) read(item);
    const { user, system } = process.cpuUsage(start);
    best = Math.max(best, (items.length / (user + system)) * 1e6);
  }
  return best;
}

function indexOf(queries: readonly string[]): KeywordIndex {
  const index = createKeywordIndex({ aliases });
  for (const keyword of queries) index.add({ keyword, aliases: [], owner: 'o' });
  return index;
}

const both = ({ title, text }: Item): string => `${title}\n\n${text}`;
const figure = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : 0 });

const buffer = createTokenBuffer();
const tokenizing = rate(corpus.items, ({ title, text }) => {
  tokenizeInto(title, buffer);
  tokenizeInto(text, buffer);
});

print(`Node ${process.version}, ${corpus.items.length} items of about 300 words.`);
print(`Cutting them into words only: ${figure(tokenizing)} items/s.\n`);

const rows: string[][] = [];
const rates = new Map<number, number>();
for (const count of [1_000, 10_000, 100_000]) {
  const queries = corpus.queries.slice(0, count);
  const before = memory();
  const start = performance.now();
  const index = indexOf(queries);
  const adding = performance.now() - start;
  const used = (memory() - before) / 1e6;
  let hits = 0;
  for (const item of corpus.items) hits += index.search(item).length;
  const ours = rate(corpus.items, (item) => void index.search(item));
  rates.set(count, ours);

  const expressions = queries.map((query) => new RegExp(`\\b${query.replace(/[()*]/g, '\\$&')}\\b`, 'i'));
  const few = corpus.items.slice(0, Math.max(2, 200_000 / count));
  const byExpression = rate(
    few,
    (item) => void expressions.filter((each) => each.test(both(item))).length,
    1,
  );
  const lower = queries.map((query) => query.toLowerCase());
  const byIncludes = rate(
    few,
    (item) => {
      const text = both(item).toLowerCase();
      return void lower.filter((each) => text.includes(each)).length;
    },
    1,
  );
  rows.push([
    figure(index.size),
    figure(ours),
    `${figure(tokenizing / ours)}×`,
    figure(hits / corpus.items.length),
    `${figure(byExpression)} (${figure(ours / byExpression)}×)`,
    `${figure(byIncludes)} (${figure(ours / byIncludes)}×)`,
    `${figure(used)} MB`,
    `${figure((adding / queries.length) * 1_000)} µs`,
  ]);
}
printTable(
  [
    'queries',
    'items/s',
    'cost over words',
    'hits an item',
    'RegExp loop',
    'includes loop',
    'memory',
    'add, mean',
  ],
  rows,
);
print(
  `From 1,000 to 100,000 queries an item costs ${figure((rates.get(1_000) ?? 0) / (rates.get(100_000) ?? 1))}×.\n`,
);

const phraseRows: string[][] = [];
for (const count of [10_000, 100_000]) {
  const phrases = corpus.phrases.slice(0, count);
  const index = indexOf(phrases);
  const ours = rate(corpus.items, (item) => void index.search(item));
  const automaton = new AhoCorasick(phrases.map((phrase) => phrase.toLowerCase()));
  const theirs = rate(corpus.items, (item) => void automaton.search(both(item).toLowerCase()));
  phraseRows.push([figure(count), figure(ours), figure(theirs), `${figure(ours / theirs)}×`]);
}
printTable(['phrases only', 'items/s', 'modern-ahocorasick', 'ratio'], phraseRows);

const full = indexOf(corpus.queries);
const times = { add: [] as number[], remove: [] as number[] };
for (const [at, phrase] of corpus.phrases.slice(0, 5_000).entries()) {
  const entry = { keyword: `${phrase} AND latecomer${at}`, aliases: [], owner: 'o' };
  for (const action of ['add', 'remove'] as const) {
    const start = performance.now();
    full[action](entry);
    times[action].push(performance.now() - start);
  }
}
printTable(
  [`at ${figure(full.size)} queries`, 'median', '99 %', 'slowest'],
  (['add', 'remove'] as const).map((action) => {
    const sorted = times[action].toSorted((a, b) => a - b);
    const at = (share: number) =>
      `${figure((sorted[Math.floor((sorted.length - 1) * share)] ?? 0) * 1_000)} µs`;
    return [action, at(0.5), at(0.99), at(1)];
  }),
);

const long = Array.from({ length: 60 }, (_, at) => corpus.items[at]?.text ?? '')
  .join('\n\n')
  .slice(0, 100_000);
const slow = [
  '/(a+)+$/',
  '/(\\w+\\s+){5,}z/',
  '/[a-z]*b[a-z]*c[a-z]*d/',
  '/x{0,200}y/',
  '/(.*)(.*)(.*)q/',
  'sto* NEAR/50 tra*',
  'sto* AND NOT (tra* OR "a b c")',
];
const slowRows = slow.map((keyword) => {
  const index = indexOf([keyword]);
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round += 1) {
    const start = performance.now();
    index.search({ title: '', text: long });
    least = Math.min(least, performance.now() - start);
  }
  return [`\`${keyword.replaceAll('|', '\\|')}\``, `${figure(least)} ms`];
});
printTable(['query on a text of 100 kB', 'time'], slowRows);
