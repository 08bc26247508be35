import type { Program, TermProgram } from './compile.ts';
import { type Findings, Part } from './findings.ts';
import type { Searchable } from './match.ts';
import type { Context, Terms } from './terms.ts';

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

const textOf = (item: Searchable, part: number): string => (part === Part.title ? item.title : item.text);

/** Evaluates over findings that are filled anew for each item. */
export function createEvaluator({ findings, terms }: { findings: Findings; terms: Terms }): Evaluator {
  function stands(context: Context, place: number): boolean {
    const from = findings.firstWord(place) - neighbourhood;
    const to = findings.endWord(place) + neighbourhood;
    for (const term of context.notNear) {
      for (let other = findings.first(term); other !== 0; other = findings.next(other)) {
        if (findings.part(other) !== findings.part(place)) continue;
        if (findings.endWord(other) > from && findings.firstWord(other) < to) return false;
      }
    }
    return context.near.length === 0 || context.near.some((term) => findings.first(term) !== 0);
  }

  /** The first place of a term from a place on that counts. */
  function nextPlace({ term, parts }: TermProgram, from: number): number {
    const known = terms.get(term);
    for (let place = from; place !== 0; place = findings.next(place)) {
      if ((parts & (1 << findings.part(place))) === 0) continue;
      const context =
        known?.hasContext === true ? known.spellings[findings.spelling(place)]?.context : undefined;
      if (context === undefined || stands(context, place)) return place;
    }
    return 0;
  }

  function placesOf(program: TermProgram): number[] {
    const places: number[] = [];
    for (
      let at = nextPlace(program, findings.first(program.term));
      at !== 0;
      at = nextPlace(program, findings.next(at))
    ) {
      places.push(at);
    }
    return places;
  }

  /** Places of two terms that stand near each other; each list is in the order of the text, so one walk suffices. */
  function pairs(program: Program & { op: 'near' }): number[] {
    const [left, right] = [placesOf(program.left), placesOf(program.right)];
    const found: number[] = [];
    let from = 0;
    for (const one of left) {
      const isBefore = (other: number): boolean =>
        findings.part(other) < findings.part(one) ||
        (findings.part(other) === findings.part(one) &&
          findings.endWord(other) + program.distance <= findings.firstWord(one));
      while (from < right.length && isBefore(right[from] ?? 0)) from += 1;
      for (let at = from; at < right.length; at += 1) {
        const other = right[at] ?? 0;
        if (findings.part(other) !== findings.part(one)) break;
        if (findings.firstWord(other) >= findings.endWord(one) + program.distance) break;
        const overlaps =
          findings.firstWord(other) < findings.endWord(one) &&
          findings.firstWord(one) < findings.endWord(other);
        if (overlaps || isBefore(other)) continue;
        found.push(one, other);
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
        return nextPlace(program, findings.first(program.term)) !== 0;
      case 'and':
        return program.of.every((part) => holds(part, item));
      case 'or':
        return program.of.some((part) => holds(part, item));
      case 'not':
        return !holds(program.of, item);
      case 'near':
        return (
          findings.first(program.left.term) !== 0 &&
          findings.first(program.right.term) !== 0 &&
          pairs(program).length > 0
        );
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

  const toEvidence = ({ term, shown }: TermProgram, place: number): Evidence => ({
    part: findings.part(place),
    start: findings.start(place),
    end: findings.end(place),
    shown,
    alias: terms.get(term)?.spellings[findings.spelling(place)]?.alias,
  });

  function evidence(program: Program, item: Searchable): Evidence[] {
    switch (program.op) {
      case 'term':
        return placesOf(program).map((place) => toEvidence(program, place));
      case 'and':
        return program.of.flatMap((part) => evidence(part, item));
      case 'or':
        return program.of.filter((part) => holds(part, item)).flatMap((part) => evidence(part, item));
      case 'near':
        return pairs(program).map((place, at) =>
          toEvidence(at % 2 === 0 ? program.left : program.right, place),
        );
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
