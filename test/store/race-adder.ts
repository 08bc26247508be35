/** Child of the race test: waits for the starting signal, tries to add every key, and says which it got. */
import { once } from 'node:events';
import { z } from 'zod';
import { systemClock } from '../../src/clock.ts';
import { openStore } from '../../src/store/open.ts';

const [url = '', keys = '0'] = process.argv.slice(2);
const store = await openStore(url, { clock: systemClock });
const records = store.records('claims', z.number());
process.stdout.write('ready\n');
await once(process.stdin, 'data');

const won: string[] = [];
for (let key = 0; key < Number(keys); key += 1) {
  if (await records.add(`${key}`, process.pid)) won.push(`${key}`);
}
await store.close();
process.stdout.write(won.map((key) => `${key}\n`).join(''));
process.stdin.destroy();
