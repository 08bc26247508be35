import { monitorEventLoopDelay } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { parseFeed as parseWithFeedsmith } from 'feedsmith';
import Parser from 'rss-parser';
import { createFeedParser } from '../src/feeds/feed-parser.ts';
import { parseFeed } from '../src/feeds/parse.ts';
import { print, printTable } from './match/print.ts';
import { createDocuments, type Document } from './parse/documents.ts';

// Prints how fast feeds are read, beside bare rss-parser and feedsmith, neither of which turns HTML into text, dates
// into UTC or addresses into absolute ones; what feeds cost that have to be mended; and how long others wait meanwhile.

const clock = { now: () => Date.parse('2025-09-10T00:00:00Z') };
const rounds = 12;

interface Reader {
  readonly name: string;
  readonly read: (text: string, bytes: Uint8Array) => Promise<unknown>;
}

const origin = { contentType: 'text/xml; charset=utf-8', url: 'https://news.example/feed' };

const ours: Reader = {
  name: 'Wirewatch',
  read: (_, bytes) => parseFeed({ ...origin, bytes }, { clock }),
};

const readers: readonly Reader[] = [
  { name: 'rss-parser', read: (text) => new Parser().parseString(text) },
  { name: 'feedsmith', read: async (text) => parseWithFeedsmith(text) },
  ours,
];

/**
 * Megabytes a second of processor time for each reader: the best of interleaved rounds, because a shared machine only
 * ever makes one slower.
 */
async function rates(text: string, those: readonly Reader[]): Promise<number[]> {
  const bytes = new TextEncoder().encode(text);
  const times = Math.max(1, Math.round(2_000_000 / bytes.length));
  const best = those.map(() => 0);
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, { read }] of those.entries()) {
      const start = process.cpuUsage();
      for (let time = 0; time < times; time += 1) await read(text, bytes);
      const { user, system } = process.cpuUsage(start);
      best[at] = Math.max(best[at] ?? 0, (bytes.length * times) / (user + system));
    }
  }
  return best;
}

const label = ({ name, text }: Document): string => `${name}, ${Math.round(text.length / 1_000)} kB`;

print(`Node ${process.version}; MB/s of processor time, the best of ${rounds} interleaved rounds.\n`);
const rows: string[][] = [];
const mended: string[][] = [];
for (const size of [46_000, 288_000, 1_600_000]) {
  for (const document of createDocuments(size)) {
    const [bare = 0, feedsmith = 0, own = 0] = await rates(document.text, readers);
    const figures = [bare, feedsmith, own].map((figure) => figure.toFixed(1));
    rows.push([
      label(document),
      ...figures,
      `${(own / bare).toFixed(2)}×`,
      `${(own / feedsmith).toFixed(2)}×`,
    ]);
    // One bare ampersand, in the last entry.
    const broken = document.text.replace(/<\/title>(?!.*<\/title>)/s, ' & more</title>');
    const [lenient = 0] = await rates(broken, [ours]);
    mended.push([label(document), lenient.toFixed(1), `${(lenient / own).toFixed(2)}×`]);
  }
}
printTable(['feed', ...readers.map(({ name }) => name), 'over rss-parser', 'over feedsmith'], rows);
print('With one bare ampersand, at which rss-parser gives up:\n');
printTable(['feed', 'Wirewatch', 'over the well-formed'], mended);

const parser = createFeedParser({ clock });
const delays: string[][] = [];
for (const document of createDocuments(1_600_000)) {
  const source = { ...origin, bytes: new TextEncoder().encode(document.text) };
  const longest = async (read: () => Promise<unknown>) => {
    await read();
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < rounds; round += 1) {
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      await setTimeout(5);
      await read();
      await setTimeout(5);
      delay.disable();
      best = Math.min(best, delay.max / 1e6);
    }
    return `${best.toFixed(0)} ms`;
  };
  delays.push([
    label(document),
    await longest(() => parseFeed(source, { clock })),
    await longest(() => parser.parse(source)),
  ]);
}
await parser.close();
print('Longest delay of the event loop while one is read, the least of the rounds:\n');
printTable(['feed', 'on the main thread', 'beside it'], delays);
