/** What a character does to the words around it. Numbers, because the tokenizer asks once for every character. */
export const Kind = {
  unknown: 0,
  /** Half of a character outside the Basic Multilingual Plane: its pair says what it is. */
  half: 1,
  letter: 2,
  digit: 3,
  /** A word of its own: scripts that write no spaces between words. */
  ideograph: 4,
  /** A combining mark that may make another letter of the one before it. */
  mark: 5,
  /** Zero-width characters, soft hyphens, Arabic and Hebrew vowel signs: as if they were not there. */
  ignored: 6,
  space: 7,
  newline: 8,
  hyphen: 9,
  apostrophe: 10,
  dot: 11,
  /** Ends a sentence or a part of a headline: no phrase goes on past it. */
  breaker: 12,
  other: 13,
  /** A letter of a Korean syllable that is written in its parts. */
  jamo: 14,
  /** May belong to the word before it: "AT&T", "C++", "C#". */
  sign: 15,
} as const;

/** The bits of a kind that say what it is; above them lie the flags below. */
export const kindBits = 15;
export const upperBit = 16;
export const lowerBit = 32;
/** The folded form is not one UTF-16 unit. */
export const longBit = 64;

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
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u30fc]/u;

/** The first rule that fits a character says what it is. */
const rules: readonly (readonly [RegExp, number])[] = [
  [/[\u1100-\u11ff]/u, Kind.jamo],
  // Arabic vowel signs and tatweel, Hebrew points: written or left out as one likes.
  [/[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]/u, Kind.ignored],
  [/[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/u, Kind.ignored],
  [/\p{Cf}|\p{Variation_Selector}/u, Kind.ignored],
  // Marks that go with any script, and the voicing marks of half-width kana.
  [/(?=\p{M})\p{Script=Inherited}|[\uff9e\uff9f]/u, Kind.mark],
  [/[\n\u2028\u2029]/u, Kind.newline],
  [/[\s\u2800]/u, Kind.space],
  [/['\u2018\u2019\u201b\u02bc\u02b9\u2032\uff07`\u00b4]/u, Kind.apostrophe],
  [/[\p{Pd}\u2212]/u, Kind.hyphen],
  [/[.\uff0e]/u, Kind.dot],
  [/[&+#]/u, Kind.sign],
  [/[!?;…|•¡¿\u3002\uff01\uff1f\uff1b\uff5c\u061f\u061b\u0964]/u, Kind.breaker],
];

function classify(character: string): number {
  for (const [test, kind] of rules) if (test.test(character)) return kind;
  if (spaceless.test(character) && /[\p{L}\p{M}\p{N}]/u.test(character)) return Kind.ideograph;
  // Vowel signs of the scripts of India are part of the word.
  if (/[\p{L}\p{M}]/u.test(character)) return Kind.letter;
  return /\p{N}/u.test(character) ? Kind.digit : Kind.other;
}

/** The value of a decimal digit of any script: ten of them follow each other from zero on (Unicode, chapter 4.6). */
function digitValue(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  const isDigit = (code: number) => /\p{Nd}/u.test(String.fromCodePoint(code));
  let run = 0;
  while (isDigit(point - run - 1)) run += 1;
  return String(run % 10);
}

/** A character (a code point) as it is compared: compatibility forms unified (NFKC), case and accents folded. */
export function foldCharacter(character: string): string {
  const lower = character.normalize('NFKC').toLowerCase();
  const known = undecomposed[lower];
  if (known !== undefined) return known;
  if (/^\p{Nd}$/u.test(lower)) return /^[0-9]$/.test(lower) ? lower : digitValue(lower);
  if (!accentFolding.test(lower)) return lower;
  const bare = lower.normalize('NFKD').replace(/\p{M}/gu, '');
  return undecomposed[bare] ?? bare;
}

/** Kind and flags of every UTF-16 unit seen so far; 0 where none was. */
export const kinds = new Uint8Array(65_536);
/** The folded form of a unit whose kind lacks `longBit`. */
export const foldedUnits = new Uint16Array(65_536);

function learn(character: string): number {
  let kind = classify(character);
  if (kind === Kind.letter) {
    if (character !== character.toLowerCase()) kind |= upperBit;
    if (character !== character.toUpperCase()) kind |= lowerBit;
  }
  return foldCharacter(character).length === 1 ? kind : kind | longBit;
}

/** The kind of the character at a place of a text, with its flags. Learns a unit when it is first seen. */
export function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  const known = kinds[unit] ?? 0;
  if (known > Kind.half) return known;
  const point = text.codePointAt(at) ?? unit;
  if (point > 0xffff) return learn(String.fromCodePoint(point)) | longBit;
  const isHalf = unit >= 0xd800 && unit <= 0xdfff;
  const kind = isHalf ? Kind.other : learn(String.fromCharCode(unit));
  if (!isHalf) {
    kinds[unit] = kind;
    if ((kind & longBit) === 0) foldedUnits[unit] = foldCharacter(String.fromCharCode(unit)).charCodeAt(0);
  }
  return kind;
}

/** Whether accents on a folded unit are dropped. */
export const dropsAccents = (unit: number): boolean => accentFolding.test(String.fromCharCode(unit));
