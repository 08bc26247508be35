import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QueryError } from '../../src/errors.ts';
import { createAliasTable } from '../../src/match/aliases.ts';
import { createKeywordIndex } from '../../src/match/keyword-index.ts';
import { parseQuery } from '../../src/match/query/parse.ts';
import { satisfies } from './reference.ts';

const aliases = createAliasTable([]);

const words =
  'kim Kim KIM jong Jong Un UN U.N. us US tariff tariffs organisation organizations SCO Sco F-35 F35 co-op coop Jongun ' +
  'Jong-un 金 正恩 金正恩 북한 북한이 남북한 한 G-7 7 nuclear nuclei l’ONU ONU Kim’s the';
const word = fc.constantFrom(...words.split(' '));
const joint = fc.constantFrom(' ', ' ', ' ', '-', ', ', '! ', '', '\n\n');
const text = fc
  .array(fc.tuple(word, joint), { maxLength: 20 })
  .map((parts) => parts.map(([one, after]) => one + after).join(''));
const item = fc.record({ title: text, text, lang: fc.constantFrom('en', 'fr', null) });

const phrase = fc.array(word, { minLength: 1, maxLength: 3 }).map((some) => some.join(' '));
const leaf = fc.oneof(
  { arbitrary: phrase, weight: 4 },
  phrase.map((some) => `"${some}"`),
  word.map((one) => `=${one}`),
  fc.tuple(fc.constantFrom('title', 'text'), phrase).map(([field, some]) => `${field}:"${some}"`),
  fc.tuple(word, fc.integer({ min: 1, max: 6 }), word).map(([a, n, b]) => `"${a}" NEAR/${n} "${b}"`),
  fc.constantFrom('nucl*', 'tari*', 'org*', 'lang:en'),
);
const { query } = fc.letrec<{ query: string }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { arbitrary: leaf, weight: 3 },
    fc
      .tuple(tie('query'), fc.constantFrom(' AND ', ' OR ', ' AND NOT '), tie('query'))
      .map(([a, by, b]) => `(${a})${by}(${b})`),
  ),
}));

function isReadable(keyword: string): boolean {
  try {
    parseQuery(keyword);
    return true;
  } catch (error) {
    if (error instanceof QueryError) return false;
    throw error;
  }
}

const readable = fc.array(query.filter(isReadable), { minLength: 1, maxLength: 15 });

describe('the percolator', { timeout: 120_000 }, () => {
  it('finds what a slow and obvious matcher finds, query by query, item after item', () => {
    fc.assert(
      fc.property(readable, fc.array(item, { minLength: 1, maxLength: 4 }), (keywords, items) => {
        const index = createKeywordIndex({ aliases });
        for (const keyword of keywords) index.add({ keyword, aliases: [], owner: 'o' });
        for (const one of items) {
          const found = new Set(index.search(one).map(({ keyword }) => keyword));
          for (const keyword of keywords) {
            expect([keyword, found.has(keyword)]).toEqual([keyword, satisfies(parseQuery(keyword), one)]);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it('gives places that hold what they say, in order, none inside another', () => {
    fc.assert(
      fc.property(readable, item, (keywords, one) => {
        const index = createKeywordIndex({ aliases });
        for (const keyword of keywords) index.add({ keyword, aliases: [], owner: 'o' });
        const faults = index.search(one).flatMap(({ matches }) =>
          matches.filter((match, at) => {
            const before = matches[at - 1];
            const isInOrder =
              before === undefined ||
              (before.field === match.field ? match.end > before.end : before.field === 'title');
            return !isInOrder || one[match.field].slice(match.start, match.end) !== match.text;
          }),
        );
        expect(faults).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('finds the same whatever came and went before', () => {
    const change = fc.tuple(query.filter(isReadable), fc.boolean());
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 25 }),
        fc.array(item, { minLength: 1, maxLength: 3 }),
        (changes, items) => {
          const index = createKeywordIndex({ aliases });
          const left: string[] = [];
          for (const [keyword, stays] of changes) {
            index.add({ keyword, aliases: [], owner: 'o' });
            for (const one of items) index.search(one);
            if (stays) left.push(keyword);
            else index.remove({ keyword, aliases: [], owner: 'o' });
          }
          const fresh = createKeywordIndex({ aliases });
          for (const keyword of left) fresh.add({ keyword, aliases: [], owner: 'o' });
          const hitsOf = (of: typeof index) => (one: (typeof items)[number]) =>
            of.search(one).toSorted((a, b) => a.keyword.localeCompare(b.keyword));
          expect(items.map(hitsOf(index))).toEqual(items.map(hitsOf(fresh)));
          expect(index.size).toBe(left.length);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('throws nothing but query errors at whatever is typed, and what it takes it can search', () => {
    const pieces =
      '( ) ( ) " “ AND OR NOT - = * / title: text: source: lang:en is:image NEAR/3 kim nucl* putin SCO 金 ก \u0301 👍 \\ .'.split(
        ' ',
      );
    const typed = fc
      .array(fc.constantFrom(' ', ' ', ...pieces), { maxLength: 16 })
      .map((some) => some.join(''));
    const index = createKeywordIndex({ aliases });
    const sample = { title: 'Kim and Putin: nuclear SCO 金', text: 'A text (with) "signs" = * / kim putin' };
    let run = 0;
    const isTaken = (keyword: string): boolean => {
      if (!isReadable(keyword)) return false;
      const entry = { keyword, aliases: [], owner: 'o' };
      index.add(entry);
      run += 1;
      if (run % 20 === 0) index.search(sample);
      if (run % 2 === 0) index.remove(entry);
      return true;
    };
    fc.assert(
      fc.property(fc.oneof(typed, fc.string({ unit: 'binary', maxLength: 30 })), (keyword) => {
        expect(() => isTaken(keyword)).not.toThrow();
      }),
      { numRuns: 100_000 },
    );
  });
});
