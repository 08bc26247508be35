const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const word = new RegExp(`${spaceless.source}|(?:(?!${spaceless.source})[\\p{L}\\p{M}\\p{N}])+`, 'gu');

/** Accents, and the vowel signs that Arabic and Hebrew print may leave out. */
const accents = /[\u0300-\u036f\u064b-\u065f\u0670\u0591-\u05c7]/g;
const possessive = /['’ʼ]s(?!\p{L})/gu;
const apostrophes = /['’‘ʼ`´]/g;
/** "U.S." is written "US" too. */
const dottedLetters = /(?<![\p{L}\p{N}])(?:\p{L}\.){2,}/gu;

/**
 * The words of a text in a form in which spellings of it are equal: case, width, accents, punctuation and emoji off.
 * A character of a script without spaces is a word. The store keeps what comes out of this: another form would tell
 * running stories a second time.
 */
export function plainWords(text: string): string[] {
  const folded = text
    .normalize('NFKD')
    .replace(accents, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(possessive, '')
    .replace(apostrophes, '')
    .replace(dottedLetters, (letters) => letters.replaceAll('.', ''));
  return folded.match(word) ?? [];
}

/** How many words of a text are characters of scripts without spaces. */
export const spacelessCount = (words: readonly string[]): number =>
  words.reduce((count, one) => count + (spaceless.test(one) ? 1 : 0), 0);
