import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadArticles } from '../../bench/summary/corpus.ts';
import { isFaithful } from '../../src/summary/faithful.ts';
import { summarise } from '../../src/summary/summarise.ts';

const source = `Air India jet crashes in Ahmedabad
An Air India Boeing 787 bound for London crashed into a medical college less than a minute after take-off from Ahmedabad on Thursday, killing all but one of the 242 people on board. At least nineteen people died on the ground. Tata Group promised ten million rupees to each family. The airline said it was "deeply saddened" by the loss. It lost 26,000 dollars.`;

describe('isFaithful', () => {
  it.each([
    'An Air India plane headed for London came down in Ahmedabad on Thursday. One of 242 aboard survived.',
    'A jet of Air India hit a college in Ahmedabad; 19 people died there. Tata Group promised 10 million rupees a family.',
    'Air India\'s Boeing 787 crashed in Ahmedabad, and the airline is "deeply saddened".',
    'It cost Air India 26000 dollars, the airline said after the crash in Ahmedabad.',
  ])('trusts what the text has: %s', (summary) => {
    expect(isFaithful(summary, source)).toBe(true);
  });

  it.each([
    ['a name', 'An Air India plane crashed in Mumbai on Thursday, killing many on board.'],
    ['a name at the start of a sentence', 'Modi visited the place where the plane of Air India crashed.'],
    ['a name put together of two', 'The crash of a Tata India plane killed many people on board.'],
    ['a number', 'An Air India plane crashed in Ahmedabad, killing all but one of 241 people on board.'],
    ['a number in a word', 'An Air India plane crashed in Ahmedabad and five people on board survived.'],
    [
      'a number of another size',
      'It cost Air India 26.5 dollars, the airline said after the crash in Ahmedabad.',
    ],
    ['a quantity', 'An Air India plane crashed in Ahmedabad, killing hundreds of people on board.'],
    ['a quotation', 'The airline Air India was "shocked and speechless" after the crash in Ahmedabad.'],
    ['a denial', 'An Air India plane did not crash in Ahmedabad on Thursday, the airline said.'],
    ['a link', 'An Air India plane crashed, see https://evil.example for more on Air India.'],
    ['a mention', 'An Air India plane crashed in Ahmedabad on Thursday, @everyone should know.'],
    ['markup', '**An Air India plane crashed in Ahmedabad on Thursday, killing many.**'],
    ['talk of itself', 'Here is a summary: An Air India plane crashed in Ahmedabad on Thursday.'],
    ['a list', '- An Air India plane crashed in Ahmedabad on Thursday.'],
    ['several lines', 'An Air India plane crashed in Ahmedabad.\nIt was bound for London on Thursday.'],
    ['no end', 'An Air India plane crashed in Ahmedabad on Thursday and then'],
    ['too little', 'It crashed.'],
    ['nothing', ''],
    ['too much', `${'An Air India plane crashed in Ahmedabad and '.repeat(10)}more.`],
    [
      'too many sentences',
      'It crashed. It was bound for London. All but one died. Tata Group promised money.',
    ],
  ])('does not trust a summary with %s', (_, summary) => {
    expect(isFaithful(summary, source)).toBe(false);
  });

  it.each([
    [
      '金正恩抵达北京参加阅兵。这是他两年来首次出国，韩国密切关注此次访问。',
      '金正恩抵达北京，韩国密切关注此次访问。',
      true,
    ],
    [
      '金正恩抵达北京参加阅兵。这是他两年来首次出国，韩国密切关注此次访问。',
      '普京抵达北京参加阅兵，这是他两年来首次出国。',
      false,
    ],
  ])('looks for every word in languages without capitals', (text, summary, trusted) => {
    expect(isFaithful(summary, text)).toBe(trusted);
  });

  it('trusts sentences that were taken from the text itself, nearly always', () => {
    const articles = loadArticles().filter(({ style }) => style === 'wire');
    const trusted = articles.filter(({ input }) =>
      isFaithful(summarise(input).text, `${input.title}\n${input.text}`),
    );
    expect(trusted.length / articles.length).toBeGreaterThan(0.9);
  });

  it('takes anything, and trusts no number or name that was put in', () => {
    const good = 'An Air India plane headed for London came down in Ahmedabad on Thursday.';
    const words = good.split(' ');
    const put = (word: string, at: number) =>
      words.toSpliced(1 + (at % (words.length - 1)), 0, word).join(' ');
    fc.assert(
      fc.property(fc.integer({ min: 27_000 }), fc.nat(), (number, at) => {
        expect(isFaithful(put(String(number), at), source)).toBe(false);
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z][a-z]{3,9}Q$/), fc.nat(), (name, at) => {
        expect(isFaithful(put(name, at), source)).toBe(false);
      }),
    );
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.string({ unit: 'grapheme' }),
        (a, b) => {
          expect(typeof isFaithful(a, b)).toBe('boolean');
        },
      ),
    );
  });
});
