import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSentences } from '../../src/summary/sentences.ts';
import { goldenSentences, spaceless } from './golden-sentences.ts';

const split = (text: string, lang?: string | null) =>
  splitSentences(text, lang).map(({ start, end }) => text.slice(start, end));

describe('splitSentences', () => {
  for (const [lang, texts] of Object.entries(goldenSentences)) {
    it.each(texts)(`keeps whole (${lang}): %s`, (...sentences) => {
      expect(split(sentences.join(spaceless.has(lang) ? '' : ' '), lang)).toEqual(sentences);
    });
  }

  it('needs to know the language for few of them', () => {
    const all = Object.entries(goldenSentences).flatMap(([lang, texts]) =>
      texts.map((sentences) => ({ sentences, text: sentences.join(spaceless.has(lang) ? '' : ' ') })),
    );
    const right = all.filter(({ sentences, text }) => split(text).join('\n') === sentences.join('\n'));
    expect(right.length / all.length).toBeGreaterThan(0.95);
  });

  it.each([
    ['where a feed lost the space between paragraphs', 'Kim said little.The ministry confirmed it.', 2],
    [
      'not inside addresses and names of sites',
      'Amazon.com, Node.js and https://example.org/a?b=C.d agree.',
      1,
    ],
    ['at a blank line without a full stop', 'A heading\n\nKim left Pyongyang on Monday', 2],
    ['at the lines of a list', 'Kim Jong Un\nVladimir Putin\nXi Jinping', 3],
    ['after a sentence that starts with a small letter', 'Apple lost. iPhone sales fell by a tenth.', 2],
    ['before a number', 'The vote came late. 12 people abstained.', 2],
    ['after an ellipsis before a capital', 'He waited… Nobody came.', 2],
    ['not at spaced full stops in a sentence', 'He waited . . . and waited.', 1],
  ])('ends sentences %s', (_, text, count) => {
    expect(split(text)).toHaveLength(count);
  });

  it('reads a paragraph that was wrapped at a width as one', () => {
    const text =
      'North Korean leader Kim Jong Un left Pyongyang for Beijing on\nMonday aboard his special train to attend a military parade\nmarking the end of World War II. Xi Jinping will host\nhim.';
    expect(split(text)).toEqual([
      'North Korean leader Kim Jong Un left Pyongyang for Beijing on\nMonday aboard his special train to attend a military parade\nmarking the end of World War II.',
      'Xi Jinping will host\nhim.',
    ]);
  });

  it('cuts Thai, which writes no full stops, at spaces into pieces of about a sentence', () => {
    const clause = 'ผู้นำเกาหลีเหนือเดินทางถึงกรุงปักกิ่งเพื่อร่วมพิธีสวนสนามครบรอบแปดสิบปีสงครามโลกครั้งที่สอง';
    expect(split([clause, clause, clause].join(' '), 'th')).toEqual([clause, clause, clause]);
  });

  it.each([undefined, null, '', 'xx', 'en_US', 'not a language', 'constructor', '__proto__'])(
    'takes any language: %s',
    (lang) => {
      expect(split('Mr. Kim left. He rode.', lang)).toEqual(['Mr. Kim left.', 'He rode.']);
    },
  );

  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        '. ',
        '.',
        '? ',
        '! ',
        '… ',
        '...',
        '。',
        '\n',
        '\n\n',
        '"',
        '” ',
        ' »',
        'U.S. ',
        'Mr. ',
        '3. ',
        ' ',
      ),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    ),
    { maxLength: 60 },
  );

  it('gives ranges in order that do not overlap, hold no space at their ends and leave only space out', () => {
    fc.assert(
      fc.property(pieces, fc.constantFrom('en', 'de', 'zh', null), (parts, lang) => {
        const text = parts.join('');
        let at = 0;
        for (const { start, end } of splitSentences(text, lang)) {
          expect(text.slice(at, start).trim()).toBe('');
          const sentence = text.slice(start, end);
          expect(sentence).toBe(sentence.trim());
          expect(sentence).not.toBe('');
          at = end;
        }
        expect(text.slice(at).trim()).toBe('');
      }),
    );
  });
});

describe('long texts', () => {
  it.each([
    ['one line', 'word '.repeat(200_000)],
    ['one word', 'x'.repeat(1_000_000)],
    ['line breaks', 'a\n'.repeat(300_000)],
    ['full stops', '. '.repeat(300_000)],
    ['quotations', '« a. » '.repeat(100_000)],
    ['abbreviations', 'U.S. '.repeat(100_000)],
  ])('are read in time that grows with their length: %s', (_, text) => {
    expect(splitSentences(text).length).toBeGreaterThan(0);
  });
});
