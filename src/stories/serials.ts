/** Words that number the parts of a series, as `plainWords` writes them: "day 1 291", "teil 3". */
const counters =
  'day|part|episode|ep|chapter|week|round|volume|vol|issue|season|edition|number|no|nr|tag|teil|folge|jour|partie|día|dia|parte|capitulo|день|часть';
const numbered = new RegExp(
  `(?<!\\S)(?<word>${counters}) (?<number>\\d+(?: \\d{3})*)(?!\\S)|(?<!\\S)第 ?(?<ordinal>\\d+|[〇一二三四五六七八九十百千 ]+)`,
  'gu',
);

function serialsOf(title: string): Map<string, string> {
  return new Map(
    [...title.matchAll(numbered)].map(({ groups }) => [
      groups?.word ?? '',
      (groups?.number ?? groups?.ordinal ?? '').trim(),
    ]),
  );
}

/**
 * Whether two titles, as words, count different parts of one series ("What happened on day 1,290" and "1,291"): alike
 * as no two headlines are, and yet never one item before and after an edit. A toll that rises is no such number.
 */
export function areOtherParts(a: string, b: string): boolean {
  const other = serialsOf(b);
  return [...serialsOf(a)].some(([word, number]) => (other.get(word) ?? number) !== number);
}
