import { afterEach, expect, it } from 'vitest';
import { createAcronymBook } from '../../src/store/acronyms.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';

const dayMs = 24 * 3_600_000;
const sco = 'Shanghai Cooperation Organisation';

let store: Store | undefined;
afterEach(() => store?.close());

async function open() {
  let now = 1_756_800_000_000;
  const clock = { now: () => now };
  const opened = await openStore('memory:', { clock });
  store = opened;
  return { store: opened, clock, later: (ms: number) => (now += ms) };
}

async function book() {
  return createAcronymBook(await open());
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
  await acronyms.record(item(`${sco} (SCO)`, 'a'));
  await acronyms.record(item('SHANGHAI COOPERATION ORGANISATION (SCO)', 'b'));
  expect(await acronyms.expansionsOf('SCO')).toEqual([
    { acronym: 'SCO', expansion: sco, sources: 2, times: 2 },
    { acronym: 'SCO', expansion: 'Space Cargo Office', sources: 1, times: 2 },
  ]);
});

it.each(['SCO', 'sco', 'S.C.O.', '"SCO"'])(
  'knows the meaning of an acronym that is typed as %s',
  async (typed) => {
    const acronyms = await book();
    await acronyms.record(item(`${sco} (SCO)`));
    expect(await acronyms.expansionsOf(typed)).toMatchObject([{ acronym: 'SCO', expansion: sco }]);
  },
);

it('takes a word for no acronym', async () => {
  const acronyms = await book();
  await acronyms.record(item('The World Health Organization (WHO) met.'));
  expect(await acronyms.expansionsOf('who')).toEqual([]);
  expect(await acronyms.expansionsOf('WHO')).toHaveLength(1);
});

it('counts an item once, however often it explains the same', async () => {
  const acronyms = await book();
  await acronyms.record({ ...item(`${sco} (SCO). The SCO (${sco}) met.`), title: `${sco} (SCO)` });
  expect(await acronyms.expansionsOf('SCO')).toMatchObject([{ sources: 1, times: 1 }]);
});

it('knows under which acronyms a name goes, whatever its capitals and spelling', async () => {
  const acronyms = await book();
  await acronyms.record(item(`${sco} (SCO)`));
  expect(await acronyms.acronymsOf('shanghai cooperation organization')).toMatchObject([
    { acronym: 'SCO', expansion: sco },
  ]);
});

it('loses no count when feeds are read side by side', async () => {
  const acronyms = await book();
  await Promise.all(Array.from({ length: 8 }, (_, n) => acronyms.record(item(`${sco} (SCO)`, `f${n}`))));
  expect(await acronyms.expansionsOf('SCO')).toMatchObject([{ sources: 8, times: 8 }]);
});

it('keeps what several feeds wrote and what is new when one feed makes up very many meanings', async () => {
  const acronyms = await book();
  await acronyms.record(item(`${sco} (SCO)`, 'a'));
  await acronyms.record(item(`${sco} (SCO)`, 'b'));
  for (let n = 0; n < 30; n += 1) {
    const letters = String.fromCharCode(97 + (n % 26), 97 + Math.floor(n / 26));
    await acronyms.record(item(`The Space Cargo Office${letters} (SCO) opened.`));
  }
  await acronyms.record(item('The Southern Coal Operators (SCO) met.'));
  const names = (await acronyms.expansionsOf('SCO')).map(({ expansion }) => expansion);
  expect(names).toHaveLength(12);
  expect(names).toContain(sco);
  expect(names).toContain('Southern Coal Operators');
});

it('forgets a meaning that nobody wrote for 60 days, though its acronym is still explained otherwise', async () => {
  const { later, ...parts } = await open();
  const acronyms = createAcronymBook(parts);
  await acronyms.record(item('The Space Cargo Office (SCO) opened.'));
  later(40 * dayMs);
  await acronyms.record(item(`${sco} (SCO)`));
  later(21 * dayMs);
  expect(await acronyms.expansionsOf('SCO')).toMatchObject([{ expansion: sco }]);
  later(40 * dayMs);
  expect(await acronyms.expansionsOf('SCO')).toEqual([]);
});

it('asks the store nothing for an item that explains nothing, and twice for one that explains much', async () => {
  const { store: real, clock } = await open();
  const calls: string[] = [];
  const counting: Store = {
    close: () => real.close(),
    records(namespace, schema) {
      const records = real.records(namespace, schema);
      const counted = <T>(name: string, call: () => Promise<T>) => {
        calls.push(name);
        return call();
      };
      return {
        ...records,
        get: (key) => counted('get', () => records.get(key)),
        getMany: (keys) => counted('getMany', () => records.getMany(keys)),
        set: (...args) => counted('set', () => records.set(...args)),
        setMany: (entries) => counted('setMany', () => records.setMany(entries)),
      };
    },
  };
  const acronyms = createAcronymBook({ store: counting, clock });
  await acronyms.record(item('Leaders met in Tianjin (AP).'));
  expect(calls).toEqual([]);
  await acronyms.record(
    item(
      Array.from({ length: 500 }, (_, n) => `The Space Cargo Office (SC${n % 10}O${n}). ${sco} (SCO).`).join(
        ' ',
      ),
    ),
  );
  expect(calls).toEqual(['getMany', 'setMany']);
});

it('knows nothing of an acronym that was never explained', async () => {
  const acronyms = await book();
  expect(await acronyms.expansionsOf('SCO')).toEqual([]);
  expect(await acronyms.acronymsOf('a')).toEqual([]);
});
