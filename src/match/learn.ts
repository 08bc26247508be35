/** An acronym that a text explains. */
export interface Definition {
  readonly acronym: string;
  readonly expansion: string;
  /** Where the expansion stands in the text, UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
}

/** Only what is written as an acronym: 2 to 10 characters, capitals first of all. */
const acronymForm = /^\p{Lu}[\p{Lu}\p{N}&-]{0,8}[\p{Lu}\p{N}]$/u;
/** What agencies, units and nationalities put between brackets is no definition of what stands before. */
const neverAcronyms = new Set(
  'AP AFP UPI DPA PTI ANI IANS TASS RIA EFE ANSA US USA UK EU UN AM PM GMT UTC EST EDT BST CET'.split(' '),
);
const leadingWords = /^(?:the|a|an|its|their|this|that|le|la|les|der|die|das|el|los)\s+/iu;
const word = /[\p{L}\p{N}][\p{L}\p{N}'’.&-]*/gu;
/** Nothing longer stands between brackets or before them. */
const longestInside = 120;
const longestBefore = 200;

/** The words that may be an expansion: min(|A| + 5, 2·|A|) of them (Schwartz & Hearst 2003, section 3). */
const mostWords = (acronym: string): number => Math.min(acronym.length + 5, acronym.length * 2);

const isNameStart = (text: string, at: number): boolean =>
  /^[\p{Lu}\p{N}]/u.test(text.slice(at)) && (at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1)));

/**
 * Where the shortest end of `candidate` starts that holds the acronym's characters in order; null where none does. The
 * algorithm of Schwartz and Hearst (2003), "A simple algorithm for identifying abbreviation definitions in biomedical
 * text", PSB 8, figure 1, but that the first word must have a capital: theirs finds "of the Petroleum …" for OPEC.
 */
function findBestLongForm(acronym: string, candidate: string): number | null {
  let at = candidate.length - 1;
  for (let index = acronym.length - 1; index >= 0; index -= 1) {
    const wanted = acronym.charAt(index).toLowerCase();
    if (!/[\p{L}\p{N}]/u.test(wanted)) continue;
    const isFirst = index === 0;
    while (
      at >= 0 &&
      (candidate.charAt(at).toLowerCase() !== wanted || (isFirst && !isNameStart(candidate, at)))
    )
      at -= 1;
    if (at < 0) return null;
    at -= 1;
  }
  return at + 1;
}

function define(acronym: string, candidate: string, offset: number): Definition | null {
  const place = findBestLongForm(acronym, candidate);
  if (place === null) return null;
  const lead = leadingWords.exec(candidate.slice(place))?.[0].length ?? 0;
  const start =
    place + (acronym.charAt(0).toLowerCase() === candidate.charAt(place + lead).toLowerCase() ? lead : 0);
  const expansion = candidate.slice(start).trimEnd();
  const words: readonly string[] = expansion.match(word) ?? [];
  const isLonger =
    expansion.length > acronym.length + 2 && words.length >= 2 && words.length <= mostWords(acronym);
  // A name is written with capitals; "percent (PCT)" defines a unit, not a body.
  if (!isLonger || !/^\p{Lu}/u.test(expansion) || words.includes(acronym)) return null;
  return { acronym, expansion, start: offset + start, end: offset + start + expansion.length };
}

/** The last words before a place, as many as an expansion may have, within one sentence. */
function candidateBefore(text: string, at: number, acronym: string): { candidate: string; offset: number } {
  const from = Math.max(0, at - longestBefore);
  const before = text.slice(from, at).trimEnd();
  if (/[.!?]$/.test(before)) return { candidate: '', offset: at };
  const sentence = Math.max(before.lastIndexOf('. '), before.search(/[;:!?()\n](?=[^;:!?()\n]*$)/u)) + 1;
  const words = [...before.slice(sentence).matchAll(word)];
  const first = words.at(-mostWords(acronym))?.index ?? words[0]?.index ?? 0;
  return { candidate: before.slice(sentence + first), offset: from + sentence + first };
}

const isAcronym = (text: string): boolean => acronymForm.test(text) && !neverAcronyms.has(text);

/**
 * The acronyms that a text defines, in its order: "Shanghai Cooperation Organisation (SCO)",
 * "SCO (Shanghai Cooperation Organisation)", "the SCO, or Shanghai Cooperation Organisation". Time is linear in the text.
 */
export function findDefinitions(text: string): Definition[] {
  const found: Definition[] = [];
  const keep = (definition: Definition | null) => {
    if (definition !== null) found.push(definition);
  };
  for (const match of text.matchAll(/\(([^()\n]{2,120})\)/gu)) {
    const inside = (match[1] ?? '').slice(0, longestInside).split(/[,;]/)[0]?.trim() ?? '';
    if (isAcronym(inside)) {
      const { candidate, offset } = candidateBefore(text, match.index, inside);
      keep(define(inside, candidate, offset));
      continue;
    }
    const acronym = /(\S+)\s*$/u.exec(text.slice(Math.max(0, match.index - 20), match.index))?.[1] ?? '';
    if (isAcronym(acronym)) keep(define(acronym, inside, match.index + 1));
  }
  for (const match of text.matchAll(/(\p{Lu}[\p{Lu}\p{N}&-]{1,9}), or (?:the )?([^,.;()\n]{3,120})/gu)) {
    const [whole, acronym = '', named = ''] = match;
    const words = [...named.matchAll(word)].slice(0, mostWords(acronym));
    const last = words.findLast(({ 0: one }) => /^\p{Lu}/u.test(one));
    if (!isAcronym(acronym) || last === undefined) continue;
    keep(
      define(acronym, named.slice(0, last.index + last[0].length), match.index + whole.length - named.length),
    );
  }
  return found;
}
