import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { StoreError } from '../../src/errors.ts';
import type { Records, Store } from '../../src/store/store.ts';

/** What the contract needs of a store. */
export interface StoreSubject {
  readonly store: Store;
  /** Moves the clock that the store was opened with. */
  advance(ms: number): void;
}

const schema = z.object({ name: z.string(), count: z.number().default(0) });
type Thing = z.infer<typeof schema>;

/** What every store must do, whatever it keeps its records in. */
export function storeContract(name: string, create: () => Promise<StoreSubject>): void {
  describe(`${name} as a store`, () => {
    let subject: StoreSubject;
    let things: Records<Thing>;
    const thing = (name: string): Thing => ({ name, count: 1 });

    beforeEach(async () => {
      subject = await create();
      things = subject.store.records('things', schema);
    });

    it('gives back what was set, and undefined for what was not', async () => {
      await things.set('a', thing('one'));
      expect(await things.get('a')).toEqual(thing('one'));
      expect(await things.get('b')).toBeUndefined();
      expect(await things.getMany(['b', 'a'])).toEqual([undefined, thing('one')]);
    });

    it('deletes, and says whether there was something', async () => {
      await things.setMany(['a', 'b', 'c'].map((key) => ({ key, value: thing(key) })));
      expect([await things.delete('a'), await things.delete('a')]).toEqual([true, false]);
      await things.deleteMany(['b', 'none']);
      expect(await keysOf(things)).toEqual(['c']);
    });

    it('keeps namespaces apart', async () => {
      const others = subject.store.records('others', schema);
      await things.set('a', thing('thing'));
      await others.set('a', thing('other'));
      await others.delete('a');
      expect(await things.get('a')).toEqual(thing('thing'));
    });

    it('shows one namespace to all who ask for it', async () => {
      await things.set('a', thing('one'));
      expect(await subject.store.records('things', schema).get('a')).toEqual(thing('one'));
    });

    it('adds only where the key is free', async () => {
      expect(await things.add('a', thing('first'))).toBe(true);
      expect(await things.add('a', thing('second'))).toBe(false);
      expect(await things.get('a')).toEqual(thing('first'));
    });

    it('lets exactly one of many callers at once add a key', async () => {
      const won = await Promise.all(Array.from({ length: 50 }, (_, n) => things.add('a', thing(`${n}`))));
      expect(won.filter(Boolean)).toHaveLength(1);
    });

    it('forgets a record when its time is over, and not before', async () => {
      await things.set('set', thing('x'), { ttlMs: 100 });
      await things.setMany([{ key: 'many', value: thing('x'), ttlMs: 100 }]);
      await things.add('add', thing('x'), { ttlMs: 100 });
      await things.set('stays', thing('x'));
      subject.advance(99);
      expect(await keysOf(things)).toEqual(['add', 'many', 'set', 'stays']);
      subject.advance(1);
      expect(await keysOf(things)).toEqual(['stays']);
      expect(await things.getMany(['set', 'many', 'add'])).toEqual([undefined, undefined, undefined]);
      expect(await things.add('add', thing('again'))).toBe(true);
    });

    it('yields every record, however many there are', async () => {
      const entries = Array.from({ length: 1_234 }, (_, index) => ({
        key: `key-${index}`,
        value: thing(`${index}`),
      }));
      await things.setMany(entries);
      const seen = new Map<string, Thing>();
      for await (const [key, value] of things.entries()) seen.set(key, value);
      expect(seen).toEqual(new Map(entries.map(({ key, value }) => [key, value])));
    });

    it('lets records be changed while they are yielded', async () => {
      await things.setMany(Array.from({ length: 500 }, (_, n) => ({ key: `k${n}`, value: thing(`${n}`) })));
      for await (const [key] of things.entries()) await things.delete(key);
      expect(await keysOf(things)).toEqual([]);
    });

    it('fills in what the schema fills in', async () => {
      await subject.store.records('things', z.object({ name: z.string() })).set('a', { name: 'old' });
      expect(await things.get('a')).toEqual({ name: 'old', count: 0 });
    });

    it.each<[string, (records: Records<Thing>) => Promise<unknown>, unknown]>([
      ['get', (records) => records.get('bad-key'), undefined],
      [
        'getMany',
        (records) => records.getMany(['bad-key', 'good-key']),
        [undefined, { name: 'x', count: 1 }],
      ],
      ['entries', keysOf, ['good-key']],
    ])(
      'takes in %s what doesn’t fit the schema for nothing, and gives its key free',
      async (_, read, found) => {
        await subject.store.records('things', z.object({ name: z.number() })).set('bad-key', { name: 4711 });
        await things.set('good-key', thing('x'));
        expect(await read(things)).toEqual(found);
        expect(await things.add('bad-key', thing('new'))).toBe(true);
        expect(await things.get('bad-key')).toEqual(thing('new'));
      },
    );

    it.each<[string, (records: Records<Thing>) => Promise<unknown>]>([
      ['get', (records) => records.get('')],
      ['set', (records) => records.set('', thing('x'))],
      ['setMany', (records) => records.setMany([{ key: '', value: thing('x') }])],
      ['add', (records) => records.add('', thing('x'))],
      ['delete', (records) => records.delete('')],
    ])('refuses an empty key in %s instead of passing over it', async (_, call) => {
      await expect(call(things)).rejects.toThrow(StoreError);
    });

    it('is closed twice without harm, and refuses everything after', async () => {
      await things.set('a', thing('x'));
      await subject.store.close();
      await subject.store.close();
      await expect(things.get('a')).rejects.toThrow(StoreError);
      await expect(things.set('a', thing('x'))).rejects.toThrow(StoreError);
      await expect(keysOf(things)).rejects.toThrow(StoreError);
    });
  });
}

async function keysOf(records: Records<unknown>): Promise<string[]> {
  const keys: string[] = [];
  for await (const [key] of records.entries()) keys.push(key);
  return keys.sort();
}
