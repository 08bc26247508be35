import type { Clock } from '../clock.ts';
import { createSlidingSum, type SlidingSum } from '../sliding-sum.ts';

/** Keeps within what a host can be asked to bear, and what alerts can wait for it. */
export interface HostLimits {
  /** Whether the host may be asked now; counts as having asked. */
  take(host: string): boolean;
  /** How long an alert waited for the host, in milliseconds. */
  waited(host: string, ms: number): void;
  /** The host had trouble: it is left alone for a while. */
  rest(host: string): void;
}

/** At most so many articles of a host in so many milliseconds; after trouble none for a quarter of an hour. */
const most = 10;
const windowMs = 60_000;
const restMs = 15 * 60_000;
/** Of more hosts those that were asked longest ago are forgotten. */
const mostHosts = 1_000;

interface Host {
  readonly asked: SlidingSum;
  readonly waited: SlidingSum;
  restsUntil: number;
}

/**
 * Limits for all hosts, in memory: after a start the counting begins anew.
 *
 * @param mostWaitMs - alerts wait for one host no longer than this within a minute, all together, and one more time.
 */
export function createHostLimits({ clock, mostWaitMs }: { clock: Clock; mostWaitMs: number }): HostLimits {
  const hosts = new Map<string, Host>();

  function find(name: string): Host {
    const host = hosts.get(name) ?? {
      asked: createSlidingSum({ windowMs, clock }),
      waited: createSlidingSum({ windowMs, clock }),
      restsUntil: 0,
    };
    hosts.delete(name);
    hosts.set(name, host);
    for (const oldest of hosts.keys().take(Math.max(0, hosts.size - mostHosts))) hosts.delete(oldest);
    return host;
  }

  return {
    take(name) {
      const { asked, waited, restsUntil } = find(name);
      if (restsUntil > clock.now() || asked.sum() >= most || waited.sum() >= mostWaitMs) return false;
      asked.add(1);
      return true;
    },
    waited(name, ms) {
      find(name).waited.add(ms);
    },
    rest(name) {
      find(name).restsUntil = clock.now() + restMs;
    },
  };
}
