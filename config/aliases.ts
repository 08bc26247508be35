import { readFileSync } from 'node:fs';
import countries from 'i18n-iso-countries';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { messageOf, SettingsError } from '../src/errors.ts';
import type { AliasGroup } from '../src/match/aliases.ts';

const name = z.string().trim().min(1).max(200);
const context = z.strictObject({ near: z.array(name).optional(), notNear: z.array(name).optional() });
const group = z.strictObject({ name, aliases: z.array(name), context: context.optional() });
const aliasFile = z.strictObject({ groups: z.array(group) });

/** The languages whose names of countries are known: those that most of the world's wire copy is written in. */
const languages = [
  'en',
  'zh',
  'ja',
  'ko',
  'ru',
  'uk',
  'ar',
  'fa',
  'he',
  'fr',
  'de',
  'es',
  'pt',
  'it',
  'tr',
  'pl',
  'nl',
];

/** Names of countries that are also ordinary words or other places: no other name of the country finds them. */
const misleading = new Set([
  'Guam',
  'Chad',
  'Congo',
  'Kongo',
  'Tchad',
  'Jordan',
  'Georgia',
  'Man',
  'Niger',
  'India',
  'Malta',
  'Oman',
  'Mali',
]);

/** The countries with their names in many languages, by ISO 3166-1 (package i18n-iso-countries). */
function countryGroups(): AliasGroup[] {
  return Object.keys(countries.getAlpha2Codes()).flatMap((code) => {
    const usual = countries.getName(code, 'en');
    if (usual === undefined) return [];
    const names = languages.flatMap((language) => countries.getName(code, language, { select: 'all' }) ?? []);
    const aliases = [...new Set(names)].filter(
      (other) => other !== usual && !misleading.has(other) && other.length > 1,
    );
    // A code of two letters ("IT", "US") says little; those that news uses are in the file.
    return [
      { name: usual, aliases: aliases.filter((other) => !/^[A-Z]{2,3}$/.test(other)), isCountry: true },
    ];
  });
}

/**
 * The shared aliases: those of a YAML file that people edit, and the names of countries.
 *
 * @throws SettingsError with the file, the place and the mend.
 */
export function loadAliases(path: string): AliasGroup[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new SettingsError([
      `ALIASES_FILE ${path} can't be read (${messageOf(error)}): give the path of a file.`,
    ]);
  }
  const document = parseDocument(text);
  const [fault] = document.errors;
  if (fault !== undefined) {
    throw new SettingsError([`${path} is no YAML (${fault.message.split('\n')[0]}): mend that line.`]);
  }
  const parsed = aliasFile.safeParse(document.toJS());
  if (!parsed.success) {
    throw new SettingsError(
      parsed.error.issues.map(
        ({ path: place, message }) =>
          `${path}, ${place.join('.') || 'top level'}: ${message}; each group needs a name and a list of aliases.`,
      ),
    );
  }
  const countryNames = countryGroups();
  const known = new Set(countryNames.flatMap(({ name: usual, aliases }) => [usual, ...aliases]));
  const groups = parsed.data.groups.map((one) => ({
    ...one,
    isCountry: [one.name, ...one.aliases].some((each) => known.has(each)),
  }));
  return [...groups, ...countryNames];
}
