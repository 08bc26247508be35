import process from 'node:process';
import { parseFeed as parseWithFeedsmith } from 'feedsmith';
import Parser from 'rss-parser';
import { parseFeed } from '../src/feeds/parse.ts';
import { print, printTable } from './match/print.ts';
import { createDocuments } from './parse/documents.ts';

// Prints how fast feeds are read, beside bare rss-parser (which cleans nothing) and feedsmith (which neither).

const clock = { now: () => Date.parse('2025-09-10T00:00:00Z') };
const rounds = 12;

interface Reader {
  readonly name: string;
  readonly read: (text: string, bytes: Uint8Array) => Promise<unknown>;
}

const readers: readonly Reader[] = [
  { name: 'rss-parser', read: (text) => new Parser().parseString(text) },
  { name: 'feedsmith', read: async (text) => parseWithFeedsmith(text) },
  {
    name: 'Wirewatch',
    read: (_, bytes) =>
      parseFeed(
        { bytes, contentType: 'text/xml; charset=utf-8', url: 'https://news.example/feed' },
        { clock },
      ),
  },
];

/** Megabytes a second of processor time: the best of interleaved rounds, because a shared machine only slows. */
async function rates(text: string): Promise<number[]> {
  const bytes = new TextEncoder().encode(text);
  const times = Math.max(1, Math.round(2_000_000 / bytes.length));
  const best = readers.map(() => 0);
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, { read }] of readers.entries()) {
      const start = process.cpuUsage();
      for (let time = 0; time < times; time += 1) await read(text, bytes);
      const { user, system } = process.cpuUsage(start);
      best[at] = Math.max(best[at] ?? 0, (bytes.length * times) / (user + system));
    }
  }
  return best;
}

print(`Node ${process.version}; MB/s of processor time, the best of ${rounds} interleaved rounds.\n`);
const rows: string[][] = [];
for (const size of [46_000, 288_000, 1_600_000]) {
  for (const { name, text } of createDocuments(size)) {
    const [bare = 0, feedsmith = 0, ours = 0] = await rates(text);
    rows.push([
      `${name}, ${Math.round(text.length / 1_000)} kB`,
      bare.toFixed(1),
      feedsmith.toFixed(1),
      ours.toFixed(1),
      `${(ours / bare).toFixed(2)}×`,
      `${(ours / feedsmith).toFixed(2)}×`,
    ]);
  }
}
printTable(['feed', ...readers.map(({ name }) => name), 'over rss-parser', 'over feedsmith'], rows);
