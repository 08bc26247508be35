import { createHash } from 'node:crypto';

/**
 * A number from 0 up to 1 that is always the same for a text and evenly spread over texts: it gives each feed a place
 * of its own in time, which a restart does not change.
 */
export function spreadOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}
