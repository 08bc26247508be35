import type { Beginnings } from './beginnings.ts';
import type { Requirement } from './compile.ts';
import type { Findings } from './findings.ts';
import type { Literals } from './literals.ts';
import type { Prefixes } from './prefixes.ts';
import type { Term, Terms } from './terms.ts';
import type { Trie } from './trie.ts';

/** Where queries wait for one of the things they require. */
export interface WaitingRoom {
  /** The set that looks rarest; empty where there is none. */
  rarest(requirements: readonly Requirement[]): Requirement;
  /** In how many items a set was seen. */
  cost(requirement: Requirement): number;
  /** Whether another of the sets is seen so much less often that it is worth waiting for instead; null where none. */
  better(requirements: readonly Requirement[], current: Requirement): Requirement | null;
  /** A query that waits for nothing is woken by every item. */
  enter(query: number, requirement: Requirement): void;
  leave(query: number, requirement: Requirement): void;
  /** The queries that every item wakes. */
  readonly sleepless: ReadonlySet<number>;
  /** Appends the queries that wait for a term of a node. */
  wake(node: number, awake: number[]): void;
}

/** A set must have been seen so many times less often for a query to move to it. */
const worthMoving = 2;
/** A phrase looks so many letters longer than a word: before anything was read, length has to tell what is rare. */
const phraseBonus = 100;

/** An empty room; keeps those told who look for it of what is waited for. */
export function createWaitingRoom({
  terms,
  trie,
  beginnings,
  prefixes,
  literals,
  findings,
}: {
  terms: Terms;
  trie: Trie;
  beginnings: Beginnings;
  prefixes: Prefixes;
  literals: Literals;
  findings: Findings;
}): WaitingRoom {
  const sleepless = new Set<number>();

  function cost(requirement: Requirement): number {
    let sum = 0;
    for (const one of requirement) {
      if (typeof one !== 'string') for (const node of one.nodes) sum += findings.seen(node);
    }
    return sum;
  }

  function rareness(requirement: Requirement): number {
    let least = Number.POSITIVE_INFINITY;
    for (const one of requirement) {
      const { text, mode } = typeof one === 'string' ? { text: one, mode: 'prefix' } : one.spec;
      const looks = mode === 'prefix' ? 0 : text.length + (text.includes(' ') ? phraseBonus : 0);
      least = Math.min(least, looks);
    }
    return least;
  }

  function rarest(requirements: readonly Requirement[]): Requirement {
    let best: Requirement = [];
    let bestCost = Number.POSITIVE_INFINITY;
    for (const requirement of requirements) {
      const itsCost = cost(requirement);
      if (itsCost > bestCost || (itsCost === bestCost && rareness(requirement) <= rareness(best))) continue;
      best = requirement;
      bestCost = itsCost;
    }
    return best;
  }

  function announce(term: Term, change: 1 | -1): void {
    for (const node of term.nodes) {
      trie.await(node, change);
      if (term.prefix === undefined) beginnings.await(node, change);
      else prefixes.await(term.prefix, node, change);
    }
  }

  return {
    rarest,
    cost,
    better(requirements, current) {
      const now = cost(current);
      if (requirements.length < 2 || now < worthMoving) return null;
      const other = rarest(requirements);
      return (cost(other) + 1) * worthMoving > now ? null : other;
    },
    enter(query, requirement) {
      if (requirement.length === 0) sleepless.add(query);
      for (const term of requirement) {
        if (typeof term === 'string') {
          literals.enter(term, query);
          continue;
        }
        const { waiting } = term;
        if (waiting === undefined) {
          term.waiting = query;
          announce(term, 1);
        } else if (typeof waiting === 'number') {
          term.waiting = [waiting, query];
        } else {
          waiting.push(query);
        }
      }
    },
    leave(query, requirement) {
      sleepless.delete(query);
      for (const term of requirement) {
        if (typeof term === 'string') {
          literals.leave(term, query);
          continue;
        }
        const { waiting } = term;
        if (typeof waiting === 'object') {
          const at = waiting.indexOf(query);
          const last = waiting.pop();
          if (last !== undefined && at < waiting.length) waiting[at] = last;
          if (waiting.length > 0) continue;
        }
        term.waiting = undefined;
        announce(term, -1);
      }
    },
    sleepless,
    wake(node, awake) {
      for (let output = trie.outputs(node); output !== 0; output = trie.next(output)) {
        const waiting = terms.get(trie.term(output))?.waiting;
        if (typeof waiting === 'number') awake.push(waiting);
        else if (waiting !== undefined) for (const query of waiting) awake.push(query);
      }
    },
  };
}
