import type { Program, TermProgram } from './compile.ts';
import { type Findings, Part } from './findings.ts';
import type { Searchable } from './match.ts';
import type { Context, Term } from './terms.ts';

/** Words on either side of an acronym in which a wrong neighbour speaks against it. */
const neighbourhood = 4;
/** Places of one regular expression that are kept as evidence. */
const mostRegexPlaces = 20;

/** A place that speaks for a query. */
export interface Evidence {
  readonly part: number;
  readonly start: number;
  readonly end: number;
  /** How the query writes what was found. */
  readonly shown: string;
  readonly alias: string | undefined;
}

/** Asks queries of the findings of one item. */
export interface Evaluator {
  holds(program: Program, item: Searchable): boolean;
  /** The places that make it hold; asked only where it does. */
  evidence(program: Program, item: Searchable): Evidence[];
}

/** A place of a term and the number of the spelling found there. */
interface Found {
  readonly place: number;
  readonly spelling: number;
}

const textOf = (item: Searchable, part: number): string => (part === Part.title ? item.title : item.text);

/** Evaluates over findings that are filled anew for each item. */
export function createEvaluator({ findings }: { findings: Findings }): Evaluator {
  /** Whether a place is a part of a longer one that one of the terms has. */
  function isPartOf(terms: readonly Term[], place: number): boolean {
    const [from, to] = [findings.firstWord(place), findings.endWord(place)];
    for (const term of terms) {
      for (const node of term.nodes) {
        for (let other = findings.first(node); other !== 0; other = findings.next(other)) {
          const [otherFrom, otherTo] = [findings.firstWord(other), findings.endWord(other)];
          const isAround = otherFrom <= from && otherTo >= to && otherTo - otherFrom > to - from;
          if (isAround && findings.part(other) === findings.part(place)) return true;
        }
      }
    }
    return false;
  }

  function stands(context: Context, place: number): boolean {
    if (isPartOf(context.longer, place)) return false;
    const from = findings.firstWord(place) - neighbourhood;
    const to = findings.endWord(place) + neighbourhood;
    for (const term of context.notNear) {
      for (const node of term.nodes) {
        for (let other = findings.first(node); other !== 0; other = findings.next(other)) {
          if (findings.part(other) !== findings.part(place)) continue;
          if (findings.endWord(other) > from && findings.firstWord(other) < to) return false;
        }
      }
    }
    return (
      context.near.length === 0 ||
      context.near.some((term) => term.nodes.some((node) => findings.first(node) !== 0))
    );
  }

  /** Whether a place of a term's pattern counts for it. */
  function counts(
    program: TermProgram,
    term: Term,
    pattern: number,
    place: number,
    item: Searchable,
  ): boolean {
    if ((program.parts & (1 << findings.part(place))) === 0) return false;
    if (term.isExact) {
      return (
        term.spec.text ===
        textOf(item, findings.part(place)).slice(findings.start(place), findings.end(place))
      );
    }
    const context = term.hasContext ? term.spellings[term.spellingOf[pattern] ?? 0]?.context : undefined;
    return context === undefined || stands(context, place);
  }

  function isFound(program: TermProgram, item: Searchable): boolean {
    const { term } = program;
    for (let pattern = 0; pattern < term.nodes.length; pattern += 1) {
      let place = findings.first(term.nodes[pattern] ?? 0);
      for (; place !== 0; place = findings.next(place))
        if (counts(program, term, pattern, place, item)) return true;
    }
    return false;
  }

  /** The places of a term in the order of the text, with the number of the spelling found there. */
  function placesOf(program: TermProgram, item: Searchable): Found[] {
    const { term } = program;
    const found: Found[] = [];
    for (const [pattern, node] of term.nodes.entries()) {
      for (let place = findings.first(node); place !== 0; place = findings.next(place)) {
        if (counts(program, term, pattern, place, item))
          found.push({ place, spelling: term.spellingOf[pattern] ?? 0 });
      }
    }
    if (term.nodes.length === 1) return found;
    return found.sort(
      (a, b) =>
        findings.part(a.place) - findings.part(b.place) ||
        findings.firstWord(a.place) - findings.firstWord(b.place) ||
        findings.endWord(a.place) - findings.endWord(b.place),
    );
  }

  /** Places of two terms that stand near each other; each list is in the order of the text, so one walk suffices. */
  function pairs(program: Program & { op: 'near' }, item: Searchable): [Found, Found][] {
    const [left, right] = [placesOf(program.left, item), placesOf(program.right, item)];
    const found: [Found, Found][] = [];
    let from = 0;
    for (const { place: one, spelling } of left) {
      const isBefore = (other: number): boolean =>
        findings.part(other) < findings.part(one) ||
        (findings.part(other) === findings.part(one) &&
          findings.endWord(other) + program.distance <= findings.firstWord(one));
      while (from < right.length && isBefore(right[from]?.place ?? 0)) from += 1;
      for (let at = from; at < right.length; at += 1) {
        const other = right[at]?.place ?? 0;
        if (findings.part(other) !== findings.part(one)) break;
        if (findings.firstWord(other) >= findings.endWord(one) + program.distance) break;
        const overlaps =
          findings.firstWord(other) < findings.endWord(one) &&
          findings.firstWord(one) < findings.endWord(other);
        if (overlaps || isBefore(other)) continue;
        found.push([
          { place: one, spelling },
          { place: other, spelling: right[at]?.spelling ?? 0 },
        ]);
        break;
      }
    }
    return found;
  }

  function regexPlaces(
    { regex, parts, shown }: Program & { op: 'regex' },
    item: Searchable,
    most: number,
  ): Evidence[] {
    const found: Evidence[] = [];
    for (const part of [Part.title, Part.text]) {
      if ((parts & (1 << part)) === 0) continue;
      const matcher = regex.matcher(textOf(item, part));
      while (found.length < most && matcher.find()) {
        const [start, end] = [matcher.start(), matcher.end()];
        if (end > start) found.push({ part, start, end, shown, alias: undefined });
      }
    }
    return found;
  }

  function holds(program: Program, item: Searchable): boolean {
    switch (program.op) {
      case 'term':
        return isFound(program, item);
      case 'and':
        return program.of.every((part) => holds(part, item));
      case 'or':
        return program.of.some((part) => holds(part, item));
      case 'not':
        return !holds(program.of, item);
      case 'near':
        return isFound(program.left, item) && isFound(program.right, item) && pairs(program, item).length > 0;
      case 'regex':
        return regexPlaces(program, item, 1).length > 0;
      case 'lang': {
        const lang = item.lang?.toLowerCase();
        return lang === program.tag || lang?.startsWith(`${program.tag}-`) === true;
      }
      case 'image':
        return item.image !== undefined && item.image !== null;
    }
  }

  const toEvidence = ({ term, shown }: TermProgram, { place, spelling }: Found): Evidence => ({
    part: findings.part(place),
    start: findings.start(place),
    end: findings.end(place),
    shown,
    alias: term.spellings[spelling]?.alias,
  });

  function evidence(program: Program, item: Searchable): Evidence[] {
    switch (program.op) {
      case 'term':
        return placesOf(program, item).map((place) => toEvidence(program, place));
      case 'and':
        return program.of.flatMap((part) => evidence(part, item));
      case 'or':
        return program.of.filter((part) => holds(part, item)).flatMap((part) => evidence(part, item));
      case 'near':
        return pairs(program, item).flatMap(([one, other]) => [
          toEvidence(program.left, one),
          toEvidence(program.right, other),
        ]);
      case 'regex':
        return regexPlaces(program, item, mostRegexPlaces);
      case 'not':
      case 'lang':
      case 'image':
        return [];
    }
  }

  return { holds, evidence };
}
