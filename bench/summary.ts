import { summarise } from '../src/summary/summarise.ts';
import { print, printTable } from './match/print.ts';
import { createLexRank, lead3, lead400, textRank } from './summary/baselines.ts';
import { type Article, loadArticles } from './summary/corpus.ts';
import { advantage, coverage, meanRouge } from './summary/measure.ts';

// Our summaries beside LEAD-3, TextRank and LexRank: how near they are to what a person wrote, whether what is watched
// is told, and how fast they are made. Rounds are interleaved and the best of each counts.
const articles = loadArticles();
const lexRank = createLexRank(articles.map(({ input }) => input));

interface Method {
  readonly name: string;
  readonly make: (article: Article) => string;
}

const methods: readonly Method[] = [
  { name: 'ours', make: ({ input }) => summarise(input).text },
  { name: 'ours, nothing watched', make: ({ input }) => summarise({ ...input, focus: [] }).text },
  { name: 'LEAD-3', make: ({ input }) => lead3(input) },
  { name: 'lead, 400 characters', make: ({ input }) => lead400(input) },
  { name: 'TextRank', make: ({ input }) => textRank(input) },
  { name: 'LexRank', make: ({ input }) => lexRank(input) },
];

const percent = (share: number): string => (100 * share).toFixed(1);

function table(what: string, chosen: readonly Article[]): void {
  printTable(
    [
      `${what} (${chosen.length})`,
      'ROUGE-1',
      'ROUGE-2',
      'ROUGE-L',
      'R-L recall',
      'watched told, %',
      'characters',
    ],
    methods.map(({ name, make }) => {
      const { one, two, longest, recall, characters } = meanRouge(chosen, make);
      return [
        name,
        ...[one, two, longest, recall, coverage(chosen, make)].map(percent),
        characters.toFixed(0),
      ];
    }),
  );
}

print(`Node ${process.version}, ${articles.length} articles; F1 but for the recall.\n`);
table(
  'held out',
  articles.filter(({ split }) => split === 'test'),
);
table(
  'tuned on',
  articles.filter(({ split }) => split === 'train'),
);
table('all', articles);
for (const style of ['wire', 'feature', 'explainer', 'live', 'list'] as const) {
  table(
    style,
    articles.filter((one) => one.style === style && one.lang === 'en'),
  );
}
table(
  'other languages',
  articles.filter(({ lang }) => lang !== 'en'),
);

for (const [what, chosen] of [
  ['held out', articles.filter(({ split }) => split === 'test')],
  ['all', articles],
] as const) {
  const { mean, from, to, better, worse } = advantage(
    chosen,
    ({ input }) => summarise(input).text,
    ({ input }) => lead3(input),
  );
  print(
    `ROUGE-L of ours over LEAD-3, ${what}: ${percent(mean)} (95 %: ${percent(from)} to ${percent(to)}); better on ${better}, worse on ${worse}, the same on ${chosen.length - better - worse}.`,
  );
}
print('');

const best = new Map(methods.map(({ name }) => [name, Number.POSITIVE_INFINITY]));
for (let round = 0; round < 7; round += 1) {
  for (const { name, make } of methods) {
    const start = process.cpuUsage();
    for (let again = 0; again < 5; again += 1) for (const article of articles) make(article);
    const { user, system } = process.cpuUsage(start);
    best.set(name, Math.min(best.get(name) ?? 0, (user + system) / 1e6 / 5 / articles.length));
  }
}
const ours = best.get('ours') ?? 0;
printTable(
  ['speed', 'articles/s', 'time, ours = 1'],
  methods.map(({ name }) => {
    const seconds = best.get(name) ?? 0;
    return [name, (1 / seconds).toFixed(0), (seconds / ours).toFixed(2)];
  }),
);

const long = articles
  .filter(({ lang }) => lang === 'en')
  .map(({ text }) => text)
  .join('\n\n')
  .slice(0, 20_000);
let least = Number.POSITIVE_INFINITY;
for (let round = 0; round < 7; round += 1) {
  const start = process.cpuUsage();
  for (let again = 0; again < 20; again += 1) summarise({ title: '', text: long, focus: [] });
  const { user, system } = process.cpuUsage(start);
  least = Math.min(least, (user + system) / 1e6 / 20);
}
print(`A text of 20,000 characters: ${(1 / least).toFixed(0)} a second.`);
