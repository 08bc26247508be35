import type { AliasGroup } from './aliases.ts';
import { patternKey } from './patterns.ts';

const none: readonly string[] = [];

/** Groups name the same country where they have so many names in common: one or two, two Congos have as well. */
const fewestShared = 3;

/** For each group a number that it has in common with an earlier one of the same country. */
function numberCountries(keys: readonly (readonly string[])[]): number[] {
  const firstWith = new Map<string, number>();
  const numbers: number[] = [];
  for (const [at, names] of keys.entries()) {
    const shared = new Map<number, number>();
    for (const key of new Set(names)) {
      const first = firstWith.get(key);
      if (first === undefined) firstWith.set(key, at);
      else shared.set(first, (shared.get(first) ?? 0) + 1);
    }
    const [same] = [...shared].find(([, count]) => count >= fewestShared) ?? [at];
    numbers.push(numbers[same] ?? at);
  }
  return numbers;
}

/** The parts of a name: every run of its words but the whole. */
function* partsOf(key: string): Generator<string> {
  const words = key.split(' ');
  for (let from = 0; from < words.length; from += 1) {
    for (let to = from + 1; to <= words.length; to += 1) {
      if (to - from < words.length) yield words.slice(from, to).join(' ');
    }
  }
}

/**
 * Finds out which names of countries are a part of another country's: "Republic of Korea" of "Democratic People's
 * Republic of Korea", "俄罗斯" of "白俄罗斯".
 */
export function createLongerNames(groups: readonly AliasGroup[]): (name: string) => readonly string[] {
  const countries = groups.filter(({ isCountry }) => isCountry === true);
  const names = countries.map(({ name, aliases }) => [name, ...aliases]);
  const keys = names.map((some) => some.map(patternKey));
  const numbers = numberCountries(keys);
  const countriesOf = new Map<string, Set<number>>();
  for (const [at, some] of keys.entries()) {
    for (const key of some) countriesOf.set(key, (countriesOf.get(key) ?? new Set()).add(numbers[at] ?? at));
  }
  const longer = new Map<string, Set<string>>();
  for (const [at, some] of keys.entries()) {
    for (const [which, key] of some.entries()) {
      for (const part of partsOf(key)) {
        const of = countriesOf.get(part);
        // A name that several countries share counts for none of them where it is a part of one's.
        if (of === undefined || of.has(numbers[at] ?? at)) continue;
        longer.set(part, (longer.get(part) ?? new Set()).add(names[at]?.[which] ?? ''));
      }
    }
  }
  const listed = new Map([...longer].map(([part, some]) => [part, [...some]]));
  return (name) => (listed.size === 0 ? none : (listed.get(patternKey(name)) ?? none));
}
