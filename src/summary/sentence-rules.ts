/**
 * What stands after an abbreviation decides whether its dot ends a sentence too:
 * - `name`: a name follows, so it never does ("Gen. Smith").
 * - `number`: a number follows, or else it is an ordinary word ("No. 5").
 * - `starter`: it goes on unless a word follows that starts sentences ("U.S. President", "in the U.S. The").
 * - `small`: it goes on before digits only; small letters go on after any dot ("Oct. 3").
 */
export type Abbreviation = 'name' | 'number' | 'starter' | 'small';

/**
 * Abbreviations without their last dot. Those with a capital are words without it, so their case counts ("Rep.", but
 * "a sales rep."); the others are written either way. The same for all languages: few collide.
 */
const abbreviations: Readonly<Record<Abbreviation, readonly string[]>> = {
  name: [
    // English
    'mr mrs ms mx dr prof Rev Hon Rt Ft Mt Pt Sen Rep Gov Gen Maj Col Lt Capt Cmdr Cdr Sgt Cpl Pvt Adm Brig',
    'Amb Pres Supt insp Atty messrs vs v ca approx Est e.g i.e cf al bros Mgr esp viz',
    // German, Dutch
    'Hr Fr Frl Dipl Ing bzw z.b u.a d.h o.a d.w.z evtl ggf vgl sog geb dhr mevr drs mio mrd tsd',
    // French, Spanish, Italian, Portuguese
    'M MM mme mmes mlle Me sres dra srta ee ud uds gral lic sra dott dott.ssa sig sig.ra avv prof.ssa exmo',
    // Russian, Ukrainian
    'г гг им ул тов акад ген млн млрд трлн тыс руб т.е т.к см св',
    // Arabic
    'د أ م',
  ],
  number: ['no nos nr nº n.º vol art arts abs sec fig figs ch p pp par ziff § Rs núm num pág стр ст п рис'],
  starter: ['St jr sr ph.d d.c uu u.s u.k u.n e.u u.s.a Calif Minn Fla Ariz Okla Tenn Conn Mich'],
  small: [
    'inc corp ltd co plc llc etc usw ecc dept univ assn ave blvd rd',
    'Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun',
    'janv févr avr juil août sept oct nov déc ene abr ago dic янв фев апр авг сен окт ноя дек',
  ],
};

const kinds: ReadonlyMap<string, Abbreviation> = new Map(
  (['small', 'starter', 'number', 'name'] as const).flatMap((kind) =>
    abbreviations[kind].flatMap((words) =>
      words.split(' ').map((word): [string, Abbreviation] => [word, kind]),
    ),
  ),
);

/** What is an abbreviation in one language and a word or another abbreviation in the rest. */
const inLanguage: ReadonlyMap<string, Readonly<Record<string, Abbreviation>>> = new Map([
  ['es', { sr: 'name' }],
  ['pt', { sr: 'name' }],
  ['it', { on: 'name' }],
]);

/** Which kind of abbreviation a word with a dot behind it is, if any. */
export function abbreviationKind(word: string, lang: string): Abbreviation | undefined {
  const small = word.toLowerCase();
  // An initial is no "p." of pages.
  if (word.length === 1 && word !== small) return kinds.get(word);
  return inLanguage.get(lang)?.[small] ?? kinds.get(word) ?? kinds.get(small);
}

/** Words that start sentences and hardly ever follow an initial or "U.S." inside one. */
const starters: Readonly<Record<string, string>> = {
  en: 'The A An This That These Those It Its He She They We I You In On At By To Of For From With But And Or So However Meanwhile There Then After Before When While As If Although Since Until What Who Why How His Her Their Our Officials No Not Yes Both All Some Many Most One Two Only Earlier Later Last According State',
  de: 'Der Die Das Ein Eine Er Sie Es Wir Ich In Im Am Auf Bei Mit Nach Vor Zu Und Aber Doch Auch Dort Dann So',
  fr: 'Le La Les L’ Un Une Il Elle Ils Elles On Nous Ce Cette Ces Dans En Mais Et Selon Pour',
  es: 'El La Los Las Un Una En Y Pero Se Su Sus Es Según Por Para No Ellos Ellas',
  it: 'Il La Lo Gli Le Un Una In Ma Si Per Non Anche Secondo',
  pt: 'O A Os As Um Uma Em Mas Ele Ela Eles Elas Segundo Para Não',
  ru: 'В Во На И Но Он Она Они Это По Как Так Для Из При После',
};

const starterPatterns = new Map(
  Object.entries(starters).map(([lang, words]) => [
    lang,
    new RegExp(`^["'“‘«([]*(?:${words.split(' ').join('|')})(?![\\p{L}\\p{N}-])`, 'u'),
  ]),
);

/** Whether a text goes on like a new sentence does; English where the language is unknown. */
export function startsLikeSentence(text: string, lang: string): boolean {
  return (starterPatterns.get(lang) ?? starterPatterns.get('en'))?.test(text) === true;
}

/** "3. Oktober": languages that write ordinals with a dot. */
export const dottedOrdinals: ReadonlySet<string> = new Set(
  'de da nb nn no fi is et lv cs sk sl hr sr bs hu pl tr lb'.split(' '),
);

/** Where the language is unknown, these words show that a number with a dot is an ordinal. */
export const ordinalBefore = /(?:^|\s)(?:der|die|das|dem|den|des|im|am|zum|vom|beim|seit) \d{1,2}\.\s*$/iu;
export const ordinalAfter =
  /^(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|janvier|mars|avril|januar|februar|marts|maj|juni|juli|oktober|desember|december|ledna|října|listopada)(?!\p{L})/u;

/** What follows a time of day within a sentence. */
export const afterTime =
  /^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:January|February|March|April|May|June|July|August|September|October|November|December)(?!\p{L})|(?:E[SD]?T|C[SD]T|M[SD]T|P[SD]?T|GMT|UTC|BST|CES?T|MSK|KST|JST|IST|Eastern|Pacific|Central|Beijing|Moscow|Seoul|Tokyo|London) ?(?:time|on|in|at|\(|,|–|$)?)/u;

/** Words that carry a quotation on after its closing mark, in languages that write no space there. */
export const carriesQuoteOn =
  /^(?:と|って|という|などと|とし|라고|이라고|라며|고\s|(?:[\p{Script=Han}]{0,4}(?:说|說|表示|称|稱|指出|强调|強調|写道|寫道|问道|問道)))/u;
