import { patternKey } from './patterns.ts';

/** Names of one and the same thing; the first is the usual one. */
export interface AliasGroup {
  readonly name: string;
  readonly aliases: readonly string[];
}

/** The aliases that hold for everybody. */
export interface AliasTable {
  /** The other names of what a keyword names, without those that find the same as the keyword does. */
  aliasesOf(keyword: string): readonly string[];
}

const none: readonly string[] = [];

/** Every name of a group finds all the others. A name may be in several groups. */
export function createAliasTable(groups: readonly AliasGroup[]): AliasTable {
  const groupsOf = new Map<string, string[][]>();
  for (const { name, aliases } of groups) {
    const names = [name, ...aliases];
    for (const key of new Set(names.map(patternKey))) {
      groupsOf.set(key, [...(groupsOf.get(key) ?? []), names]);
    }
  }
  return {
    aliasesOf(keyword) {
      const key = patternKey(keyword);
      const found = groupsOf.get(key)?.flat() ?? none;
      const byKey = new Map(found.map((name) => [patternKey(name), name]));
      byKey.delete(key);
      return [...byKey.values()];
    },
  };
}
