import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';

/** What a button needs to know beyond the 100 characters of its id; forgotten after a while and at a restart. */
export interface ShortMemory<T> {
  /** Keeps a value and gives the short id to ask for it with. */
  keep(value: T): string;
  get(id: string): T | undefined;
  forget(id: string): void;
}

/**
 * A memory for `ttlMs` milliseconds, of at most `limit` values: the oldest make room. Ids are random, so that a
 * button from before a restart never finds what somebody else was shown.
 */
export function createShortMemory<T>({
  clock,
  ttlMs,
  limit = 500,
}: {
  clock: Clock;
  ttlMs: number;
  limit?: number;
}): ShortMemory<T> {
  const kept = new Map<string, { readonly value: T; readonly until: number }>();

  return {
    keep(value) {
      const id = randomBytes(9).toString('base64url');
      kept.set(id, { value, until: clock.now() + ttlMs });
      for (const oldest of kept.keys()) {
        if (kept.size <= limit) break;
        kept.delete(oldest);
      }
      return id;
    },
    get(id) {
      const found = kept.get(id);
      return found !== undefined && found.until > clock.now() ? found.value : undefined;
    },
    forget: (id) => void kept.delete(id),
  };
}
