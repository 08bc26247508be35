/** Where "now" comes from; behaviour that depends on time takes one, so that tests can move it. */
export interface Clock {
  /** Milliseconds since the Unix epoch, UTC. */
  now(): number;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** How often a watched clock is looked at, and how far it must jump to be told of, in milliseconds. */
const lookEveryMs = 1_000;
const smallestJumpMs = 5_000;

/**
 * Tells when a clock jumps, within a second: it was set, or the machine slept. `byMs` is below zero where it was set back.
 * The returned function ends the watch.
 */
export function watchClock({
  clock,
  onJump,
  monotonicMs = () => performance.now(),
}: {
  clock: Clock;
  onJump: (byMs: number) => void;
  /** A clock that nobody sets, in milliseconds from any beginning. */
  monotonicMs?: () => number;
}): () => void {
  const difference = () => clock.now() - monotonicMs();
  let last = difference();
  const timer = setInterval(() => {
    const now = difference();
    const byMs = Math.round(now - last);
    // Small ones are the clock's own corrections; they don't add up to a jump.
    last = now;
    if (Math.abs(byMs) >= smallestJumpMs) onJump(byMs);
  }, lookEveryMs).unref();
  return () => clearInterval(timer);
}
