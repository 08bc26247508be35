import { plainWords } from './words.ts';

/** Enough of a text: what it tells stands first, what was before it further down. */
const leadCharacters = 300;

/** How months begin in the languages of much of the news, by the month's number less one. */
const months: readonly (readonly string[])[] = [
  ['jan', 'gen', 'ene', 'янв'],
  ['feb', 'fev', 'фев'],
  ['mar', 'marz', 'мар'],
  ['apr', 'avr', 'abr', 'апр'],
  ['may', 'mai', 'mag', 'maio', 'май', 'мая'],
  ['jun', 'juin', 'giu', 'июн'],
  ['jul', 'juil', 'lug', 'июл'],
  ['aug', 'aou', 'ago', 'авг'],
  ['sep', 'set', 'сен'],
  ['oct', 'okt', 'out', 'ott', 'окт'],
  ['nov', 'ноя'],
  ['dec', 'dez', 'dic', 'дек'],
];
const monthOf = new Map(months.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));
const day = /^(?:[12]?\d|3[01])$/;
const longestMonth = 10;

function month(word: string | undefined): number | undefined {
  if (word === undefined || word.length > longestMonth) return undefined;
  return monthOf.get(word.slice(0, 4)) ?? monthOf.get(word.slice(0, 3));
}

/** The days that the beginning of a text names, "3 September" or "Sept. 3", as month and day. */
export function daysIn(text: string): string[] {
  const words = plainWords(text.slice(0, leadCharacters));
  const days = new Set<string>();
  for (const [index, word] of words.entries()) {
    if (!day.test(word)) continue;
    const found =
      month(words[index + 1] === 'de' ? words[index + 2] : words[index + 1]) ?? month(words[index - 1]);
    if (found !== undefined) days.add(`${found}-${Number(word)}`);
  }
  return [...days];
}
