import AhoCorasick from 'modern-ahocorasick';
import { print } from './print.ts';
import { bestRates } from './rounds.ts';
import { both, indexOf, makeCorpus } from './setup.ts';

// Measures an index of so many phrases beside an Aho–Corasick automaton: `phrases.ts COUNT`. Prints one line of JSON.

const { items, phrases: all } = makeCorpus();
const phrases = all.slice(0, Number(process.argv[2]));
const index = indexOf(phrases);
const automaton = new AhoCorasick(phrases.map((phrase) => phrase.toLowerCase()));
const rates = bestRates(
  {
    ours: { items, read: (item) => void index.search(item) },
    automaton: { items, read: (item) => void automaton.search(both(item).toLowerCase()) },
  },
  8,
);
print(JSON.stringify(rates));
