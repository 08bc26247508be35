import { Keyv } from 'keyv';
import { beforeEach, describe, expect, it } from 'vitest';

async function all(keyv: Keyv): Promise<[key: string, value: unknown][]> {
  const found: [string, unknown][] = [];
  for await (const [key, value] of keyv.iterator()) found.push([key, value]);
  return found;
}

/** What the contract needs of an adapter. */
export interface KeyvStorageSubject {
  /** A fresh adapter on the same data as the others of this subject. */
  adapter(): object;
  /** Moves the clock that decides what has expired. */
  advance(ms: number): void;
  now(): number;
}

/**
 * What every storage adapter of Keyv 6 must do, looked at through Keyv: it covers what the suite checks that Keyv
 * publishes for adapters of its version 5. Expiry is decided by the adapter's clock.
 */
export function keyvStorageContract(name: string, create: () => KeyvStorageSubject): void {
  describe(`${name} as a Keyv storage`, () => {
    let subject: KeyvStorageSubject;
    let keyv: Keyv;
    const open = (namespace?: string) =>
      new Keyv({
        store: subject.adapter(),
        checkExpired: false,
        ...(namespace === undefined ? {} : { namespace }),
      });
    const expiring = (ms: number, value: unknown = 'v') => ({ value, expires: subject.now() + ms });

    beforeEach(() => {
      subject = create();
      keyv = open('main');
    });

    describe('single values', () => {
      it('answer undefined for a key that was never set', async () => {
        expect(await keyv.get('nobody')).toBeUndefined();
        expect(await keyv.has('nobody')).toBe(false);
      });

      it('are read back, and replaced by a second set', async () => {
        expect(await keyv.set('k', 'one')).toBe(true);
        expect(await keyv.get('k')).toBe('one');
        expect(await keyv.set('k', 'two')).toBe(true);
        expect(await keyv.get('k')).toBe('two');
        expect(await keyv.has('k')).toBe(true);
      });

      it('are deleted once: the second time there is nothing to delete', async () => {
        await keyv.set('k', 'v');
        expect(await keyv.delete('k')).toBe(true);
        expect(await keyv.delete('k')).toBe(false);
        expect(await keyv.get('k')).toBeUndefined();
      });

      it.each<[string, unknown]>([
        ['null', null],
        ['false', false],
        ['zero', 0],
        ['an empty text', ''],
        ['a number', 1.5],
        ['an array', [1, [2, null]]],
        ['an object with odd keys', { 'a.b': { __proto: 1, '': 2 } }],
        ['text that looks like JSON', '{"value":1}'],
        ['text with colons', ':base64:aGk='],
        ['text with a null character', 'a\0b'],
        ['half a surrogate pair', '\ud83d'],
        ['many scripts', '金正恩 · Ким Чен Ын · كيم · 👩‍👩‍👧'],
        ['a megabyte', 'ü'.repeat(500_000)],
      ])('keep %s as it is', async (_, value) => {
        await keyv.set('k', value);
        expect(await keyv.get('k')).toEqual(value);
        expect(await keyv.has('k')).toBe(true);
      });

      it('keep undefined as a value that is there', async () => {
        await keyv.set('k', undefined);
        expect(await keyv.get('k')).toBeUndefined();
        expect(await keyv.has('k')).toBe(true);
      });
    });

    describe('keys', () => {
      const odd = [
        'a:b',
        'a::b',
        'main:k',
        '%',
        '_',
        '*',
        "'; DROP TABLE records; --",
        '"',
        'a\nb',
        'a\0b',
        'a',
        'A',
        'ä',
        'a\u0308',
        '👩‍👩‍👧',
        '__proto__',
        ' ',
        'x'.repeat(10_000),
        'https://example.org/?a=1&b=[2]#ß',
      ];

      it('may be any text, and none is taken for another', async () => {
        await keyv.setMany(odd.map((key, index) => ({ key, value: index })));
        expect(await keyv.getMany(odd)).toEqual(odd.map((_, index) => index));
        const seen = new Map<string, unknown>();
        for await (const [key, value] of keyv.iterator()) seen.set(key, value);
        expect(seen).toEqual(new Map(odd.map((key, index) => [key, index])));
      });

      it('of wildcards delete nothing but themselves', async () => {
        await keyv.setMany(odd.map((key) => ({ key, value: 1 })));
        await keyv.deleteMany(['%', '_', '*']);
        expect((await keyv.hasMany(odd)).filter(Boolean)).toHaveLength(odd.length - 3);
      });
    });

    describe('many values', () => {
      it('are answered in the order of the keys, with undefined for what is missing', async () => {
        expect(
          await keyv.setMany([
            { key: 'a', value: 1 },
            { key: 'b', value: 2 },
          ]),
        ).toEqual([true, true]);
        expect(await keyv.getMany(['b', 'none', 'a', 'b'])).toEqual([2, undefined, 1, 2]);
        expect(await keyv.hasMany(['b', 'none', 'a'])).toEqual([true, false, true]);
        expect(await keyv.deleteMany(['a', 'none'])).toEqual([true, false]);
        expect(await keyv.getMany(['a', 'b'])).toEqual([undefined, 2]);
      });

      it('may be none', async () => {
        expect(await keyv.setMany([])).toEqual([]);
        expect(await keyv.getMany([])).toEqual([]);
        expect(await keyv.hasMany([])).toEqual([]);
        expect(await keyv.deleteMany([])).toEqual([]);
      });

      it('take the last of two values for one key', async () => {
        await keyv.setMany([
          { key: 'k', value: 1 },
          { key: 'k', value: 2 },
        ]);
        expect(await keyv.get('k')).toBe(2);
      });

      it('may be thousands', async () => {
        const keys = Array.from({ length: 3_000 }, (_, index) => `key-${index}`);
        await keyv.setMany(keys.map((key) => ({ key, value: key })));
        expect(await keyv.getMany(keys)).toEqual(keys);
      });
    });

    describe('namespaces', () => {
      it('keep the same key apart', async () => {
        const other = open('other');
        await keyv.set('k', 'main');
        await other.set('k', 'other');
        expect([await keyv.get('k'), await other.get('k')]).toEqual(['main', 'other']);
        await other.delete('k');
        expect(await keyv.get('k')).toBe('main');
      });

      it.each([
        ['that start alike', 'main:', 'mainly'],
        ['of wildcards', '%', '_'],
        ['without a name', undefined, 'other'],
      ])('%s are cleared alone', async (_, first, second) => {
        const [one, two] = [open(first), open(second)];
        for (const each of [keyv, one, two]) await each.setMany([{ key: 'a', value: 1 }]);
        await one.clear();
        expect([await keyv.has('a'), await one.has('a'), await two.has('a')]).toEqual([true, false, true]);
      });

      it('are iterated alone', async () => {
        await open('other').set('foreign', 1);
        await keyv.set('own', 1);
        expect(await all(keyv)).toEqual([['own', 1]]);
      });
    });

    describe('the iterator', () => {
      it('ends at once where nothing is stored', async () => {
        expect(await all(keyv)).toEqual([]);
      });

      it('yields every entry once, however many there are', async () => {
        const entries = Array.from({ length: 1_001 }, (_, index) => ({ key: `k${index}`, value: index }));
        await keyv.setMany(entries);
        const seen = await all(keyv);
        expect(new Map(seen)).toEqual(new Map(entries.map(({ key, value }) => [key, value])));
        expect(seen).toHaveLength(entries.length);
      });

      it('lets entries be written and deleted while it runs', async () => {
        await keyv.setMany(Array.from({ length: 500 }, (_, index) => ({ key: `k${index}`, value: 1 })));
        let steps = 0;
        for await (const [key] of keyv.iterator()) {
          steps += 1;
          await keyv.delete(key);
          await keyv.set(`a-${key}`, 2);
        }
        expect(steps).toBeGreaterThanOrEqual(500);
        expect(await keyv.has('k499')).toBe(false);
      });

      it('passes over what has expired', async () => {
        await keyv.setRaw('short', expiring(10));
        await keyv.setRaw('long', expiring(1_000));
        subject.advance(10);
        expect(await all(keyv)).toEqual([['long', 'v']]);
      });
    });

    describe('expiry', () => {
      it('comes with the very millisecond', async () => {
        await keyv.setRaw('k', expiring(100));
        subject.advance(99);
        expect(await keyv.get('k')).toBe('v');
        subject.advance(1);
        expect(await keyv.get('k')).toBeUndefined();
        expect(await keyv.getMany(['k'])).toEqual([undefined]);
        expect(await subjectHas('k')).toEqual([false, [false]]);
      });

      it('never comes without a time', async () => {
        await keyv.set('k', 'v');
        subject.advance(1e12);
        expect(await keyv.get('k')).toBe('v');
      });

      it('is replaced by a later set, also by one without', async () => {
        await keyv.setRaw('k', expiring(10));
        await keyv.setRaw('k', expiring(1_000));
        subject.advance(500);
        expect(await keyv.has('k')).toBe(true);
        await keyv.set('k', 'for good');
        subject.advance(1e9);
        expect(await keyv.get('k')).toBe('for good');
      });

      it('is each entry’s own in a batch', async () => {
        await keyv.setManyRaw([
          { key: 'short', value: expiring(10) },
          { key: 'long', value: expiring(1_000) },
          { key: 'always', value: { value: 'v' } },
        ]);
        subject.advance(10);
        expect(await keyv.getMany(['short', 'long', 'always'])).toEqual([undefined, 'v', 'v']);
      });

      it('in the past is no entry', async () => {
        await keyv.setRaw('k', expiring(-1));
        expect(await keyv.has('k')).toBe(false);
        expect(await keyv.delete('k')).toBe(false);
      });

      async function subjectHas(key: string): Promise<unknown[]> {
        return [await keyv.has(key), await keyv.hasMany([key])];
      }
    });

    describe('calls at the same time', () => {
      it('all take effect', async () => {
        const keys = Array.from({ length: 300 }, (_, index) => `k${index}`);
        await Promise.all(keys.map((key) => keyv.set(key, key)));
        expect(await Promise.all(keys.map((key) => keyv.get(key)))).toEqual(keys);
        const deleted = await Promise.all([...keys, ...keys].map((key) => keyv.delete(key)));
        expect(deleted.filter(Boolean)).toHaveLength(keys.length);
      });

      it('on several instances see each other', async () => {
        const [one, two] = [open('main'), open('main')];
        await Promise.all([one.set('a', 1), two.set('b', 2)]);
        expect([await two.get('a'), await one.get('b')]).toEqual([1, 2]);
      });
    });
  });
}
