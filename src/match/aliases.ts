import { createLongerNames } from './longer-names.ts';
import { acronymKey, patternKey } from './patterns.ts';

/** What must, or must not, stand beside the bare acronym of a group for it to mean the group. */
export interface AliasContext {
  /** At least one of these stands in the same item, where the acronym is an alias of what is watched. */
  readonly near?: readonly string[] | undefined;
  /** None of these stands within a few words. */
  readonly notNear?: readonly string[] | undefined;
}

/** Names of one and the same thing; the first is the usual one. */
export interface AliasGroup {
  readonly name: string;
  readonly aliases: readonly string[];
  /** A country's name does not count inside the longer name of another country. */
  readonly isCountry?: boolean | undefined;
  readonly context?: AliasContext | undefined;
}

/** The aliases that hold for everybody. */
export interface AliasTable {
  /** The other names of what a keyword names, without those that find the same as the keyword does. */
  aliasesOf(keyword: string): readonly string[];
  /** What a bare acronym needs beside it in a text; undefined for any other spelling. */
  contextOf(spelling: string): AliasContext | undefined;
  /** The longer names of other countries that a country's name is a part of ("Sudan": "South Sudan", "南苏丹"). */
  longerNames(spelling: string): readonly string[];
}

const none: readonly string[] = [];

/** Only these have a second life: ШОС is nothing but the organisation. */
const latinAcronym = /^\^[a-z]+$/;

/** Every name of a group finds all the others. A name may be in several groups. */
export function createAliasTable(groups: readonly AliasGroup[]): AliasTable {
  const groupsOf = new Map<string, string[][]>();
  const contexts = new Map<string, AliasContext>();
  for (const { name, aliases, context } of groups) {
    const names = [name, ...aliases];
    for (const key of new Set(names.map(patternKey))) {
      groupsOf.set(key, [...(groupsOf.get(key) ?? []), names]);
      if (context !== undefined && latinAcronym.test(key)) contexts.set(key, context);
    }
  }
  const longerNames = createLongerNames(groups);
  return {
    longerNames,
    aliasesOf(keyword) {
      const key = patternKey(keyword);
      const found = groupsOf.get(key) ?? groupsOf.get(acronymKey(keyword) ?? key);
      if (found === undefined) return none;
      const byKey = new Map(found.flat().map((name) => [patternKey(name), name]));
      byKey.delete(key);
      return [...byKey.values()];
    },
    contextOf: (spelling) => contexts.get(patternKey(spelling)),
  };
}
