import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { type BurstFigures, runBurst } from '../test/support/burst.ts';
import { print, printTable } from './match/print.ts';

// A burst of 10,000 alerts over 200 channels in 50 guilds, delivered by the real parts to a local Discord that keeps to
// Discord's limits: 50 requests a second in all, 5 messages in 5 seconds a channel. Beside it in the same run discord.js
// with its own pacing alone, and what a channel's share and digests make of the burst. Takes about eight minutes;
// BURST_ALERTS_PER_CHANNEL=5 takes one.
const size = {
  guilds: 50,
  channelsPerGuild: 4,
  alertsPerChannel: Number(process.env.BURST_ALERTS_PER_CHANNEL ?? 50),
};

const folder = await mkdtemp(join(tmpdir(), 'wirewatch-bench-'));
let stores = 0;
const storeUrl = () => `sqlite:${join(folder, `${stores++}.db`)}`;

const runs: { readonly name: string; readonly figures: BurstFigures }[] = [];
for (const pacing of ['paced', 'discord.js'] as const) {
  runs.push({
    name: pacing === 'paced' ? 'ours, not folded' : 'discord.js alone',
    figures: await runBurst({ ...size, pacing, storeUrl: storeUrl() }),
  });
}
runs.push({
  name: 'ours, folded',
  figures: await runBurst({
    ...size,
    pacing: 'paced',
    folding: { order: 'oldest-first', count: 20, ageMs: 7_200_000 },
    storeUrl: storeUrl(),
  }),
});
await rm(folder, { recursive: true });

print(
  `burst: ${size.guilds} guilds, ${size.channelsPerGuild} channels each, ${size.alertsPerChannel} alerts each`,
);
printTable(
  [
    '',
    'messages',
    'drain',
    'limits allow',
    'ratio',
    '429',
    'most in 1 s',
    'lost',
    'doubled',
    'out of order',
    'late guild',
  ],
  runs.map(({ name, figures }) => [
    name,
    figures.messages.toLocaleString('en'),
    `${(figures.drainMs / 1_000).toFixed(1)} s`,
    `${(figures.allowedMs / 1_000).toFixed(1)} s`,
    figures.allowedMs === 0 ? '–' : (figures.drainMs / figures.allowedMs).toFixed(3),
    `${figures.refused}`,
    `${figures.mostInASecond}`,
    `${figures.lost}`,
    `${figures.doubled}`,
    `${figures.outOfOrder}`,
    `${figures.latecomerMs} ms`,
  ]),
);
