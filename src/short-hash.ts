import { createHash } from 'node:crypto';

/** A short name for a text, always the same: 22 characters of base64url are 132 bits, enough never to meet twice. */
export function shortHash(text: string, length = 22): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, length);
}
