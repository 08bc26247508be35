import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutAtWord, firstSentence, languageTag, plainLine, plainTitle } from '../../src/feeds/plain.ts';

describe('plainTitle', () => {
  it('is one line without control characters, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (title) => {
        const plain = plainTitle(title);
        expect(plain).toBe(plain.trim());
        expect(plain).not.toMatch(/\p{Cc}|\p{Zl}|\p{Zp}|\u200B|\uFEFF/u);
        expect(plain.isWellFormed()).toBe(true);
      }),
    );
  });

  it('leaves plain titles as they are', () => {
    const words = fc.array(fc.stringMatching(/^[\p{L}\p{N}'’",.:;!?()-]+$/u), { minLength: 1 });
    fc.assert(
      fc.property(words, (list) => {
        const title = list.join(' ');
        expect(plainTitle(title)).toBe(title);
      }),
    );
  });
});

describe('plainLine', () => {
  it.each([
    ['a\nb\r\n c\u2028d\u0085e', 'a b c d e'],
    ['a\u0000b\u001Bc\u007Fd\u009Fe', 'abcde'],
    ['\uD800lone', '\uFFFDlone'],
    ['🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️', '🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️'],
  ])('%j', (text, expected) => {
    expect(plainLine(text)).toBe(expected);
  });
});

describe('firstSentence', () => {
  it.each([
    ['One sentence. Another.', 'One sentence.'],
    ['Mr. Smith met Gen. Lee. Then he left.', 'Mr. Smith met Gen. Lee.'],
    ['The U.S. Senate voted. It passed.', 'The U.S. Senate voted.'],
    ['No end here', 'No end here'],
    ['First paragraph\n\nSecond.', 'First paragraph'],
    ['', ''],
  ])('of %j', (text, expected) => {
    expect(firstSentence(text, 120)).toBe(expected);
  });
});

describe('cutAtWord', () => {
  it.each([
    ['short', 10, 'short'],
    ['one two three', 9, 'one two…'],
    ['one two, three', 10, 'one two…'],
    ['金正恩抵达北京', 5, '金正恩抵…'],
    ['unbreakable', 5, 'unbr…'],
  ])('%s to %i', (text, length, expected) => {
    expect(cutAtWord(text, length)).toBe(expected);
  });

  it('never exceeds the length or cuts a character in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 50 }), (text, length) => {
        const cut = cutAtWord(text, length);
        expect(cut.length).toBeLessThanOrEqual(length);
        expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('languageTag', () => {
  it.each([
    ['en', 'en'],
    ['EN-us', 'en-US'],
    ['zh_hant_tw', 'zh-Hant-TW'],
    [' de ', 'de'],
    ['English', null],
    ['sr-Latn', 'sr-Latn'],
    ['fil', 'fil'],
    ['e', null],
    ['en, fr', null],
    ['', null],
    [null, null],
  ])('%j is %j', (value, expected) => {
    expect(languageTag(value)).toBe(expected);
  });
});
