import PQueue from 'p-queue';
import { hostOf } from './url.ts';

/** Bounds of what is fetched at once. */
export interface LaneLimits {
  /** Polls under way at once. */
  readonly concurrency: number;
  /** Of them, polls of one host. */
  readonly perHost: number;
}

/** Lets polls begin when there is room for them. */
export interface Lanes {
  /** Does the work when its turn comes: what people wait for first, feeds that fail in a lane of their own. */
  run<T>(url: string, turn: { isFailing: boolean; isAwaited: boolean }, work: () => Promise<T>): Promise<T>;
  /** Drops what has not begun; its promises never settle. Resolves when nothing is under way. */
  stop(): Promise<void>;
}

/** Feeds that fail often do so after a long wait: they may take at most this share of the places from the others. */
const failingShare = 0.25;

/** Lanes in memory. A poll waits for its host before it takes one of the places, so that a slow host holds few. */
export function createLanes({ concurrency, perHost }: LaneLimits): Lanes {
  const places = new PQueue({ concurrency });
  const failing = new PQueue({ concurrency: Math.max(1, Math.floor(concurrency * failingShare)) });
  const hosts = new Map<string, PQueue>();

  function laneOf(host: string): PQueue {
    const lane = hosts.get(host) ?? new PQueue({ concurrency: perHost });
    hosts.set(host, lane);
    return lane;
  }

  return {
    async run(url, { isFailing, isAwaited }, work) {
      const host = hostOf(url);
      const lane = laneOf(host);
      const options = { priority: isAwaited ? 1 : 0 };
      const place = () => places.add(work, options);
      try {
        return await lane.add(() => (isFailing && !isAwaited ? failing.add(place) : place()), options);
      } finally {
        if (lane.size === 0 && lane.pending === 0 && hosts.get(host) === lane) hosts.delete(host);
      }
    },
    async stop() {
      for (const queue of [...hosts.values(), failing, places]) queue.clear();
      await places.onIdle();
    },
  };
}
