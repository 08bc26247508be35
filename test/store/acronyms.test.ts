import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { createAcronymBook } from '../../src/store/acronyms.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';

let store: Store | undefined;
afterEach(() => store?.close());

async function book() {
  store = await openStore('memory:', { clock: systemClock });
  return createAcronymBook({ store });
}

const item = (text: string, feed = 'a') => ({
  title: '',
  text,
  feed: { url: `https://${feed}.example/feed` },
});

it('counts items and feeds, the meaning of most feeds first', async () => {
  const acronyms = await book();
  await acronyms.record(item('The Space Cargo Office (SCO) opened.'));
  await acronyms.record(item('The Space Cargo Office (SCO) closed.'));
  await acronyms.record(item('Shanghai Cooperation Organisation (SCO)', 'a'));
  await acronyms.record(item('SHANGHAI COOPERATION ORGANISATION (SCO)', 'b'));
  expect(await acronyms.meaningsOf('SCO')).toEqual([
    { acronym: 'SCO', expansion: 'Shanghai Cooperation Organisation', sources: 2, times: 2 },
    { acronym: 'SCO', expansion: 'Space Cargo Office', sources: 1, times: 2 },
  ]);
});

it('keeps the most frequent of very many meanings', async () => {
  const acronyms = await book();
  for (let n = 0; n < 30; n += 1) {
    const letters = String.fromCharCode(97 + (n % 26), 97 + Math.floor(n / 26));
    await acronyms.record(item(`The Space Cargo Office${letters} (SCO) opened.`));
  }
  expect((await acronyms.meaningsOf('SCO')).length).toBeLessThanOrEqual(12);
});

it('knows nothing of an acronym that was never explained', async () => {
  expect(await (await book()).meaningsOf('SCO')).toEqual([]);
});
