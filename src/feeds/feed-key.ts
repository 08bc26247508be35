import { createHash } from 'node:crypto';

/** A short name for a feed's address, for buttons and choices: 22 characters, and no password that stands in it. */
export function feedKey(url: string): string {
  return createHash('sha256').update(url).digest('base64url').slice(0, 22);
}
