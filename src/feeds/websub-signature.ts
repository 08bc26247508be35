import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a hub may sign with (W3C WebSub, section 7.1, "Recognized algorithm names"). */
const algorithms: ReadonlySet<string> = new Set(['sha1', 'sha256', 'sha384', 'sha512']);

/** Whether `header` (X-Hub-Signature) is the signature of a body with that secret; compared in constant time. */
export function isSigned(header: string | undefined, secret: string, body: Uint8Array): boolean {
  const [, method = '', digest = ''] = /^\s*(\w+)=([0-9a-f]+)\s*$/i.exec(header ?? '') ?? [];
  const algorithm = method.toLowerCase();
  if (!algorithms.has(algorithm)) return false;
  const expected = createHmac(algorithm, secret).update(body).digest();
  const given = Buffer.from(digest, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
