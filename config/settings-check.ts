import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf, SettingsError } from '../src/errors.ts';
import { loadAliases } from './aliases.ts';
import { loadStarterFeeds } from './feeds.ts';

/** The settings that name files. */
interface Files {
  readonly feedsFile: string;
  readonly aliasesFile: string;
  readonly storeUrl: string;
}

/** What is wrong with the files that the settings name, each in one line with its mend. */
export function problemsOfFiles({ feedsFile, aliasesFile, storeUrl }: Files): string[] {
  return [
    ...problemsOf(() => loadStarterFeeds(feedsFile)),
    ...problemsOf(() => loadAliases(aliasesFile)),
    ...problemsOf(() => checkStore(storeUrl)),
  ];
}

function problemsOf(load: () => unknown): readonly string[] {
  try {
    load();
    return [];
  } catch (error) {
    return error instanceof SettingsError ? error.problems : [messageOf(error)];
  }
}

/** Looks without opening the store, which may be in use. */
function checkStore(url: string): void {
  const path = /^sqlite:(.+)$/s.exec(url)?.[1];
  if (path === undefined) return;
  let folder = dirname(path);
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
  if (!statSync(folder).isDirectory()) {
    throw new SettingsError([`STORE_URL needs the folder ${folder}, which is a file: name another place.`]);
  }
  for (const place of existsSync(path) ? [folder, path] : [folder]) {
    try {
      accessSync(place, constants.R_OK | constants.W_OK);
    } catch (error) {
      throw new SettingsError([
        `STORE_URL needs ${place}, which can't be written (${messageOf(error)}): let the bot's user write there, or name another place.`,
      ]);
    }
  }
}
