import { stemmer as bulgarian } from '@orama/stemmers/bulgarian';
import { stemmer as russian } from '@orama/stemmers/russian';
import { stemmer as serbian } from '@orama/stemmers/serbian';
import { stemmer as ukrainian } from '@orama/stemmers/ukrainian';

/** Languages whose case endings can be looked past, by published stemmers (package @orama/stemmers, Snowball). */
const stemmers = { bg: bulgarian, ru: russian, sr: serbian, uk: ukrainian };

/** A language whose case endings matching can look past, as a BCP 47 tag. */
export type InflectedLanguage = keyof typeof stemmers;

/** Shorter words, and stems, say too little. */
const shortestWord = 4;
const shortestStem = 3;

/** Surnames whose ending is part of the name: stemmers take it for a case ("Лавров" is no form of "лавр"). */
const surname = /(?:ов|ев|ин|ын|ів|їв)$/;

/** The stem that a keyword's word is looked for by. */
export function slavicKeywordStem(word: string, language: InflectedLanguage): string | undefined {
  return surname.test(word) && word.length >= shortestWord ? word : slavicStem(word, language);
}

/** The stem of a folded Cyrillic word, or undefined where it is too short to tell anything. */
export function slavicStem(word: string, language: InflectedLanguage): string | undefined {
  if (word.length < shortestWord) return undefined;
  const stem = stemmers[language](word);
  return stem.length >= shortestStem ? stem : undefined;
}
