import { RE2JS } from 're2js';
import { Part, usualParts } from './findings.ts';
import type { Query, Term as TermNode } from './query/ast.ts';
import { formatQuery } from './query/format.ts';
import { requiredLiterals } from './required-literals.ts';
import type { Term, TermSpec } from './terms.ts';

/** A query whose terms are looked for already, ready to be asked of an item's findings. */
export type Program =
  | TermProgram
  | {
      readonly op: 'regex';
      readonly regex: RE2JS;
      readonly parts: number;
      readonly shown: string;
      /** One of them is in every text that it is found in; none where that is not known. */
      readonly literals: readonly string[];
    }
  | { readonly op: 'lang'; readonly tag: string }
  | { readonly op: 'image' }
  | {
      readonly op: 'near';
      readonly left: TermProgram;
      readonly right: TermProgram;
      readonly distance: number;
    }
  | { readonly op: 'not'; readonly of: Program }
  | { readonly op: 'and' | 'or'; readonly of: readonly Program[] };

export interface TermProgram {
  readonly op: 'term';
  readonly term: Term;
  /** The parts of an item that count, one bit each. */
  readonly parts: number;
  /** How the query writes it. */
  readonly shown: string;
}

const none: readonly string[] = [];

const partsOf = (scope: 'title' | 'text' | null): number => (scope === null ? usualParts : 1 << Part[scope]);

/** Compiles a query; `take` has a term looked for. */
export function compile(
  query: Query,
  ownAliases: readonly string[],
  take: (spec: TermSpec) => Term,
): Program {
  const term = (node: TermNode, own: readonly string[]): TermProgram => ({
    op: 'term',
    term: take({ text: node.text, mode: node.mode, ownAliases: own, hasAliases: node.mode === 'usual' }),
    parts: partsOf(node.scope),
    shown: node.text,
  });
  const word = (text: string, parts: number): TermProgram => ({
    op: 'term',
    term: take({ text, mode: 'usual', ownAliases: none, hasAliases: false }),
    parts,
    shown: text,
  });
  const each = (node: Query): Program => {
    switch (node.type) {
      case 'term':
        return term(node, none);
      case 'regex':
        return {
          op: 'regex',
          regex: RE2JS.compile(node.source),
          parts: partsOf(node.scope),
          shown: formatQuery(node),
          literals: requiredLiterals(node.source),
        };
      case 'attribute':
        if (node.name === 'lang') return { op: 'lang', tag: node.value.toLowerCase() };
        if (node.name === 'is') return { op: 'image' };
        return word(node.value, 1 << Part[node.name]);
      case 'near':
        return {
          op: 'near',
          left: term(node.left, none),
          right: term(node.right, none),
          distance: node.distance,
        };
      case 'not':
        return { op: 'not', of: each(node.of) };
      case 'and':
      case 'or':
        return { op: node.type, of: node.of.map(each) };
    }
  };
  // A guild's own aliases stand for the keyword as a whole.
  if (query.type === 'term' && query.mode === 'usual')
    return term(query, ownAliases.length === 0 ? none : ownAliases.toSorted());
  if (ownAliases.length === 0) return each(query);
  return { op: 'or', of: [each(query), ...ownAliases.map((alias) => word(alias, usualParts))] };
}

/** Every term of a program, as often as it was taken. */
export function termsOf(program: Program): Term[] {
  switch (program.op) {
    case 'term':
      return [program.term];
    case 'near':
      return [program.left.term, program.right.term];
    case 'not':
      return termsOf(program.of);
    case 'and':
    case 'or':
      return program.of.flatMap(termsOf);
    case 'regex':
    case 'lang':
    case 'image':
      return [];
  }
}

/** What must occur for a program to hold: one of these terms, or one of these literals of regular expressions. */
export type Requirement = readonly (Term | string)[];

const isOfTerms = (requirement: Requirement): boolean => requirement.every((one) => typeof one !== 'string');

/** Words are looked for anyway; letters in a row only where there is nothing else to wait for. */
function preferTerms(requirements: readonly Requirement[]): readonly Requirement[] {
  const ofTerms = requirements.filter(isOfTerms);
  return ofTerms.length > 0 ? ofTerms : requirements;
}

/**
 * What a program requires, one set for each thing. Empty where nothing is required that can be waited for (a regular
 * expression alone that has no letters in a row).
 */
export function requirementsOf(
  program: Program,
  cost: (requirement: Requirement) => number,
): readonly Requirement[] {
  switch (program.op) {
    case 'term':
      return [[program.term]];
    case 'near':
      return [[program.left.term], [program.right.term]];
    case 'and':
      return preferTerms(program.of.flatMap((part) => requirementsOf(part, cost)));
    case 'or': {
      const cheapest = program.of.map((part) =>
        requirementsOf(part, cost).reduce<Requirement | undefined>(
          (best, set) => (best === undefined || cost(set) < cost(best) ? set : best),
          undefined,
        ),
      );
      const known = cheapest.filter((set) => set !== undefined);
      return known.length === cheapest.length ? [[...new Set(known.flat())]] : [];
    }
    case 'regex':
      return program.literals.length > 0 ? [program.literals] : [];
    case 'not':
    case 'lang':
    case 'image':
      return [];
  }
}

/** Whether a program asks for words of the feed or the author. */
export function looksAtAttributes(program: Program): boolean {
  switch (program.op) {
    case 'term':
      return (program.parts & ~usualParts) !== 0;
    case 'not':
      return looksAtAttributes(program.of);
    case 'and':
    case 'or':
      return program.of.some(looksAtAttributes);
    case 'near':
    case 'regex':
    case 'lang':
    case 'image':
      return false;
  }
}
