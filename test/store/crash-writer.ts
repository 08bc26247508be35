/** Child of the crash test: writes batches for ever and says each batch's number once it is acknowledged. */
import { writeSync } from 'node:fs';
import { z } from 'zod';
import { systemClock } from '../../src/clock.ts';
import { openStore } from '../../src/store/open.ts';

const [url = '', first = '0', size = '0'] = process.argv.slice(2);
const store = await openStore(url, { clock: systemClock });
const records = store.records('batches', z.object({ batch: z.number(), padding: z.string() }));

for (let batch = Number(first); ; batch += 1) {
  const value = { batch, padding: 'x'.repeat((batch * 37) % 4_000) };
  await records.setMany(
    Array.from({ length: Number(size) }, (_, index) => ({ key: `${batch}/${index}`, value })),
  );
  writeSync(1, `${batch}\n`);
}
