import { print } from './print.ts';
import { bestRates } from './rounds.ts';
import { indexOf, makeCorpus } from './setup.ts';

// Measures queries that are hard, each on a text of 100 kB, and a thousand regular expressions on ordinary items.
// Prints one line of JSON: milliseconds by query, and items a second.

const { items, phrases } = makeCorpus();
const text = items
  .slice(0, 60)
  .map((item) => item.text)
  .join('\n\n')
  .slice(0, 100_000);
const hard = [
  '/(a+)+$/',
  '/(\\w+\\s+){5,}z/',
  '/[a-z]*b[a-z]*c[a-z]*d/',
  '/x{0,200}y/',
  '/(.*)(.*)(.*)q/',
  'sto* NEAR/50 tra*',
  'sto* AND NOT (tra* OR "a b c")',
];
const milliseconds = hard.map((query) => {
  const index = indexOf([query]);
  const { once } = bestRates(
    { once: { items: [{ title: '', text }], read: (item) => void index.search(item) } },
    8,
  );
  return [query, 1_000 / once] as const;
});

const names = phrases.slice(0, 1_000);
const withLetters = indexOf(names.map((name) => `/(?i)${name.replace(' ', '[ -]')}/`));
const without = indexOf(names.map((_, at) => `/[A-Z]{${1 + (at % 30)}}[0-9]{${1 + Math.floor(at / 30)}}/`));
const few = items.slice(0, 50);
const expressions = bestRates(
  {
    withLetters: { items: few, read: (item) => void withLetters.search(item) },
    without: { items: few, read: (item) => void without.search(item) },
  },
  4,
);
print(JSON.stringify({ milliseconds, ...expressions }));
