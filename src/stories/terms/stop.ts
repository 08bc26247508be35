import { stopwords as arabic } from '@orama/stopwords/arabic';
import { stopwords as danish } from '@orama/stopwords/danish';
import { stopwords as dutch } from '@orama/stopwords/dutch';
import { stopwords as english } from '@orama/stopwords/english';
import { stopwords as finnish } from '@orama/stopwords/finnish';
import { stopwords as french } from '@orama/stopwords/french';
import { stopwords as german } from '@orama/stopwords/german';
import { stopwords as indonesian } from '@orama/stopwords/indonesian';
import { stopwords as italian } from '@orama/stopwords/italian';
import { stopwords as norwegian } from '@orama/stopwords/norwegian';
import { stopwords as portuguese } from '@orama/stopwords/portuguese';
import { stopwords as romanian } from '@orama/stopwords/romanian';
import { stopwords as russian } from '@orama/stopwords/russian';
import { stopwords as spanish } from '@orama/stopwords/spanish';
import { stopwords as swedish } from '@orama/stopwords/swedish';
import { stopwords as turkish } from '@orama/stopwords/turkish';
import { stopwords as ukrainian } from '@orama/stopwords/ukrainian';
import { plainWords } from '../words.ts';

const lists: Readonly<Record<string, readonly string[]>> = {
  ar: arabic,
  da: danish,
  de: german,
  en: english,
  es: spanish,
  fi: finnish,
  fr: french,
  id: indonesian,
  it: italian,
  nl: dutch,
  no: norwegian,
  pt: portuguese,
  ro: romanian,
  ru: russian,
  sv: swedish,
  tr: turkish,
  uk: ukrainian,
};

const usual = 'en';
/** So many words of a language more than English ones make a text one of that language. */
const telling = 2;

const stops = new Map(
  Object.entries(lists).map(([language, words]) => [
    language,
    new Set(words.flatMap((word) => plainWords(word))),
  ]),
);
const languagesOf = new Map<string, string[]>();
for (const [language, words] of stops)
  for (const word of words) languagesOf.set(word, [...(languagesOf.get(word) ?? []), language]);

const noWords: ReadonlySet<string> = new Set();

/**
 * The words that say nothing, for a text: those of English ("the"), and those of the language that most of its words
 * are of. What is a filler in one language may carry the news in another ("die", "war").
 */
export function fillersOf(words: readonly string[]): readonly [ReadonlySet<string>, ReadonlySet<string>] {
  const counts = new Map<string, number>();
  for (const word of words)
    for (const language of languagesOf.get(word) ?? []) counts.set(language, (counts.get(language) ?? 0) + 1);
  const english = counts.get(usual) ?? 0;
  let [best, most] = [usual, english + telling - 1];
  for (const [language, count] of counts) if (count > most) [best, most] = [language, count];
  return [stops.get(usual) ?? noWords, best === usual ? noWords : (stops.get(best) ?? noWords)];
}
