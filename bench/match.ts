import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { print, printTable } from './match/print.ts';

// Prints what matching costs, beside loops over the keywords, an Aho–Corasick automaton, and cutting texts into words.
// Every index is measured in processes of its own: two in one would share compiled code and caches. They take turns,
// and the best of each counts.

const turns = 2;

function measure<T>(script: string, schema: z.ZodType<T>, ...options: readonly string[]): T {
  const path = join(import.meta.dirname, 'match', `${script}.ts`);
  const { stdout, stderr, status } = spawnSync(process.execPath, [path, ...options], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${script} ${options.join(' ')} failed: ${stderr}`);
  return schema.parse(JSON.parse(stdout));
}

/** For each of some options, the greatest value that any turn gave for each name. */
function bestOfTurns<T extends Record<string, number>>(
  script: string,
  schema: z.ZodType<T>,
  options: readonly string[],
): Map<string, T> {
  const best = new Map<string, T>();
  for (let turn = 0; turn < turns; turn += 1) {
    for (const option of options) {
      const found = measure(script, schema, option);
      const before: Record<string, number> = best.get(option) ?? {};
      const entries = Object.entries(found).map(([name, value]) => [
        name,
        Math.max(value, before[name] ?? value),
      ]);
      best.set(option, schema.parse(Object.fromEntries(entries)));
    }
  }
  return best;
}

const figure = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : 0 });
const times = (one: number, other: number): string => `${figure(one / other)}×`;

print(`Node ${process.version}, 2,000 items of about 300 words; the best of ${turns} processes each.\n`);

const number = z.number();
const sizeSchema = z.object({
  size: number,
  hits: number,
  megabytes: number,
  words: number,
  ours: number,
  quiet: number,
  expressions: number,
  includes: number,
});
const sizes = bestOfTurns('size', sizeSchema, ['1000', '10000', '100000']);
printTable(
  [
    'queries',
    'items/s',
    'words only',
    'cost over words',
    'hits an item',
    'items/s without a hit',
    'RegExp loop',
    'includes loop',
    'memory',
  ],
  [...sizes.values()].map(({ size, hits, megabytes, words, ours, quiet, expressions, includes }) => [
    figure(size),
    figure(ours),
    figure(words),
    times(words, ours),
    figure(hits),
    figure(quiet),
    `${figure(expressions)} (${times(ours, expressions)})`,
    `${figure(includes)} (${times(ours, includes)})`,
    `${figure(megabytes)} MB`,
  ]),
);
const [small, large] = [sizes.get('1000'), sizes.get('100000')];
print(
  `From 1,000 to 100,000 queries an item costs ${times(small?.ours ?? 0, large?.ours ?? 1)}, ` +
    `one without a hit ${times(small?.quiet ?? 0, large?.quiet ?? 1)}.\n`,
);

const phrases = bestOfTurns('phrases', z.object({ ours: number, automaton: number }), ['10000', '100000']);
printTable(
  ['phrases only', 'items/s', 'modern-ahocorasick', 'ratio'],
  [...phrases].map(([count, { ours, automaton }]) => [
    figure(Number(count)),
    figure(ours),
    figure(automaton),
    times(ours, automaton),
  ]),
);

const changes = measure('changes', z.object({ add: z.array(number), remove: z.array(number) }));
printTable(
  ['at 100,000 queries', 'median', '99 %', 'slowest'],
  (['add', 'remove'] as const).map((action) => {
    const sorted = changes[action];
    const at = (share: number) => `${figure(sorted[Math.floor((sorted.length - 1) * share)] ?? 0)} µs`;
    return [action, at(0.5), at(0.99), at(1)];
  }),
);

const slowest = measure(
  'slowest',
  z.object({ milliseconds: z.array(z.tuple([z.string(), number])), withLetters: number, without: number }),
);
printTable(
  ['query on a text of 100 kB', 'time'],
  slowest.milliseconds.map(([query, took]) => [`\`${query.replaceAll('|', '\\|')}\``, `${figure(took)} ms`]),
);
print(
  `1,000 regular expressions alone: ${figure(slowest.withLetters)} items/s where they ask for letters in a row, ` +
    `${figure(slowest.without)} where they do not.`,
);
