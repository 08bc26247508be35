/** A stretch of a text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Abbreviations that a name or number follows: no sentence ends with them. Lower case, without the dot. */
const titles =
  'mr mrs ms mx dr prof rev hon st sen rep gov gen col maj capt cmdr lt sgt cpl pvt adm amb pres supt insp messrs mme mlle m sr sra ing ' +
  'no nos vol art sec fig pp approx est ca cf vs v e.g i.e al hr fr dipl nr bzw ca z.b u.a d.h г ул им тов гг стр т.е';
/** Abbreviations that may end a sentence: one only goes on where a small letter or digit follows. */
const endings =
  'inc corp ltd co bros jr sr etc a.m p.m u.s u.k u.n e.u u.s.a d.c ph.d jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun ave blvd dept univ assn';

const beforeNames = new Set(titles.split(' '));
const maybeEndings = new Set(endings.split(' '));

const lastWord = /(?:^|[\s("'“‘«[])([\p{L}\p{N}.&-]+?)\.["'”’»)\]]*\s*$/u;
const initial = /^\p{Lu}$/u;
const initials = /^(?:\p{Lu}\.)+\p{Lu}$/u;
const startsSmall = /^["'“‘«([]*[\p{Ll}\p{N}]/u;
/** Names of people and bodies follow initials ("J. D. Vance", "U.S. President"); these words begin sentences instead. */
const startsSentence =
  /^["'“‘«([]*(?:The|A|An|This|That|These|Those|It|Its|He|She|They|We|I|In|On|At|But|And|However|Meanwhile|There|After|Before|When|While|As|If|For|From|His|Her|Their|Officials|No|Yes)\b/u;

/** An abbreviation is looked for in this many characters before the place. */
const lookBehind = 60;

/** Whether what looks like a sentence's end is none, by the text before and after it. */
function isNoEnd(before: string, after: string): boolean {
  if (/[.…]{2,}["'”’»)]*\s*$|…["'”’»)]*\s*$/u.test(before)) return startsSmall.test(after);
  // A quotation that ends in ! or ? goes on with who said it.
  if (/[!?]["'”’»]+\s*$/u.test(before)) return startsSmall.test(after);
  const word = lastWord.exec(before)?.[1];
  if (word === undefined) return false;
  const lower = word.toLowerCase();
  if (beforeNames.has(lower)) return true;
  if (initial.test(word) || initials.test(word)) return !startsSentence.test(after);
  return maybeEndings.has(lower) && startsSmall.test(after);
}

const trimmed = (text: string, start: number, end: number): Range => {
  const slice = text.slice(start, end);
  return { start: start + slice.length - slice.trimStart().length, end: start + slice.trimEnd().length };
};

const segmenters = new Map<string, Intl.Segmenter>();

function segmenterFor(lang: string | null | undefined): Intl.Segmenter {
  const wanted = lang ?? 'en';
  const known = segmenters.get(wanted);
  if (known !== undefined) return known;
  const [supported = 'en'] = safelySupported(wanted);
  const made = new Intl.Segmenter(supported, { granularity: 'sentence' });
  segmenters.set(wanted, made);
  return made;
}

function safelySupported(lang: string): string[] {
  try {
    return Intl.Segmenter.supportedLocalesOf(lang);
  } catch {
    // A feed may call its language anything.
    return [];
  }
}

/**
 * Cuts a text into sentences (Unicode Standard Annex 29), which abbreviations, initials and decimals do not end and
 * every line break does. Ranges come in order, do not overlap and hold no space at their ends.
 */
export function splitSentences(text: string, lang?: string | null): Range[] {
  const sentences: Range[] = [];
  for (const line of text.matchAll(/[^\n\r\u2028\u2029]+/gu)) {
    let start: number | undefined;
    const segments = [...segmenterFor(lang).segment(line[0])];
    for (const [at, { segment, index }] of segments.entries()) {
      start ??= index;
      const next = segments[at + 1]?.segment;
      if (
        next !== undefined &&
        isNoEnd(line[0].slice(start, index + segment.length).slice(-lookBehind), next)
      )
        continue;
      const range = trimmed(text, line.index + start, line.index + index + segment.length);
      if (range.end > range.start) sentences.push(range);
      start = undefined;
    }
  }
  return sentences;
}
