import type { AliasTable } from './aliases.ts';
import { createNumbers } from './arrays.ts';
import type { Findings } from './findings.ts';
import type { Labels } from './labels.ts';
import { type Pattern, patternsOf } from './patterns.ts';
import type { InflectedLanguage } from './slavic.ts';
import type { Trie } from './trie.ts';

/** A word or phrase that some queries look for; equal ones are one term, whoever asks. */
export interface TermSpec {
  readonly text: string;
  readonly mode: 'usual' | 'exact' | 'prefix';
  /** Other spellings beside the shared ones. */
  readonly ownAliases: readonly string[];
  /** Whether the shared aliases hold. */
  readonly hasAliases: boolean;
}

/** What stands around a place decides whether it counts. */
export interface Context {
  /** Terms of which one must be in the item; none: nothing is needed. */
  readonly near: readonly Term[];
  /** Terms that must not stand beside it. */
  readonly notNear: readonly Term[];
  /** Terms that it must not be a part of. */
  readonly longer: readonly Term[];
}

/** All terms that a context asks for. */
export const termsOfContext = ({ near, notNear, longer }: Context): readonly Term[] => [
  ...near,
  ...notNear,
  ...longer,
];

/** One spelling that finds a term. */
export interface Spelling {
  /** Set where it is not the term's own. */
  readonly alias?: string;
  readonly context?: Context;
}

/** A term in use. */
export interface Term {
  readonly number: number;
  readonly spec: TermSpec;
  readonly spellings: readonly Spelling[];
  /** The nodes of the trie that its patterns end at, and for each the number of its spelling (0 where it is left out). */
  readonly nodes: readonly number[];
  readonly spellingOf: readonly number[];
  /** Whether any spelling has a context. */
  readonly hasContext: boolean;
  /** The folded letters of a term that is a prefix. */
  readonly prefix: string | undefined;
  /** Whether a place counts only where it is written as the term is. */
  readonly isExact: boolean;
  uses: number;
  /** The queries that wait for it; one alone without a list, because most have one and lists take memory. */
  waiting: number | number[] | undefined;
}

/** All terms of all queries, and the patterns that find them. */
export interface Terms {
  /** A term, counted: each `take` needs one `release`. */
  take(spec: TermSpec): Term;
  release(term: Term): void;
  get(number: number): Term | undefined;
}

const ownSpelling: readonly Spelling[] = [{}];
const noSpelling: readonly number[] = [];

/** Takes terms apart into patterns and keeps the trie in step. */
export function createTerms({
  labels,
  trie,
  findings,
  aliases,
  inflected,
}: {
  labels: Labels;
  trie: Trie;
  findings: Findings;
  aliases: AliasTable;
  inflected: readonly InflectedLanguage[];
}): Terms {
  const numbers = createNumbers();
  const known = new Map<string, Term>();
  const terms: (Term | undefined)[] = [];

  /** Most terms are known by their text alone, which they have anyway: a key of its own would cost memory. */
  const keyOf = ({ text, mode, ownAliases, hasAliases }: TermSpec): string =>
    hasAliases && ownAliases.length === 0
      ? text
      : `\n${hasAliases ? mode : `bare ${mode}`}:${text}${ownAliases.length === 0 ? '' : JSON.stringify(ownAliases)}`;

  const aliasesOf = ({ text, mode, ownAliases, hasAliases }: TermSpec): readonly string[] => {
    if (mode !== 'usual') return ownAliases;
    const shared = hasAliases ? aliases.aliasesOf(text) : [];
    return ownAliases.length === 0 ? shared : [...ownAliases, ...shared];
  };

  /** Every way to find a term, each once, with the number of its spelling. */
  function eachPattern(
    spec: TermSpec,
    names: readonly string[],
    found: (pattern: Pattern, spelling: number) => void,
  ) {
    const known = new Set<string>();
    const find = (text: string, spelling: number, mode: TermSpec['mode']) => {
      for (const pattern of patternsOf(text, { mode, inflected })) {
        const key = pattern.map(({ kind, text: word }) => `${kind}:${word}`).join(' ');
        if (known.has(key)) continue;
        known.add(key);
        found(pattern, spelling);
      }
    };
    find(spec.text, 0, spec.mode);
    for (const [at, alias] of names.entries()) find(alias, at + 1, 'usual');
  }

  /** Who typed the acronym means it: then only a wrong neighbour speaks against it. */
  function contextOf(spelling: string, isTyped: boolean): Context | undefined {
    const context = aliases.contextOf(spelling);
    const longer = aliases.longerNames(spelling);
    if (context === undefined && longer.length === 0) return undefined;
    const take = (text: string) => api.take({ text, mode: 'usual', ownAliases: [], hasAliases: false });
    return {
      near: isTyped ? [] : (context?.near ?? []).map(take),
      notNear: (context?.notNear ?? []).map(take),
      longer: longer.map(take),
    };
  }

  function spellingsOf(spec: TermSpec, names: readonly string[]): readonly Spelling[] {
    if (!spec.hasAliases || spec.mode !== 'usual') {
      return names.length === 0 ? ownSpelling : [{}, ...names.map((alias) => ({ alias }))];
    }
    const own = contextOf(spec.text, true);
    if (names.length === 0 && own === undefined) return ownSpelling;
    const spellings = names.map((alias): Spelling => {
      const context = contextOf(alias, false);
      return context === undefined ? { alias } : { alias, context };
    });
    return [own === undefined ? {} : { context: own }, ...spellings];
  }

  const api: Terms = {
    take(spec) {
      const key = keyOf(spec);
      const taken = known.get(key);
      if (taken !== undefined) {
        taken.uses += 1;
        return taken;
      }
      const names = aliasesOf(spec);
      const number = numbers.take();
      const nodes: number[] = [];
      const spellingOf: number[] = [];
      eachPattern(spec, names, (pattern, spelling) => {
        const node = trie.add(pattern.map(labels.take), number);
        if (trie.next(trie.outputs(node)) === 0) findings.forget(node);
        nodes.push(node);
        spellingOf.push(spelling);
      });
      const [[word] = []] = spec.mode === 'prefix' ? patternsOf(spec.text, spec) : [];
      const prefix = word?.kind === 'prefix' ? word.text : undefined;
      const isAlias = names.length > 0;
      const spellings = spellingsOf(spec, names);
      const hasContext = spellings.some(({ context }) => context !== undefined);
      // Sliced, because an array that grew keeps room to grow further: half of what a term takes.
      const term: Term = {
        number,
        spec,
        spellings,
        nodes: nodes.slice(),
        spellingOf: isAlias ? spellingOf.slice() : noSpelling,
        hasContext,
        prefix,
        isExact: spec.mode === 'exact',
        uses: 1,
        waiting: undefined,
      };
      known.set(key, term);
      terms[number] = term;
      return term;
    },
    release(term) {
      term.uses -= 1;
      if (term.uses > 0) return;
      const { number } = term;
      terms[number] = undefined;
      known.delete(keyOf(term.spec));
      eachPattern(term.spec, aliasesOf(term.spec), (pattern) => {
        trie.remove(pattern.map(labels.labelOf), number);
        pattern.forEach(labels.release);
      });
      for (const { context } of term.spellings) {
        if (context !== undefined) termsOfContext(context).forEach(api.release);
      }
      numbers.free(number);
    },
    get: (number) => terms[number],
  };
  return api;
}
