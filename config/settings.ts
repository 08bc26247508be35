import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { z } from 'zod';
import { messageOf, SettingsError } from '../src/errors.ts';
import { settingDocs, settingsSchema } from './settings-schema.ts';
import {
  type Environment,
  misspelledVariables,
  readSources,
  settingsFile,
  shown,
} from './settings-sources.ts';

export { type SettingDoc, settingDocs } from './settings-schema.ts';
export { type Environment, misspelledVariables } from './settings-sources.ts';

/** Everything that can be set, checked. Paths are absolute. */
export interface Settings
  extends Readonly<Omit<z.infer<typeof settingsSchema>, 'feedsFile' | 'aliasesFile'>> {
  readonly feedsFile: string;
  readonly aliasesFile: string;
}

/** Where settings come from. */
export interface SettingsSources {
  readonly env: Environment;
  /** The folder of `wirewatch.yaml`, and what relative paths are relative to. */
  readonly cwd: string;
  /** Reads a text file; throws with the code ENOENT where there is none. */
  readonly readFile?: (path: string) => string;
}

/**
 * Reads the settings from the environment and from `wirewatch.yaml` in `cwd`, if there is one; the environment wins.
 * A missing token is no fault here: `requireToken` asks for it where it is needed.
 *
 * @throws SettingsError with one line a problem, each with its mend.
 */
export function loadSettings({ env, cwd, readFile = readText }: SettingsSources): Settings {
  const fileProblems: string[] = [];
  const { raw, problems } = readSources(env, readSettingsFile(), (path) => readFile(resolve(cwd, path)));
  const parsed = settingsSchema.safeParse(
    Object.fromEntries([...raw].map(([name, { value }]) => [name, value])),
  );
  const all = [...fileProblems, ...problems, ...(parsed.success ? [] : describe(parsed.error))];
  if (all.length > 0 || !parsed.success) throw new SettingsError(all);
  const { storeUrl, feedsFile, aliasesFile, ...rest } = parsed.data;
  return {
    ...rest,
    storeUrl: storeUrl.replace(/^sqlite:(.+)$/s, (_, path: string) => `sqlite:${resolve(cwd, path)}`),
    feedsFile: feedsFile === undefined ? shipped('feeds.yaml') : resolve(cwd, feedsFile),
    aliasesFile: aliasesFile === undefined ? shipped('aliases.yaml') : resolve(cwd, aliasesFile),
  };

  function readSettingsFile(): string | undefined {
    try {
      return readFile(join(cwd, settingsFile));
    } catch (error) {
      if (isMissing(error)) return undefined;
      fileProblems.push(
        `${settingsFile} can't be read (${messageOf(error)}): check that the bot's user may read it.`,
      );
      return undefined;
    }
  }

  function describe(error: z.ZodError): string[] {
    const told = new Set<string>();
    return error.issues.flatMap(({ path, message }) => {
      const name = String(path[0]);
      const doc = settingDocs.find((candidate) => candidate.name === name);
      if (doc === undefined || told.has(name)) return [];
      told.add(name);
      const source = raw.get(name);
      const is = doc.secret || source === undefined ? '' : ` is ${shown(source.value)}, but`;
      return [`${source?.label ?? doc.env}${is} must be ${message}.`];
    });
  }
}

/**
 * The bot's token.
 *
 * @throws SettingsError that says in one line how to get one, where there is none.
 */
export function requireToken(settings: Pick<Settings, 'discordToken'>): string {
  if (settings.discordToken !== null) return settings.discordToken;
  throw new SettingsError([
    'DISCORD_TOKEN is not set: create a bot at https://discord.com/developers/applications, copy the token from its Bot page and set it, or run "npm run demo" to see Wirewatch without Discord.',
  ]);
}

/**
 * Everything that is wrong with the settings, each in one line with its mend: also a missing token, files that can't be
 * read, a store that can't be written and variables that are one typing error away from a setting.
 */
export async function checkSettings(sources: SettingsSources): Promise<string[]> {
  // Loaded here, so that whoever only reads settings doesn't load what reads the other files.
  const { problemsOfFiles } = await import('./settings-check.ts');
  const problems = misspelledVariables(sources.env);
  try {
    const settings = loadSettings(sources);
    problems.push(...problemsOfFiles(settings));
    requireToken(settings);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    problems.push(...error.problems);
  }
  return problems;
}

/** The values that must never be seen in a log. */
export function secretsOf(settings: Settings): string[] {
  return [settings.discordToken, settings.summaryModelKey].filter((secret) => secret !== null);
}

/** A YAML file of config/: it stands in the package's own folder, beside the sources, and the build doesn't copy it. */
function shipped(name: string): string {
  const start = import.meta.dirname;
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'config', name);
    if (existsSync(candidate)) return candidate;
  }
  return join(start, name);
}

function readText(path: string): string {
  return readFileSync(path, 'utf8');
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
