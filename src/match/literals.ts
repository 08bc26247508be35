import { foldUnit, shortestLiteral } from './required-literals.ts';

/** Queries that wait for letters in a row, wherever they stand: regular expressions with nothing else to wait for. */
export interface Literals {
  /** @param literal - folded, of at least `shortestLiteral` units. */
  enter(literal: string, query: number): void;
  leave(literal: string, query: number): void;
  /** Calls back with the queries whose literal is in a text. */
  find(text: string, wake: (query: number) => void): void;
}

interface Waiting {
  readonly literal: string;
  readonly queries: number[];
  /** The text that it was last found in: once is enough. */
  foundIn: number;
}

const codeBits = 15;
const codes = 1 << codeBits;
/** A number for three units in a row. */
const codeOf = (first: number, second: number, third: number): number =>
  (Math.imul(first, 1_031) + Math.imul(second, 67) + third) & (codes - 1);

function isAt(literal: string, text: string, from: number): boolean {
  if (from + literal.length > text.length) return false;
  for (let at = 0; at < literal.length; at += 1) {
    if (foldUnit(text.charCodeAt(from + at)) !== literal.charCodeAt(at)) return false;
  }
  return true;
}

/** Nobody waits at first. */
export function createLiterals(): Literals {
  /** A bit for each beginning of a literal that is waited for. */
  const isKnown = new Int32Array(codes >> 5);
  const byCode = new Map<number, Waiting[]>();
  let texts = 0;
  const codeOfLiteral = (literal: string): number =>
    codeOf(literal.charCodeAt(0), literal.charCodeAt(1), literal.charCodeAt(2));

  return {
    enter(literal, query) {
      const code = codeOfLiteral(literal);
      const all = byCode.get(code) ?? [];
      const known = all.find((one) => one.literal === literal);
      if (known === undefined) all.push({ literal, queries: [query], foundIn: 0 });
      else known.queries.push(query);
      byCode.set(code, all);
      isKnown[code >>> 5] = (isKnown[code >>> 5] ?? 0) | (1 << (code & 31));
    },
    leave(literal, query) {
      const code = codeOfLiteral(literal);
      const all = byCode.get(code) ?? [];
      const known = all.find((one) => one.literal === literal);
      const at = known?.queries.indexOf(query) ?? -1;
      if (known === undefined || at === -1) return;
      known.queries.splice(at, 1);
      if (known.queries.length > 0) return;
      all.splice(all.indexOf(known), 1);
      if (all.length > 0) return;
      byCode.delete(code);
      isKnown[code >>> 5] = (isKnown[code >>> 5] ?? 0) & ~(1 << (code & 31));
    },
    find(text, wake) {
      if (byCode.size === 0) return;
      texts += 1;
      let first = foldUnit(text.charCodeAt(0));
      let second = foldUnit(text.charCodeAt(1));
      for (let at = 0; at + shortestLiteral <= text.length; at += 1) {
        const third = foldUnit(text.charCodeAt(at + 2));
        const code = codeOf(first, second, third);
        first = second;
        second = third;
        if (((isKnown[code >>> 5] ?? 0) & (1 << (code & 31))) === 0) continue;
        for (const one of byCode.get(code) ?? []) {
          if (one.foundIn === texts || !isAt(one.literal, text, at)) continue;
          one.foundIn = texts;
          for (const query of one.queries) wake(query);
        }
      }
    },
  };
}
