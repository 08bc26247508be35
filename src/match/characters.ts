/** What a character does to the words around it. */
export type CharacterClass =
  | 'letter'
  | 'digit'
  /** Stands alone as a word: scripts that write no spaces between words. */
  | 'ideograph'
  /** Is part of what stands before it, or of nothing: combining marks, zero-width characters, soft hyphens. */
  | 'ignored'
  | 'apostrophe'
  | 'hyphen'
  | 'dot'
  | 'other';

/** A character as it is compared: its class and its folded form. */
export interface Folded {
  readonly class: CharacterClass;
  readonly text: string;
}

/** Letters that Unicode does not decompose, as they are written without their stroke or ligature. */
const undecomposed: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
  ə: 'a',
  ς: 'σ',
  // Russian print writes ё as е; Arabic print leaves out hamza, and Persian and Urdu have letters of their own for two.
  ё: 'е',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
};

/** Scripts whose accents do not make another letter: they are folded. In others (Cyrillic й, kana が) they do. */
const accentFolding = /[\p{Script=Latin}\p{Script=Greek}]/u;
const marks = /\p{M}/gu;
/** Arabic vowel signs and tatweel: they are written or left out as one likes. */
const arabicOptional = /[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/u;
const invisible = /[\p{Cf}\p{M}]/u;
const apostrophes = /['\u2018\u2019\u201b\u02bc\u02b9\u2032\uff07`\u00b4]/u;
const hyphens = /[\p{Pd}\u2212\u00ad]/u;
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function classOf(character: string): CharacterClass {
  if (character === '\u00ad') return 'ignored';
  if (arabicOptional.test(character)) return 'ignored';
  // Vowel signs of scripts without spaces are part of the word; elsewhere a mark belongs to the letter before it.
  if (spaceless.test(character) && /[\p{L}\p{M}\p{N}]/u.test(character)) return 'ideograph';
  if (character === '\u30fc') return 'ideograph';
  if (invisible.test(character)) return 'ignored';
  if (/\p{L}/u.test(character)) return 'letter';
  if (/\p{N}/u.test(character)) return 'digit';
  if (apostrophes.test(character)) return 'apostrophe';
  if (hyphens.test(character)) return 'hyphen';
  return character === '.' || character === '\uff0e' ? 'dot' : 'other';
}

function foldText(character: string): string {
  const lower = character.normalize('NFKC').toLowerCase();
  const known = undecomposed[lower];
  if (known !== undefined) return known;
  if (!accentFolding.test(lower)) return lower;
  const bare = lower.normalize('NFKD').replace(marks, '');
  return undecomposed[bare] ?? bare;
}

const folded = new Map<string, Folded>();

/**
 * Folds one character (a code point): compatibility forms unified (NFKC, Unicode Standard Annex 15), case and, for
 * Latin and Greek, accents dropped. The answers are kept: texts use few different characters.
 */
export function fold(character: string): Folded {
  const known = folded.get(character);
  if (known !== undefined) return known;
  const made = { class: classOf(character), text: foldText(character) };
  folded.set(character, made);
  return made;
}
