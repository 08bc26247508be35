import type { Clock } from '../../src/clock.ts';

/** Milliseconds of Discord's epoch, the first second of 2015. https://discord.com/developers/docs/reference#snowflakes */
export const DISCORD_EPOCH = 1_420_070_400_000;

const INCREMENT_BITS = 22n;

/**
 * Makes ids as Discord does: milliseconds since Discord's epoch in the upper bits, a running number in the
 * lower ones. Later ids are always greater, also when the clock steps back or many fall in one millisecond.
 */
export function createSnowflakes(clock: Clock): () => string {
  let last = 0n;
  return () => {
    const first = BigInt(clock.now() - DISCORD_EPOCH) << INCREMENT_BITS;
    last = first > last ? first : last + 1n;
    return last.toString();
  };
}

/** Milliseconds since the Unix epoch at which an id was made. */
export function snowflakeTime(id: string): number {
  return Number(BigInt(id) >> INCREMENT_BITS) + DISCORD_EPOCH;
}

/** Orders ids by age; they are compared as numbers because their length grows. */
export function compareIds(left: string, right: string): number {
  return BigInt(left) < BigInt(right) ? -1 : left === right ? 0 : 1;
}
