import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { createAliasTable } from '../../src/match/aliases.ts';
import { createKeywordIndex } from '../../src/match/keyword-index.ts';
import { foldLiteral, requiredLiterals } from '../../src/match/required-literals.ts';

describe('a regular expression', () => {
  it.each<[string, string[]]>([
    ['Kim Jong', ['kim jong']],
    ['(?i)missile', ['missile']],
    ['nucle(ar|us)', ['nucle']],
    ['(Putin|Xi Jinping)', ['putin', 'xi jinping']],
    ['(?:summit|talks) in \\w+', ['summit', 'talks']],
    ['sanctions?', ['sanction']],
    ['ab+cdef', ['cdef']],
    ['\\bKim\\b', ['kim']],
    ['F-?(16|35)', []],
    ['[A-Z]{3}', []],
    ['Kim|[0-9]+', []],
    ['(Kim )?Jong Un', ['jong un']],
    ['(Kim )+Un', ['kim ']],
    ['Tu\\-160\\.', ['tu-160.']],
    ['[[:alpha:]]ernel[]x]', ['ernel']],
    ['x{0,3}yyy{2}z', ['yyy']],
    ['\\x{41}bc', []],
    ['\\Qa.b\\E', []],
    ['(?i)Müller', ['ller']],
    ['Müller', ['müller']],
    ['金正恩', ['金正恩']],
    ['(?P<who>Putin) said', ['putin']],
    ['👍👍', ['👍👍']],
  ])('%s asks for %j', (source, literals) => {
    expect(requiredLiterals(source)).toEqual(literals);
  });

  const piece = fc.constantFrom(
    'a',
    'b',
    'abc',
    'K',
    'kelvin',
    's',
    '\u017f',
    '\u212a',
    'é',
    '金',
    '👍',
    '.',
    '\\.',
    '\\d',
    '\\b',
    '^',
    '$',
    '[a-c]',
    '[^]a]',
    '[]b]',
    '(?i)',
    '(?s)',
    '\\pL',
    '\\x41',
    '\\x{62}',
    '{',
    'b{',
    'abcd{2}',
    'abc{0,2}',
    'ab{1}',
    '-',
    ' ',
  );
  const { expression } = fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      { arbitrary: piece, weight: 3 },
      fc.array(tie('expression'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
      fc
        .tuple(tie('expression'), fc.constantFrom('', '?', '*', '+', '+?', '{2}', '{0,1}', '{1,}'))
        .map(([inner, times]) => `(?:${inner})${times}`),
      fc.tuple(tie('expression'), tie('expression')).map(([one, other]) => `(${one}|${other})`),
    ),
  }));
  const text = fc
    .array(
      fc.constantFrom(
        'a',
        'b',
        'abc',
        'ABC',
        'Kelvin',
        'k',
        'S',
        's',
        '\u017f',
        '\u212a',
        'É',
        'é',
        '金',
        '👍',
        '.',
        '1',
        '{',
        '-',
        ' ',
        '\n',
      ),
      { maxLength: 14 },
    )
    .map((parts) => parts.join(''));

  const isAccepted = (source: string): boolean => {
    try {
      RE2JS.compile(source);
      return true;
    } catch {
      return false;
    }
  };

  it('is found in no text that has none of the literals it asks for', () => {
    fc.assert(
      fc.property(expression, fc.array(text, { minLength: 20, maxLength: 20 }), (source, texts) => {
        if (!isAccepted(source)) return;
        const literals = requiredLiterals(source);
        if (literals.length === 0) return;
        const regex = RE2JS.compile(source);
        const missed = texts.filter(
          (one) =>
            regex.matcher(one).find() && !literals.some((literal) => foldLiteral(one).includes(literal)),
        );
        expect(missed).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('regular expressions alone', () => {
  const source = fc.constantFrom(
    'Kim',
    '(?i)missile',
    'test(s|ed)',
    'Xi|Modi',
    '[0-9]{2}',
    'Un+ified',
    '(?i)KIM',
    'summit .* talks',
  );
  const query = fc
    .tuple(source, fc.constantFrom('', ' OR seoul', ' AND kim', ' -tokyo'), fc.constantFrom('', 'title:'))
    .map(([one, rest, field]) => `${field}/${one}/${rest}`);
  const text = fc
    .array(
      fc.constantFrom(
        'Kim',
        'kim',
        'MISSILES',
        'tested',
        'Xi',
        'Modi',
        '42',
        'summit',
        'talks',
        'Seoul',
        'Tokyo',
        'Unnified',
      ),
      {
        maxLength: 8,
      },
    )
    .map((words) => words.join(' '));

  it('find among others, that come and go, what RE2 finds', () => {
    const aliases = createAliasTable([]);
    fc.assert(
      fc.property(
        fc.uniqueArray(query, { maxLength: 8 }),
        fc.uniqueArray(query, { maxLength: 8 }),
        text,
        text,
        (stay, go, title, body) => {
          const index = createKeywordIndex({ aliases });
          const entry = (keyword: string, owner: string) => ({ keyword, aliases: [], owner });
          for (const keyword of go) index.add(entry(keyword, 'gone'));
          for (const keyword of stay) index.add(entry(keyword, 'stays'));
          for (const keyword of go) index.remove(entry(keyword, 'gone'));
          const expected = stay.filter((keyword) => {
            const expression = /^(title:)?\/(.*)\/(.*)$/.exec(keyword);
            const where = [title, ...(expression?.[1] === undefined ? [body] : [])];
            const isFound = where.some((one) =>
              RE2JS.compile(expression?.[2] ?? '')
                .matcher(one)
                .find(),
            );
            const [hasKim, hasSeoul, hasTokyo] = ['kim', 'seoul', 'tokyo'].map((word) =>
              `${title} ${body}`.toLowerCase().split(' ').includes(word),
            );
            const rest = expression?.[3];
            if (rest === ' OR seoul') return isFound || hasSeoul;
            if (rest === ' AND kim') return isFound && hasKim;
            if (rest === ' -tokyo') return isFound && hasTokyo !== true;
            return isFound;
          });
          expect(
            index
              .search({ title, text: body })
              .map(({ keyword }) => keyword)
              .toSorted(),
          ).toEqual(expected.toSorted());
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
