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

/** A word with how it was written. */
export interface CasedWord {
  /** As `plainWords` has it, but numbers in one piece: "1400" of "1,400", "7p6" of "7.6" and "7,6". */
  readonly word: string;
  readonly isCapitalised: boolean;
  /** All letters are capitals, and there are two at least. */
  readonly isAcronym: boolean;
  /** Whether it is the first of a sentence, or stands behind a mark at which one may start. */
  readonly isFirst: boolean;
  /** What share of a name it is, 0 to 1, where the name is known to be of several words. */
  readonly part: number;
}

const thousands = /(?<=\d)[.,](?=\d{3}(?!\d))|(?<=(?<!\d)\d{1,3})[ \u00a0\u202f](?=\d{3}(?!\d))/g;
const decimals = /(?<=\d)[.,](?=\d)/g;
const cased = new RegExp(`(?<start>[.!?:;–—|"“”«»„]\\s*|^\\s*)?(?<word>${word.source})`, 'gu');
const notAscii = /[^\0-\x7f]/;

/** The words of a text for finding out what it is about: spellings are equal, but it is kept what looked like a name. */
export function casedWords(text: string): CasedWord[] {
  const plain = notAscii.test(text) ? text.normalize('NFKD').replace(accents, '').normalize('NFC') : text;
  const folded = plain
    .replace(thousands, '')
    .replace(decimals, 'p')
    .replace(possessive, '')
    .replace(apostrophes, '')
    .replace(dottedLetters, (letters) => letters.replaceAll('.', ''));
  return [...folded.matchAll(cased)].map(({ groups }) => {
    const written = groups?.word ?? '';
    const lower = written.toLowerCase();
    const isCapitalised = written.charAt(0) !== lower.charAt(0);
    return {
      word: lower,
      isCapitalised,
      isAcronym: isCapitalised && written.length > 1 && written === written.toUpperCase(),
      isFirst: groups?.start !== undefined,
      part: 1,
    };
  });
}

/** How many words of a text are characters of scripts without spaces. */
export const spacelessCount = (words: readonly string[]): number =>
  words.reduce((count, one) => count + (spaceless.test(one) ? 1 : 0), 0);
