/** So many requests of the bot does Discord take in a second (https://discord.com/developers/docs/topics/rate-limits#global-rate-limit). */
const requests = 50;
/** That second, and what clocks may differ by, in milliseconds. */
const windowMs = 1_010;
/** Half of them may leave at once; more leave evenly, so that none waits behind the others for its answer. */
const atOnce = 25;
const spacingMs = windowMs / requests;
/** How much of the time that passed unused may be made up for, in milliseconds. */
const madeUpMs = 100;

/** The right to make one request. */
export interface Slot {
  /** The request was answered, or failed. */
  used(): void;
  /** No request was made. */
  unused(): void;
}

/** Hands out the right to make requests. */
export interface Pace {
  /** For work that has begun and can't wait: before everything that waits in line. */
  urgent(): Promise<Slot>;
  /** In line: parties take turns, however many wait for one. Resolves with null where the signal comes first. */
  inTurn(party: string, signal: AbortSignal): Promise<Slot | null>;
}

type Serve = (slot: Slot) => void;

/**
 * Never more than 50 requests in any second, as Discord counts them. A slot is taken until a second after its request
 * was answered: wherever between sending and answer Discord counts a request, 51 can't fall into one second, whatever
 * the network does to them.
 *
 * @param monotonic Milliseconds that no change of the clock moves.
 */
export function createPace({ monotonic = () => performance.now() }: { monotonic?: () => number } = {}): Pace {
  let free = requests;
  /** When the next request may leave. */
  let earliest = monotonic();
  let waking: NodeJS.Timeout | undefined;
  const hurried: Serve[] = [];
  // A party that was served moves to the end.
  const parties = new Map<string, Serve[]>();

  function nextInLine(): Serve | undefined {
    const first = hurried.shift();
    if (first !== undefined) return first;
    for (const [party, line] of parties) {
      parties.delete(party);
      const next = line.shift();
      if (line.length > 0) parties.set(party, line);
      return next;
    }
    return undefined;
  }

  function release(): void {
    free += 1;
    serve();
  }

  function slot(): Slot {
    let isDone = false;
    const after = (ms: number) => {
      if (isDone) return;
      isDone = true;
      if (ms > 0) setTimeout(release, ms).unref();
      else release();
    };
    return {
      used: () => after(windowMs),
      unused: () => after(0),
    };
  }

  function serve(): void {
    if (waking !== undefined) return;
    while (free > 0) {
      const waitMs = free > requests - atOnce ? 0 : earliest - monotonic();
      if (waitMs > 0) {
        waking = setTimeout(() => {
          waking = undefined;
          serve();
        }, waitMs).unref();
        return;
      }
      const next = nextInLine();
      if (next === undefined) return;
      free -= 1;
      earliest = Math.max(earliest, monotonic() - madeUpMs) + spacingMs;
      next(slot());
    }
  }

  return {
    urgent: () =>
      new Promise((resolve) => {
        hurried.push(resolve);
        serve();
      }),
    inTurn: (party, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve(null);
        const leave = () => {
          const line = parties.get(party) ?? [];
          const at = line.indexOf(take);
          if (at !== -1) line.splice(at, 1);
          if (line.length === 0) parties.delete(party);
          resolve(null);
        };
        const take: Serve = (taken) => {
          signal.removeEventListener('abort', leave);
          resolve(taken);
        };
        signal.addEventListener('abort', leave, { once: true });
        parties.set(party, [...(parties.get(party) ?? []), take]);
        serve();
      }),
  };
}
