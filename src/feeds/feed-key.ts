import { shortHash } from '../short-hash.ts';

/** A short name for a feed's address, for buttons and choices: 22 characters, and no password that stands in it. */
export function feedKey(url: string): string {
  return shortHash(url);
}
