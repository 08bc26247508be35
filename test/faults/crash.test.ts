import process from 'node:process';
import { expect, it } from 'vitest';
import { runCrashes } from './crash-harness.ts';

/** `npm test` shows that the harness works; `npm run test:faults` kills 500 times. */
const kills = Number(process.env.CRASH_KILLS ?? 12);
/** The last kill comes after so many minutes at the latest. */
const minutes = Number(process.env.CRASH_MINUTES ?? Number.POSITIVE_INFINITY);
const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);

it(`loses no alert and posts none twice over ${kills} kills`, {
  timeout: 240_000 + kills * 10_000,
}, async () => {
  const figures = await runCrashes({
    kills,
    itemsAtATime: 16,
    seed,
    untilMs: Date.now() + minutes * 60_000,
    report: (line) => process.stderr.write(`${line}\n`),
  });
  process.stderr.write(`${JSON.stringify(figures)}\n`);
  expect(figures).toMatchObject({ lost: 0, doubled: 0, outOfOrder: 0 });
});
