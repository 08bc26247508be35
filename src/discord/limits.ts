import type { RateLimitData, REST } from 'discord.js';

/** A request that has to wait longer than this is given back to its caller, in milliseconds. */
const longestWaitMs = 60_000;

/**
 * Whether a request that met a limit is given back instead of waiting inside of discord.js, whose callers have patience
 * of their own. Two waits are none: one without an end that Discord named (discord.js would ask again at once, without
 * end), and one that a clock that was set back has made a day long.
 */
export function isGivenBack({ retryAfter, timeToReset }: RateLimitData): boolean {
  return retryAfter <= 0 || timeToReset > longestWaitMs;
}

/**
 * Forgets what discord.js knows of limits, which it keeps as times of the day: after the clock was set back by a day it
 * would let 50 more requests through and then wait for a day. Discord says anew what its limits are.
 */
export function forgetLimits(rest: REST): void {
  rest.globalReset = -1;
  rest.globalDelay = null;
  rest.handlers.clear();
}
