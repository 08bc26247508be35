import { readFile } from 'node:fs/promises';
import type { Settings } from '../../config/settings.ts';
import { systemClock } from '../clock.ts';
import { UserError } from '../errors.ts';
import { parseGuildFile, writeGuildFile } from '../store/guild-file.ts';
import { createGuilds } from '../store/guilds.ts';
import { type OnStoreEvent, openStore } from '../store/open.ts';
import { print, tell } from './output.ts';

const onEvent: OnStoreEvent = (_level, _event, { error }) => {
  if (error !== undefined) tell(error);
};

/** `export`: what the guilds set up, as one JSON file on standard output. */
export async function exportCommand({ guild: only }: { guild?: string }, settings: Settings): Promise<void> {
  const store = await openStore(settings.storeUrl, { clock: systemClock, access: 'read', onEvent });
  try {
    const guilds = createGuilds({ store });
    await guilds.load();
    const chosen = [...guilds.all()].filter(({ id }) => only === undefined || id === only);
    if (only !== undefined && chosen.length === 0) {
      throw new UserError(`There is no guild ${only} in the store: leave --guild out to export all.`);
    }
    print(writeGuildFile(chosen, systemClock.now()));
  } finally {
    await store.close();
  }
}

/** `import`: restores what `export` wrote; each guild in the file replaces what is stored of it. */
export async function importCommand(path: string, settings: Settings): Promise<void> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new UserError(`${path} can't be read: give the path of a file that "export" wrote.`, { cause });
  });
  const guilds = parseGuildFile(path, text);
  const store = await openStore(settings.storeUrl, { clock: systemClock, access: 'own', onEvent });
  try {
    const known = createGuilds({ store });
    for (const guild of guilds) await known.update(guild.id, () => guild);
  } finally {
    await store.close();
  }
  print(`Restored ${guilds.length} ${guilds.length === 1 ? 'guild' : 'guilds'}; start the bot to use it.`);
}
