import type { Clock } from '../clock.ts';
import { FeedError, type FeedErrorKind } from '../errors.ts';
import { decodeText } from '../feeds/decode.ts';
import type { Fetch } from '../feeds/document.ts';
import { isAllowed, parseRobots, type RobotsRules } from './robots.ts';

/** Knows what each site lets robots fetch. */
export interface RobotsBook {
  /** Whether an address may be fetched; rejects only when the signal says so. */
  allows(address: string, signal: AbortSignal): Promise<boolean>;
}

/** The name that sites call the bot by in robots.txt. */
const product = 'Wirewatch';

/** RFC 9309, section 2.4: no longer than a day. A site that can't be reached is asked again sooner. */
const keptMs = 24 * 3_600_000;
const retryMs = 10 * 60_000;
const mostSites = 1_000;

const allowsAll: RobotsRules = [];
const allowsNothing: RobotsRules = [{ isAllowed: false, pattern: '/' }];

/** RFC 9309, section 2.3.1: a robots.txt that is not there allows all, one that can't be reached nothing. */
const absent: ReadonlySet<FeedErrorKind> = new Set(['not-found', 'gone', 'forbidden', 'status', 'redirects']);

/** Reads each site's robots.txt once a day, when it is first needed. */
export function createRobotsBook({ fetch, clock }: { fetch: Fetch; clock: Clock }): RobotsBook {
  const known = new Map<string, { readonly rules: RobotsRules; readonly until: number }>();

  async function read(origin: string, signal: AbortSignal): Promise<{ rules: RobotsRules; keepMs: number }> {
    try {
      const fetched = await fetch(`${origin}/robots.txt`, undefined, signal);
      if (fetched.status !== 'fetched') return { rules: allowsAll, keepMs: retryMs };
      return { rules: parseRobots(decodeText(fetched.bytes, fetched.contentType), product), keepMs: keptMs };
    } catch (error) {
      signal.throwIfAborted();
      const isAbsent = error instanceof FeedError && absent.has(error.kind);
      return isAbsent ? { rules: allowsAll, keepMs: keptMs } : { rules: allowsNothing, keepMs: retryMs };
    }
  }

  return {
    async allows(address, signal) {
      const url = URL.parse(address);
      if (url === null) return false;
      const kept = known.get(url.origin);
      if (kept !== undefined && kept.until > clock.now()) return isAllowed(kept.rules, url);
      const { rules, keepMs } = await read(url.origin, signal);
      known.delete(url.origin);
      known.set(url.origin, { rules, until: clock.now() + keepMs });
      if (known.size > mostSites) for (const oldest of known.keys().take(1)) known.delete(oldest);
      return isAllowed(rules, url);
    },
  };
}
