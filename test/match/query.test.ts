import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QueryError } from '../../src/errors.ts';
import { caret, formatQuery } from '../../src/match/query/format.ts';
import { parseQuery } from '../../src/match/query/parse.ts';

/** Why a query is refused, or null where it is read. Whatever is thrown beside a QueryError is passed on. */
function faultOf(query: string): QueryError | null {
  try {
    parseQuery(query);
    return null;
  } catch (error) {
    if (error instanceof QueryError) return error;
    throw error;
  }
}

describe('a query', () => {
  it.each([
    ['Kim Jong Un', 'Kim Jong Un'],
    ['"climate change"', '"climate change"'],
    ['“climate change”', '"climate change"'],
    ['kim AND putin', 'kim AND putin'],
    ['kim OR putin AND xi', 'kim OR putin AND xi'],
    ['(kim OR putin) AND xi', '(kim OR putin) AND xi'],
    ['((kim))', 'kim'],
    ['a1 AND (b1 AND c1)', 'a1 AND b1 AND c1'],
    ['kim -trump', 'kim AND NOT trump'],
    ['kim NOT trump', 'kim AND NOT trump'],
    ['kim AND NOT NOT trump', 'kim AND trump'],
    ['kim "north korea"', 'kim AND "north korea"'],
    ['nucl* AND test', 'nucl* AND test'],
    ['kim NEAR/8 putin', 'kim NEAR/8 putin'],
    ['kim NEAR putin', 'kim NEAR/5 putin'],
    ['title:"north korea" AND kim', 'title:"north korea" AND kim'],
    ['title:(kim OR putin)', 'title:kim OR title:putin'],
    ['text:missile', 'text:missile'],
    ['title: kim', 'title:kim'],
    ['SCO source:BBC', 'SCO AND source:BBC'],
    ['SCO AND lang:en AND is:image', 'SCO AND lang:en AND is:image'],
    ['author:"Reuters staff" SCO', 'author:"Reuters staff" AND SCO'],
    ['=SCO', '=SCO'],
    ['="Kim Jong Un"', '="Kim Jong Un"'],
    ['/F-?35[AB]?/', '/F-?35[AB]?/'],
    ['search and rescue', 'search and rescue'],
    ['9/11', '9/11'],
    ['HIV/AIDS', 'HIV/AIDS'],
    ['AT&T', 'AT&T'],
    ['C++', 'C++'],
    ['F-35', 'F-35'],
    ["Côte d'Ivoire", "Côte d'Ivoire"],
    ['金正恩 OR 김정은', '金正恩 OR 김정은'],
    ['Chapter 11: the end', 'Chapter 11: the end'],
    ['"AND"', '"AND"'],
  ])('%j is understood as %j', (query, meaning) => {
    expect(formatQuery(parseQuery(query))).toBe(meaning);
  });

  it.each<[string, string, number]>([
    ['', 'empty', 0],
    ['   ', 'empty', 3],
    ['kim AND (putin', 'unclosed "(" at 9', 8],
    ['kim)', 'unopened ")" at 4', 3],
    ['()', 'empty', 0],
    ['kim AND', 'AND at 5 has nothing to its right', 4],
    ['OR kim', 'OR at 1 has nothing to its left', 0],
    ['kim AND OR putin', 'AND at 5 has nothing to its right', 4],
    ['"climate change', 'quotation mark at 1 is not closed', 0],
    ['""', 'quotation marks at 1 are empty', 0],
    ['nu*', 'at least 3 letters', 0],
    ['kim AND !?', 'no letter or digit', 8],
    ['NOT kim', 'none of its words', 0],
    ['kim OR NOT putin', 'none of its words', 0],
    ['source:BBC', 'none of its words', 0],
    ['kim lang:english!', 'no language', 4],
    ['kim is:video', 'is:image is', 4],
    ['kim NEAR/99 putin', 'from 1 to 50', 4],
    ['(kim AND xi) NEAR/3 putin', 'joins two words', 13],
    ['title:', 'has nothing to look for', 0],
    ['/(unclosed/', 'no regular expression of RE2', 0],
    ['/a*/', 'found everywhere', 0],
    ['x '.repeat(260), 'at most 500', 500],
    [`${'('.repeat(11)}kim${')'.repeat(11)}`, 'more than 10 deep', 10],
    [Array.from({ length: 41 }, (_, n) => `w${n}`).join(' OR '), 'more than 40', 270],
  ])('%j is refused: %s', (query, reason, position) => {
    const fault = faultOf(query);
    expect(fault?.message).toContain(reason);
    expect(fault?.position).toBe(position);
  });

  it('is shown with a mark under its fault', () => {
    expect(caret(new QueryError('', 'kim AND (putin', 8))).toBe('kim AND (putin\n        ^');
  });
});

const word = fc.constantFrom('kim', 'Putin', 'SCO', 'F-35', 'and', '金正恩', 'U.S.', 'AT&T', 'test');
const scope = fc.constantFrom('', 'title:', 'text:');
const leaf = fc.oneof(
  fc.tuple(scope, word).map(([field, text]) => field + text),
  fc
    .tuple(scope, fc.array(word, { minLength: 1, maxLength: 3 }))
    .map(([field, words]) => `${field}"${words.join(' ')}"`),
  word.map((text) => `=${text}`),
  fc.constantFrom('nucl*', 'title:nucl*', '/F-?35/', 'kim NEAR/3 putin', 'source:BBC', 'lang:en', 'is:image'),
);
const { query } = fc.letrec<{ query: string }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc
      .tuple(tie('query'), fc.constantFrom(' AND ', ' OR ', ' '), tie('query'))
      .map(([a, by, b]) => `(${a})${by}(${b})`),
    tie('query').map((inner) => `NOT (${inner})`),
  ),
}));

describe('any query', () => {
  it('written out is read again as the same query', () => {
    fc.assert(
      fc.property(query, (text) => {
        fc.pre(faultOf(text) === null);
        const parsed = parseQuery(text);
        expect(parseQuery(formatQuery(parsed))).toEqual(parsed);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is read or refused with a QueryError whose place lies in it', () => {
    const pieces = '( ) " AND OR NOT - = * / title: is: NEAR/3 kim “ \\ 金 👍'.split(' ');
    const text = fc.array(fc.constantFrom(' ', ...pieces), { maxLength: 25 }).map((some) => some.join(''));
    fc.assert(
      fc.property(text, (typed) => {
        const position = faultOf(typed)?.position ?? 0;
        expect(position).toBeGreaterThanOrEqual(0);
        expect(position).toBeLessThanOrEqual(typed.length);
      }),
      { numRuns: 5_000 },
    );
  });
});
