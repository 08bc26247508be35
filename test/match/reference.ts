import { readsAsAcronym } from '../../src/match/acronyms.ts';
import { mayBegin, mayEnd } from '../../src/match/boundaries.ts';
import type { Searchable } from '../../src/match/match.ts';
import { type Pattern, type PatternWord, patternsOf } from '../../src/match/patterns.ts';
import type { Query, Term } from '../../src/match/query/ast.ts';
import { canonicalSpelling, singularOf } from '../../src/match/spelling.ts';
import { createTokenBuffer, Flag } from '../../src/match/token-buffer.ts';
import { tokenizeInto } from '../../src/match/tokenize.ts';
import { type Token, tokenize } from '../../src/match/tokens.ts';

interface Place {
  readonly first: number;
  readonly after: number;
  readonly start: number;
  readonly end: number;
}

/** How many words of the text, from one on, a pattern's word may stand for. */
function lengths(word: PatternWord, tokens: readonly Token[], at: number): number[] {
  const found: number[] = [];
  const token = tokens[at];
  if (token === undefined) return [];
  const says = (text: string, kind: PatternWord['kind']): boolean => {
    const canonical = canonicalSpelling(text);
    return kind === 'inflected' ? singularOf(canonical) === word.text : canonical === word.text;
  };
  const has = (one: Token | undefined, flag: number): boolean => ((one?.flags ?? 0) & flag) !== 0;
  if (word.kind === 'acronym') {
    if (token.text === word.text && readsAsAcronym(token.flags, token.text.length, () => token.text))
      found.push(1);
  } else if (word.kind === 'prefix') {
    if (has(token, Flag.letters) && token.text.startsWith(word.text)) found.push(1);
  } else if (word.kind === 'syllable') {
    if (has(token, Flag.glued) && has(token, Flag.hangul) && token.text === word.text) found.push(1);
  } else if (word.kind === 'joined') {
    const next = tokens[at + 1];
    const isName = (one: Token | undefined) => has(one, Flag.firstUpper) && !has(one, Flag.allUpper);
    if (isName(token) && isName(next) && has(next, Flag.spaced) && token.text + next?.text === word.text)
      found.push(2);
  } else {
    if (says(token.text, word.kind)) found.push(1);
    let joined = token.text;
    for (let length = 2; length <= 3; length += 1) {
      const part = tokens[at + length - 1];
      if (!has(token, Flag.letters) || !has(part, Flag.letters) || !has(part, Flag.hyphenated)) break;
      joined += part?.text ?? '';
      if (says(joined, word.kind)) found.push(length);
    }
  }
  return found;
}

/** Every end of a pattern that begins at a word. */
function ends(pattern: Pattern, tokens: readonly Token[], at: number): number[] {
  const [word, ...rest] = pattern;
  if (word === undefined) return [at];
  return lengths(word, tokens, at).flatMap((length) => {
    const after = at + length;
    const next = tokens[after];
    if (rest.length > 0 && ((next?.flags ?? 0) & Flag.afterBreak) !== 0) return [];
    return ends(rest, tokens, after);
  });
}

function placesOf({ text: spelling, mode }: Term, text: string): Place[] {
  const tokens = tokenize(text);
  const buffer = createTokenBuffer();
  tokenizeInto(text, buffer);
  const places: Place[] = [];
  for (const pattern of patternsOf(spelling, { mode })) {
    for (const [first, token] of tokens.entries()) {
      if (!mayBegin(buffer, first)) continue;
      for (const after of ends(pattern, tokens, first)) {
        if (!mayEnd(buffer, first, after)) continue;
        const [start, end] = [token.start, tokens[after - 1]?.end ?? 0];
        if (mode !== 'exact' || text.slice(start, end) === spelling)
          places.push({ first, after, start, end });
      }
    }
  }
  return places;
}

/** Whether an item satisfies a query: no index, every pattern tried at every word. Aliases and expressions left out. */
export function satisfies(query: Query, item: Searchable): boolean {
  const fieldsOf = (term: Term): ('title' | 'text')[] =>
    term.scope === null ? ['title', 'text'] : [term.scope];
  switch (query.type) {
    case 'term':
      return fieldsOf(query).some((field) => placesOf(query, item[field]).length > 0);
    case 'near':
      return fieldsOf(query.left).some(
        (field) =>
          fieldsOf(query.right).includes(field) &&
          placesOf(query.left, item[field]).some((left) =>
            placesOf(query.right, item[field]).some(
              (right) =>
                (left.after <= right.first && right.first - left.after < query.distance) ||
                (right.after <= left.first && left.first - right.after < query.distance),
            ),
          ),
      );
    case 'and':
      return query.of.every((part) => satisfies(part, item));
    case 'or':
      return query.of.some((part) => satisfies(part, item));
    case 'not':
      return !satisfies(query.of, item);
    case 'attribute':
      return query.name === 'lang' && item.lang === query.value;
    case 'regex':
      throw new Error('left out');
  }
}
