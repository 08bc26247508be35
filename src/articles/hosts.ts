import type { Clock } from '../clock.ts';

/** Keeps within what a host can be asked to bear. */
export interface HostLimits {
  /** Whether the host may be asked now; counts as having asked. */
  take(host: string): boolean;
  /** The host had trouble: it is left alone for a while. */
  rest(host: string): void;
}

/** At most so many articles of a host in so many milliseconds; after trouble none for a quarter of an hour. */
const most = 10;
const windowMs = 60_000;
const restMs = 15 * 60_000;
/** Of more hosts those that were asked longest ago are forgotten. */
const mostHosts = 1_000;

/** Limits for all hosts, in memory: after a start the counting begins anew. */
export function createHostLimits({ clock }: { clock: Clock }): HostLimits {
  const asked = new Map<string, readonly number[]>();
  const resting = new Map<string, number>();

  function forget(map: Map<string, unknown>): void {
    if (map.size <= mostHosts) return;
    for (const key of map.keys().take(map.size - mostHosts)) map.delete(key);
  }

  return {
    take(host) {
      const now = clock.now();
      if ((resting.get(host) ?? 0) > now) return false;
      const times = (asked.get(host) ?? []).filter((time) => time > now - windowMs);
      if (times.length >= most) return false;
      asked.delete(host);
      asked.set(host, [...times, now]);
      forget(asked);
      return true;
    },
    rest(host) {
      resting.delete(host);
      resting.set(host, clock.now() + restMs);
      forget(resting);
    },
  };
}
