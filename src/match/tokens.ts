import { type CharacterClass, fold } from './characters.ts';

/** How a word is written, as far as acronyms go. */
export type Capitals = 'none' | 'first' | 'all' | 'dotted';

/** A word of a text, with its place in the original. */
export interface Token {
  /** As it is compared. */
  readonly text: string;
  /** UTF-16 offsets in the original. */
  readonly start: number;
  readonly end: number;
  readonly capitals: Capitals;
  /** Follows the word before it without anything between: "35" of "F35", every ideograph but the first. */
  readonly glued: boolean;
  /** Follows the word before it after a hyphen only: "un" of "Jong-un". */
  readonly hyphenated: boolean;
}

/** Words that French and Italian write before an apostrophe: they are words of their own ("l'OTAN"). */
const elided = new Set(['l', 'd', 'j', 'm', 't', 's', 'n', 'c', 'qu', 'dell', 'all', 'nell', 'dall', 'sull']);

/** A run of characters of one class, before it is known whether it is a word. */
interface Run {
  class: CharacterClass;
  text: string;
  start: number;
  end: number;
  upper: number;
  lower: number;
  firstUpper: boolean;
}

/** Cuts a text into runs: letters, digits, and every other character alone. Ignored characters join what is around them. */
function runsOf(text: string): Run[] {
  const runs: Run[] = [];
  let run: Run | undefined;
  for (let at = 0; at < text.length; ) {
    const point = text.codePointAt(at) ?? 0;
    const character = String.fromCodePoint(point);
    const next = at + character.length;
    const { class: kind, text: shown } = fold(character);
    if (kind === 'ignored') {
      if (run !== undefined && run.end === at && /\p{M}/u.test(character)) run.end = next;
    } else {
      const upper = kind === 'letter' && character !== character.toLowerCase();
      const lower = kind === 'letter' && character !== character.toUpperCase();
      if (run !== undefined && run.class === kind && (kind === 'letter' || kind === 'digit')) {
        run.text += shown;
        run.end = next;
        run.upper += upper ? 1 : 0;
        run.lower += lower ? 1 : 0;
      } else {
        run = {
          class: kind,
          text: shown,
          start: at,
          end: next,
          upper: upper ? 1 : 0,
          lower: lower ? 1 : 0,
          firstUpper: upper,
        };
        runs.push(run);
      }
    }
    at = next;
  }
  return runs;
}

function capitalsOf({ upper, lower, firstUpper }: Run): Capitals {
  if (upper > 0 && lower === 0) return 'all';
  return firstUpper ? 'first' : 'none';
}

const isWord = (run: Run | undefined): run is Run =>
  run !== undefined && (run.class === 'letter' || run.class === 'digit' || run.class === 'ideograph');

/** How many runs from `at` are a dotted acronym ("U.S.", "U. N." is none); 0 where there is none. */
function dottedAt(runs: readonly Run[], at: number): number {
  let count = 0;
  const isLetter = (run: Run | undefined) =>
    run?.class === 'letter' && run.end - run.start <= 2 && run.upper === 1 && run.lower === 0;
  while (isLetter(runs[at + count]) && runs[at + count + 1]?.class === 'dot') count += 2;
  // The last dot may be missing: "U.S", but "J.Smith" is no acronym.
  if (count >= 2 && isLetter(runs[at + count]) && !isWord(runs[at + count + 1])) count += 1;
  return count >= 3 ? count : 0;
}

/**
 * Cuts a text into words. Case, accents, widths and invisible characters are folded; apostrophes inside words and
 * possessives are dropped; letters and digits are words of their own, as is every character of a script without spaces.
 */
export function tokenize(text: string): Token[] {
  const runs = runsOf(text);
  const tokens: Token[] = [];
  let lastEnd = -1;
  let hyphenEnd = -1;

  const push = (token: Omit<Token, 'glued' | 'hyphenated'>) => {
    const previous = tokens.at(-1);
    const glued = previous !== undefined && lastEnd === token.start;
    tokens.push({ ...token, glued, hyphenated: hyphenEnd === token.start && previous !== undefined });
    lastEnd = token.end;
  };

  for (let at = 0; at < runs.length; at += 1) {
    const run = runs[at];
    if (run === undefined) break;
    if (run.class === 'hyphen') {
      if (lastEnd === run.start) hyphenEnd = run.end;
      continue;
    }
    if (!isWord(run)) continue;
    const dotted = run.class === 'letter' ? dottedAt(runs, at) : 0;
    if (dotted > 0) {
      const parts = runs.slice(at, at + dotted);
      const letters = parts.filter((part) => part.class === 'letter');
      push({
        text: letters.map((part) => part.text).join(''),
        start: run.start,
        end: parts.at(-1)?.end ?? run.end,
        capitals: 'dotted',
      });
      at += dotted - 1;
      continue;
    }
    if (run.class !== 'letter') {
      push({ text: run.text, start: run.start, end: run.end, capitals: 'none' });
      continue;
    }
    at = pushLetters(runs, at, push);
  }
  return tokens;
}

/** One word of letters, with what signs and apostrophes make of it. Returns the index of its last run. */
function pushLetters(
  runs: readonly Run[],
  at: number,
  push: (token: Omit<Token, 'glued' | 'hyphenated'>) => void,
): number {
  const run = runs[at];
  if (run === undefined) return at;
  const [sign, second] = [runs[at + 1], runs[at + 2]];
  const base = { text: run.text, start: run.start, end: run.end, capitals: capitalsOf(run) };
  const plus =
    sign?.text === '+' && second?.text === '+' && sign.start === run.end && second.start === sign.end;
  if (plus) {
    push({ ...base, text: `${run.text}++`, end: second.end });
    return at + 2;
  }
  if (sign?.text === '#' && sign.start === run.end && run.text.length === 1 && !isWord(second)) {
    push({ ...base, text: `${run.text}#`, end: sign.end });
    return at + 1;
  }
  if (
    sign === undefined ||
    second?.class !== 'letter' ||
    sign.start !== run.end ||
    second.start !== sign.end
  ) {
    push(base);
    return at;
  }
  if (sign.text === '&' && run.text.length <= 3 && second.text.length <= 3) {
    push({ ...base, text: `${run.text}&${second.text}`, end: second.end });
    return at + 2;
  }
  if (sign.class === 'apostrophe' && second.text === 's') {
    push(base);
    return at + 2;
  }
  if (sign.class !== 'apostrophe' || elided.has(run.text)) {
    push(base);
    return at;
  }
  push({ ...base, text: run.text + second.text, end: second.end });
  return at + 2;
}

/** Whether a text is written in capitals throughout, as some outlets write headlines: then capitals say nothing. */
export function isAllCapitals(tokens: readonly Token[]): boolean {
  const words = tokens.filter(({ text }) => text.length > 1 && /^\p{L}/u.test(text));
  return words.length >= 3 && words.every(({ capitals }) => capitals === 'all' || capitals === 'dotted');
}
