import { resolve } from 'node:path';
import type { Settings } from '../../config/settings.ts';
import { systemClock } from '../clock.ts';
import { UserError } from '../errors.ts';
import { restoreBackup } from '../store/backup-restore.ts';
import { print } from './output.ts';

/** `restore`: puts a backup of the whole store in its place; the newest sound one where none is named. */
export function restoreCommand(file: string | undefined, { storeUrl }: Pick<Settings, 'storeUrl'>): void {
  const path = /^sqlite:(.+)$/s.exec(storeUrl)?.[1];
  if (path === undefined) {
    throw new UserError('STORE_URL names no file, so there is nothing to restore: set sqlite:PATH.');
  }
  const { from, former } = restoreBackup({
    path,
    from: file === undefined ? undefined : resolve(file),
    clock: systemClock,
  });
  const kept = former === undefined ? '' : ` What was there is now ${former}.`;
  print(`Restored ${from}.${kept} Start the bot to use it.`);
}
