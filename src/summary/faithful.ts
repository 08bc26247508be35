import { isBoilerplate } from './boilerplate.ts';
import { isFinished } from './likeness.ts';
import { splitSentences } from './sentences.ts';

/** What a summary of an alert may be. */
const mostSentences = 3;
const mostCharacters = 400;
const fewestCharacters = 15;

/** Nothing that a summary has: addresses, markup, mentions, talk of itself. */
const foreign =
  /https?:|www\.|[<>{}[\]`|#@\\]|\*\*|^\s*[-*•\d]+[.)]?\s|(?:^|\W)(?:as an ai|language model|i (?:cannot|can't|am unable|apologi[sz]e)|here(?:'s| is) (?:a|the) (?:brief |short )?summary|this article|the article|the text|instructions?)\b/iu;

/** Scripts without capitals, in which names do not show. */
const caseless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Georgian}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** English words for numbers, with what a text may write instead. */
const numberWords: ReadonlyMap<string, string> = new Map(
  'one:1 two:2 three:3 four:4 five:5 six:6 seven:7 eight:8 nine:9 ten:10 eleven:11 twelve:12 thirteen:13 fourteen:14 fifteen:15 sixteen:16 seventeen:17 eighteen:18 nineteen:19 twenty:20 thirty:30 forty:40 fifty:50 sixty:60 seventy:70 eighty:80 ninety:90'
    .split(' ')
    .map((pair): [string, string] => [pair.split(':')[0] ?? '', pair.split(':')[1] ?? '']),
);
/** English words that tell a quantity and must be in the text themselves. */
const quantityWords =
  /^(?:hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half|third|quarter|double[ds]?|triple[ds]?|twice|first|second|percent|most|majority|all|none|never|not|no|without|only)$/;

/** Words that may begin a sentence although the text does not have them. */
const openers = new Set(
  'a an the in on at by for from with after before during while as when since until amid despite following according it its he she they their his her this that these those there and but however meanwhile also both more some many several other another officials'.split(
    ' ',
  ),
);

const wordPattern = /[\p{L}\p{M}\p{N}]+(?:[.,:'’-][\p{L}\p{M}\p{N}]+)*/gu;
const bare = (word: string): string => word.replace(/['’]s$/iu, '');
const plain = (text: string): string => text.normalize('NFKC');
/** "26,000" and "26.000" are the same number; "7.8" is another than "78". */
const numeral = (number: string): string =>
  number.replaceAll(/[.,'’](?=\d{3}(?!\d))/gu, '').replaceAll(',', '.');

const numbersOf = (text: string): string[] => (text.match(/\p{Nd}+(?:[.,'’]\p{Nd}+)*/gu) ?? []).map(numeral);

/** The words of a text, as they stand and in small letters, and each pair of neighbours. */
function vocabularyOf(text: string) {
  const words = (text.match(wordPattern) ?? []).flatMap((word) => [
    bare(word),
    ...(word.includes('-') ? word.split('-') : []),
  ]);
  const small = words.map((word) => word.toLowerCase());
  return {
    words: new Set(words),
    small: new Set(small),
    pairs: new Set(small.map((word, at) => `${word} ${small[at + 1] ?? ''}`)),
    numbers: new Set([...numbersOf(text), ...small.flatMap((word) => numberWords.get(word) ?? [])]),
  };
}

type Vocabulary = ReturnType<typeof vocabularyOf>;

function hasNumbers(sentence: string, known: Vocabulary): boolean {
  if (!numbersOf(sentence).every((number) => known.numbers.has(number))) return false;
  return (sentence.toLowerCase().match(wordPattern) ?? [])
    .flatMap((word) => word.split('-'))
    .every((word) => {
      const digits = numberWords.get(word);
      if (digits !== undefined) return known.small.has(word) || known.numbers.has(digits);
      return !quantityWords.test(word) || known.small.has(word);
    });
}

const isCapital = (word: string): boolean => /^\p{Lu}/u.test(word) || /\p{Ll}\p{Lu}/u.test(word);

/** Every word with a capital is in the text, and names of several words stand together there too. */
function hasNames(sentence: string, known: Vocabulary): boolean {
  const words = (sentence.match(wordPattern) ?? []).map(bare);
  return words.every((word, at) => {
    if (!isCapital(word)) return true;
    const isOpener = at === 0 && (openers.has(word.toLowerCase()) || known.small.has(word.toLowerCase()));
    if (!isOpener && !known.words.has(word)) return false;
    const next = words[at + 1];
    if (next === undefined || !isCapital(next) || (at === 0 && openers.has(word.toLowerCase()))) return true;
    const isApart = !new RegExp(`${RegExp.escape(word)}(?:['’]s)? ${RegExp.escape(next)}`, 'u').test(
      sentence,
    );
    return isApart || known.pairs.has(`${word.toLowerCase()} ${next.toLowerCase()}`);
  });
}

/** Scripts without spaces, in which no dictionary knows where a name ends. */
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Where names do not show by capitals, every word has to be in the text; without spaces, every two neighbours. */
function hasWords(sentence: string, text: string): boolean {
  return (sentence.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).every((word) =>
    spaceless.test(word)
      ? Array.from(word).every((_, at, all) => text.includes(all.slice(at, at + 2).join('')))
      : text.includes(word),
  );
}

/** What stands in quotation marks was said so. */
function hasQuotations(summary: string, text: string): boolean {
  const quoted = summary.match(/["“”„«][^"“”„«»]{2,}["“”»]/gu) ?? [];
  return quoted.every((quotation) => text.includes(quotation.slice(1, -1).replace(/[.,!?]$/u, '')));
}

/**
 * Whether a summary that a machine wrote can be told: short, plain, and without a name, number or quotation that the
 * text does not have. On any doubt it is not. It can't tell whether the words are put together rightly.
 */
export function isFaithful(summary: string, source: string): boolean {
  const [told, text] = [plain(summary), plain(source)];
  if (told.length < fewestCharacters || summary.length > mostCharacters) return false;
  if (/[\r\n]/u.test(summary) || foreign.test(told) || !isFinished(told)) return false;
  const sentences = splitSentences(told).map(({ start, end }) => told.slice(start, end));
  if (sentences.length > mostSentences || sentences.some(isBoilerplate)) return false;
  const known = vocabularyOf(text);
  return (
    hasQuotations(told, text) &&
    sentences.every(
      (one) => hasNumbers(one, known) && (caseless.test(one) ? hasWords(one, text) : hasNames(one, known)),
    )
  );
}
