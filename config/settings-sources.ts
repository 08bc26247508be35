import { closest, distance } from 'fastest-levenshtein';
import { parseDocument } from 'yaml';
import { messageOf } from '../src/errors.ts';
import { settingDocs } from './settings-schema.ts';

/** The environment's variables, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting as somebody wrote it, and where. */
export interface RawSetting {
  readonly value: unknown;
  /** What to call it when it is wrong: `HEALTH_PORT`, or `healthPort in wirewatch.yaml`. */
  readonly label: string;
}

/** What the sources say, by the setting's name, and what can't be read in them. */
export interface Sources {
  readonly raw: ReadonlyMap<string, RawSetting>;
  readonly problems: readonly string[];
}

/** The file of settings, looked for in the working directory. */
export const settingsFile = 'wirewatch.yaml';

/** Reads both sources; the environment wins. An empty variable counts as one that is not set. */
export function readSources(
  env: Environment,
  yamlText: string | undefined,
  readSecret: (path: string) => string,
): Sources {
  const problems: string[] = [];
  const fromFile = yamlText === undefined ? {} : readYaml(yamlText, problems);
  const raw = new Map<string, RawSetting>();
  for (const { name, env: variable, secret } of settingDocs) {
    const found =
      source(env[variable], variable, secret ? env[`${variable}_FILE`] : undefined, `${variable}_FILE`) ??
      source(
        fromFile[name],
        `${name} in ${settingsFile}`,
        secret ? fromFile[`${name}File`] : undefined,
        `${name}File in ${settingsFile}`,
      );
    if (found !== undefined) raw.set(name, found);
  }
  return { raw, problems };

  function source(value: unknown, label: string, path: unknown, pathLabel: string): RawSetting | undefined {
    const given = isSet(value);
    if (!isSet(path))
      return given ? { value: typeof value === 'string' ? value.trim() : value, label } : undefined;
    if (given) problems.push(`Both ${label} and ${pathLabel} are set: keep one of them.`);
    try {
      return {
        value: readSecret(String(path).trim()).trim(),
        label: `The text in the file that ${pathLabel} names`,
      };
    } catch (error) {
      problems.push(
        `${pathLabel} names ${shown(path)}, which can't be read (${messageOf(error)}): check the path and that the bot's user may read it.`,
      );
      return undefined;
    }
  }
}

/**
 * Variables that are one typing error away from a setting that is not set. They may belong to another program, so this
 * is a warning and no fault.
 */
export function misspelledVariables(env: Environment): string[] {
  const ours = settingDocs.flatMap(({ env: name, secret }) => (secret ? [name, `${name}_FILE`] : [name]));
  return Object.keys(env)
    .filter((name) => !ours.includes(name))
    .flatMap((name) => {
      const near = ours.find((known) => isOneSlip(name.toUpperCase(), known) && !isSet(env[known]));
      return near === undefined
        ? []
        : [`The environment has ${name}, which is no setting: did you mean ${near}?`];
    });
}

/** A value as an error shows it: on one line, and not too long. */
export function shown(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 80 ? `${json.slice(0, 79)}…` : json;
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === '');
}

/** One letter too many, too few or wrong, or two letters changed over. */
function isOneSlip(word: string, known: string): boolean {
  const slips = distance(word, known);
  return slips === 1 || (slips === 2 && sortedLetters(word) === sortedLetters(known));
}

function sortedLetters(word: string): string {
  return word.split('').sort().join('');
}

function readYaml(yamlText: string, problems: string[]): Record<string, unknown> {
  const document = parseDocument(yamlText, { prettyErrors: true });
  const [fault] = document.errors;
  if (fault !== undefined) {
    const line = fault.linePos?.[0].line;
    const where = line === undefined ? '' : ` line ${line}`;
    problems.push(
      `${settingsFile}${where} is no YAML: ${fault.message.split('\n')[0]?.replace(/ at line.*$/, '')}.`,
    );
    return {};
  }
  const content: unknown = document.toJS();
  if (content === null || content === undefined) return {};
  if (typeof content !== 'object' || Array.isArray(content)) {
    problems.push(`${settingsFile} must be a list of "name: value" lines, such as "healthPort: 8080".`);
    return {};
  }
  const known = settingDocs.flatMap(({ name, secret }) => (secret ? [name, `${name}File`] : [name]));
  for (const key of Object.keys(content)) {
    if (known.includes(key)) continue;
    const byVariable = settingDocs.find(({ env }) => env === key)?.name;
    problems.push(
      `${settingsFile} has ${shown(key)}, which is no setting: did you mean ${byVariable ?? closest(key, known)}?`,
    );
  }
  return { ...content };
}
