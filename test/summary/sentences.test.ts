import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSentences } from '../../src/summary/sentences.ts';

const golden: readonly (readonly string[])[] = [
  ['Hello World.', 'My name is Kim.'],
  ['What is your name?', 'It is Kim.'],
  ['There it is!', 'I found it.'],
  ['J. D. Vance met Gen. Smith.', 'They talked.'],
  ['Gov. Gavin Newsom spoke.', 'Sen. Graham did not.'],
  ['Mr. Kim and Mrs. Lee met Dr. Park at St. Mary.', 'They left.'],
  ['The U.S. economy grew 3.5 percent.', 'It was fast.'],
  ['He lives in the U.S.', 'The rest left.'],
  ['The U.N. Security Council met.', 'U.S. President Donald Trump spoke.'],
  ['At 5 p.m. on Monday it ended.', 'People went home.'],
  ['“We won!” he said.', 'Then he left.'],
  ['“Is it over?” she asked.', 'Nobody knew.'],
  ['He said: "I am done."', 'She agreed.'],
  ['No. 5 is alive.', 'Nos. 6 and 7 are not.'],
  ['It cost $3.50.', 'He paid 1,000.25 euros.'],
  ['Apple Inc. rose.', 'Google Ltd. fell 3%.'],
  ['He moved to Washington, D.C. on Friday.', 'She stayed.'],
  ['See e.g. the report.', 'Next one.'],
  ['Smith vs. Jones Corp. was decided on Jan. 5.', 'An appeal follows.'],
  ['Wait… what?', 'All right.'],
  ['The talks ... went on.', 'They ended.'],
  ['金正恩抵达北京。', '他将参加阅兵！', '好吗？'],
  ['首相は訪問した。', '会談は続く。'],
  ['김정은이 도착했다.', '회담이 열린다.'],
  ['यह पहला वाक्य है।', 'यह दूसरा वाक्य है।'],
  ['ذهب الوفد إلى الصين؟', 'نعم ذهب.'],
  ['Он приехал в Пекин.', 'Встреча прошла в 2025 г. в Тяньцзине.'],
  ['Er traf z.B. Dr. Müller.', 'Danach ging er.'],
  ['M. Macron a parlé.', 'Il est parti.'],
  ['La Sra. López llegó.', 'Habló poco.'],
];

describe('splitSentences', () => {
  it.each(golden.map((sentences) => [sentences]))('cuts into %j', (sentences) => {
    const text = sentences.join(' ');
    expect(splitSentences(text).map(({ start, end }) => text.slice(start, end))).toEqual(sentences);
  });

  it('ends a sentence at every line break', () => {
    const text = 'A heading\n\nThe first sentence.\nThe second one';
    expect(splitSentences(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'A heading',
      'The first sentence.',
      'The second one',
    ]);
  });

  it('takes any text as the language of a feed', () => {
    expect(splitSentences('One. Two.', 'not a language')).toHaveLength(2);
  });

  it('loses nothing but white space, in order, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'B', '. ', 'U.S.', '"', '\n', '。', '… ', '1', ' ') }),
        (text) => {
          const joined = splitSentences(text)
            .map(({ start, end }) => text.slice(start, end))
            .join('');
          expect(joined.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        },
      ),
    );
  });
});
