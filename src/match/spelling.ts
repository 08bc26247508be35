import british from 'american-british-english-translator/data/british_spellings.json' with { type: 'json' };
import pluralize from 'pluralize';

/**
 * British spellings with the American ones (package american-british-english-translator, MIT licence), which are the
 * ones that are compared. Left out are pairs whose American half also means something else in British English.
 */
const ambiguous = new Set(
  (
    'axe baulk disc discs draught draughts gauge gauges gramme grammes licence licences metre metres pouf practise ' +
    'practised practises practising programmer tonne tonnes tyre tyres bevvy bogey tranquillise moult storey storeys ' +
    'instal fulfil enrol enthral instil distil'
  ).split(' '),
);

const american = new Map<string, string>();
const variants = new Map<string, string[]>();
for (const [from, to] of Object.entries(british)) {
  if (ambiguous.has(from) || !/^[a-z]{4,}$/.test(from) || !/^[a-z]{3,}$/.test(to) || from === to) continue;
  american.set(from, to);
  variants.set(to, [...(variants.get(to) ?? []), from]);
}

/** The one spelling of a folded word that its British and American forms are compared by. */
export const canonicalSpelling = (word: string): string => american.get(word) ?? word;

/** All spellings of a word, given by its canonical one. */
export const spellingsOf = (canonical: string): string[] => [canonical, ...(variants.get(canonical) ?? [])];

/** The shortest word that has a plural. */
const shortestInflected = 3;

/** Endings in -s that mark no plural, and the few words that have them and are plurals all the same. */
const invariantEnding = /(?:as|is|os|us|ss|ys|ews|ics)$/;
const pluralsAllTheSame = new Set(
  (
    'agendas arenas areas aromas bananas cameras cinemas commas diplomas dramas extras formulas guerrillas ideas ' +
    'idiomas juntas mafias medias militias operas pandas panoramas pizzas plazas quotas salsas sodas umbrellas villas visas ' +
    'alibis bikinis emojis rabbis safaris taxis tsunamis casinos dinos discos euros fiascos kilos logos memos photos ' +
    'pianos pilots pesos radios ratios scenarios solos studios tangos ufos videos zeros airways alleys attorneys boys ' +
    'days delays displays essays highways holidays journeys keys monkeys payments plays railways rays runways subways ' +
    'surveys toys trolleys turkeys valleys ways comics critics fabrics tactics tunics'
  ).split(' '),
);
/** Words in -s, or with a plural of their own, that are names, mass nouns or other words. */
const invariant = new Set(
  (
    'athens charles crisps cyprus dallas gates hamas harris james jones kansas laos leeds mars mercedes naples news ' +
    'paris series shambles species texas times trades wales williams adams edwards roberts stevens rogers evans jacobs ' +
    'daniels simmons matthews andrews richards phillips peters hughes myers brics goods means always perhaps sometimes ' +
    'this does goes less unless besides whereas towards afterwards lens hers ours yours theirs ones yens mens arms'
  ).split(' '),
);

const irregular: Readonly<Record<string, string>> = { women: 'woman', children: 'child', crises: 'crisis' };

/**
 * The singular of a folded English word, or the word itself where that is not safe. Only regular plurals in -s and a
 * few others: no stemming, so that "universe" never finds "university". Rules: package pluralize (MIT licence).
 */
export function singularOf(word: string): string {
  const known = irregular[word];
  if (known !== undefined) return known;
  if (word.length <= shortestInflected || !/^[a-z]+s$/.test(word) || invariant.has(word)) return word;
  if (invariantEnding.test(word) && !pluralsAllTheSame.has(word)) return word;
  const singular = pluralize.singular(word);
  return singular.length >= shortestInflected && pluralize.plural(singular) === word ? singular : word;
}

const irregularPlurals = new Map(Object.entries(irregular).map(([plural, singular]) => [singular, plural]));

/** The spelled forms that have this singular (canonical spelling). */
export function formsOf(singular: string): string[] {
  const plural = irregularPlurals.get(singular) ?? pluralize.plural(singular);
  const inflects =
    /^[a-z]+$/.test(singular) && singular.length >= shortestInflected && singularOf(plural) === singular;
  const forms = inflects && plural !== singular ? [singular, plural] : [singular];
  return forms.flatMap((form) => spellingsOf(canonicalSpelling(form)));
}

/**
 * Nouns of the news that a person may well type with a capital. Any other word with a capital is a name and has no
 * plural: "William" does not find "Williams".
 */
const newsNouns = new Set(
  (
    'airstrike alliance ambassador army arrest attack ballot bank battle bomb border boycott budget camp ceasefire ' +
    'chip cyberattack cyclone deal debate deficit diplomat drone drought earthquake economy election embargo embassy ' +
    'emission emperor evacuation explosion export fire fighter flood forest fund genocide government hacker hearing ' +
    'hostage hurricane immigrant import investigation invasion island journalist judge landslide lawsuit leader ' +
    'market merger migrant minister missile negotiation nuke outbreak pandemic parade parliament party peace pipeline ' +
    'plane police policy port president price prime prisoner protest rebel recession referendum refugee reform rocket ' +
    'sanction satellite scandal senator ship shooting soldier spy storm strike submarine summit talk tank tariff tax ' +
    'terrorist threat tornado trade treaty trial troop tsunami typhoon union vaccine virus volcano vote war warship ' +
    'weapon wildfire'
  ).split(' '),
);

/** Whether a word is a plain noun, however it is written. */
export const isNewsNoun = (word: string): boolean => newsNouns.has(singularOf(word));
