/** Zone names by their minutes east of UTC: those of RFC 822, and those that feeds use with one common meaning. */
const zoneNames: readonly (readonly [minutes: number, names: string])[] = [
  [-600, 'HST'],
  [-540, 'AKST'],
  [-480, 'PST PT AKDT'],
  [-420, 'MST MT PDT'],
  [-360, 'CST CT MDT'],
  [-300, 'EST ET CDT COT PET'],
  [-240, 'EDT AST CLT'],
  [-210, 'NST'],
  [-180, 'ADT ART BRT'],
  [-150, 'NDT'],
  [0, 'Z UT UTC GMT WET'],
  [60, 'BST CET MEZ WAT WEST'],
  [120, 'CAT CEST EET MESZ SAST'],
  [180, 'EAT EEST IDT MSK TRT'],
  [210, 'IRST'],
  [240, 'GST'],
  [300, 'PKT'],
  [330, 'IST'],
  [345, 'NPT'],
  [420, 'ICT WIB'],
  [480, 'AWST HKT MYT PHT SGT'],
  [540, 'JST KST'],
  [570, 'ACST'],
  [600, 'AEST'],
  [660, 'AEDT'],
  [720, 'NZST'],
  [780, 'NZDT'],
];

const zones = new Map(
  zoneNames.flatMap(([minutes, names]) => names.split(' ').map((name) => [name, minutes])),
);

/** Minutes east of UTC. What is not known counts as UTC (RFC 5322, section 4.3). */
export function zoneOffset(zone: string): number {
  const text = zone.trim().toUpperCase();
  const numeric = /(?:^|GMT|UTC|\s)\s*([+-])\s*(\d{1,2}):?(\d{2})?(?!\d)/.exec(text);
  if (numeric !== null) {
    const [, sign, hours = '0', minutes = '0'] = numeric;
    const offset = Number(hours) * 60 + Number(minutes);
    if (offset > 14 * 60) return 0;
    return sign === '+' ? offset : -offset;
  }
  return zones.get(/[A-Z]+/.exec(text)?.[0] ?? '') ?? 0;
}

/** Languages whose month names are read; the names themselves are the runtime's (CLDR). */
const languages = 'en de fr es it pt nl ru uk pl cs sv da nb fi tr ro hu id'.split(' ');

/** Spellings that CLDR does not have. */
const otherMonthNames: readonly (readonly [name: string, index: number])[] = [
  ['sept', 8],
  ['mrz', 2],
];

const foldName = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[\p{M}.]/gu, '');

function namesIn(language: string): string[][] {
  const formats = (['long', 'short'] as const).flatMap((month) => [
    new Intl.DateTimeFormat(language, { day: 'numeric', month, timeZone: 'UTC' }),
    new Intl.DateTimeFormat(language, { month, timeZone: 'UTC' }),
  ]);
  return Array.from({ length: 12 }, (_, index) =>
    formats.map((format) => {
      const parts = format.formatToParts(Date.UTC(2024, index, 3));
      return foldName(parts.find(({ type }) => type === 'month')?.value ?? '');
    }),
  );
}

function readMonthNames(): Map<string, number> {
  const months = new Map(otherMonthNames);
  for (const language of languages) {
    const names = namesIn(language);
    const starts = names.map(([long = '']) => long.slice(0, 3));
    names.forEach((spellings, index) => {
      // Three letters are a name too, where no other month of the language begins with them.
      const start =
        starts.filter((other) => other === starts[index]).length === 1 ? starts[index] : undefined;
      for (const name of start === undefined ? spellings : [...spellings, start]) {
        // The first language that has a name keeps it, so that English is never overruled.
        if (/^\p{L}+$/u.test(name) && !months.has(name)) months.set(name, index);
      }
    });
  }
  return months;
}

let monthNames: Map<string, number> | undefined;

/** The month that a word names in one of many languages, from 0, or null. */
export function monthNumber(name: string): number | null {
  monthNames ??= readMonthNames();
  return monthNames.get(foldName(name)) ?? null;
}
