/** The shortest literal that is worth waiting for. */
export const shortestLiteral = 3;
/** Beyond so many alternatives, an expression is run rather than waited for. */
const mostAlternatives = 16;

/** As literals and texts are compared, so that one way serves expressions that look past capitals and others. */
export function foldUnit(unit: number): number {
  if (unit >= 65 && unit <= 90) return unit + 32;
  // In RE2, as in Unicode, the Kelvin sign is a k, and the long s an s, where capitals are looked past.
  if (unit === 0x212a) return 107;
  return unit === 0x17f ? 115 : unit;
}

/** A text, unit by unit as `foldUnit`. */
export const foldLiteral = (text: string): string =>
  Array.from({ length: text.length }, (_, at) => String.fromCharCode(foldUnit(text.charCodeAt(at)))).join('');

/** Literals of which one must be in every text that is found; null where none is known. */
type Required = readonly string[] | null;

const shortest = (literals: readonly string[]): number => Math.min(...literals.map(({ length }) => length));

function better(one: Required, other: Required): Required {
  if (one === null || other === null) return one ?? other;
  return shortest(other) > shortest(one) ? other : one;
}

const quantifier = /(?:[*?]|\+|\{(\d+)(?:,\d*)?\})\??/y;
const flagsOnly = /\(\?[a-zA-Z-]+\)/y;
const groupStart = /\((?:\?(?:[a-zA-Z-]*:|P?<\w+>))?/y;
const characterClass = /\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]/suy;
/** Of no width: what stands on either side is next to each other in the text. */
const assertion = /\^|\$|\\[bBAz]/y;
/** Stands for one of several characters, or for one that is not written as itself. */
const varying = /\.|\\(?:[pP]\{[^}]*\}|[pP].|x\{[^}]*\}|x[0-9a-fA-F]{2}|[0-7]{1,3}|[a-zA-Z])/suy;
const quoted = /\\Q/;
const ignoresCase = /\(\?[a-zA-Z-]*i/;

/**
 * Literals, folded, of which at least one is in every text that a regular expression of RE2's syntax is found in; none
 * where that is not known. It errs on the side of knowing nothing.
 *
 * @param source - an expression that RE2 accepts.
 */
export function requiredLiterals(source: string): readonly string[] {
  if (quoted.test(source)) return [];
  const isInsensitive = ignoresCase.test(source);
  let at = 0;

  function take(what: RegExp): RegExpExecArray | null {
    what.lastIndex = at;
    const found = what.exec(source);
    if (found !== null) at += found[0].length;
    return found;
  }

  /** How often at least what was just read is there; undefined where no quantifier follows. */
  function takeLeast(): number | undefined {
    const found = take(quantifier);
    if (found === null) return undefined;
    return found[0].startsWith('+') ? 1 : Number(found[1] ?? 0);
  }

  function readAlternatives(): Required {
    let all: Required = [];
    for (;;) {
      const one = readSequence();
      all = all === null || one === null ? null : [...all, ...one];
      if (source.charAt(at) !== '|') break;
      at += 1;
    }
    return all === null || all.length > mostAlternatives ? null : all;
  }

  function readSequence(): Required {
    let best: Required = null;
    let run = '';
    const endRun = (): void => {
      if (run.length >= shortestLiteral) best = better(best, [foldLiteral(run)]);
      run = '';
    };
    while (at < source.length && source.charAt(at) !== '|' && source.charAt(at) !== ')') {
      if (take(flagsOnly) !== null) continue;
      if (take(assertion) !== null) {
        takeLeast();
      } else if (take(groupStart) !== null) {
        endRun();
        const inside = readAlternatives();
        at += 1;
        if ((takeLeast() ?? 1) > 0) best = better(best, inside);
      } else if (take(characterClass) !== null || take(varying) !== null) {
        endRun();
        takeLeast();
      } else {
        if (source.charAt(at) === '\\') at += 1;
        const character = String.fromCodePoint(source.codePointAt(at) ?? 0);
        at += character.length;
        const least = takeLeast();
        const isCertain = !isInsensitive || character < '\u0080';
        if (isCertain && (least ?? 1) > 0) run += character;
        if (!isCertain || least !== undefined) endRun();
      }
    }
    endRun();
    return best;
  }

  const found = readAlternatives();
  return at === source.length ? (found ?? []) : [];
}
