import { setTimeout as timer } from 'node:timers/promises';
import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Log } from '../ops/log.ts';

/**
 * Discord lets a bot begin 1,000 sessions a day and takes its token away after that
 * (https://discord.com/developers/docs/events/gateway#session-start-limit-object).
 */
const gatewayInfo = z.object({
  session_start_limit: z.object({ remaining: z.number(), reset_after: z.number() }),
});

/**
 * Between two sessions: 5 s, which Discord asks for, then 10 s, 20 s … at most 4 minutes, so that not even a connection
 * that breaks all day long uses them up. One that lasts for an hour begins anew. Milliseconds.
 */
const firstPauseMs = 5_000;
const longestPauseMs = 240_000;
const steadyMs = 3_600_000;

/** Keeps the bot within the number of sessions that it may begin. */
export interface SessionStarts {
  /** Resolves when Discord allows another session. @throws what the REST API throws, and AbortError. */
  allowed(signal: AbortSignal): Promise<void>;
  /** What discord.js asks before each session it begins. @throws AbortError */
  waitForIdentify(shardId: number, signal: AbortSignal): Promise<void>;
}

/** Session starts of one client, which asks `rest` how many are left. */
export function createSessionStarts({
  rest,
  clock,
  log,
  random = Math.random,
  monotonicMs = () => performance.now(),
  sleep = (ms, signal) => timer(ms, undefined, { signal, ref: false }),
}: {
  rest: Pick<REST, 'get'>;
  clock: Clock;
  log: Log;
  random?: () => number;
  /** A clock that nobody sets, in milliseconds from any beginning. */
  monotonicMs?: () => number;
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}): SessionStarts {
  let pauseMs = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  let toldUntil = Number.NEGATIVE_INFINITY;

  async function allowed(signal: AbortSignal): Promise<void> {
    for (;;) {
      const { session_start_limit: limit } = gatewayInfo.parse(
        await rest.get(Routes.gatewayBot(), { signal }),
      );
      if (limit.remaining > 0) return;
      const until = clock.now() + limit.reset_after;
      // Discord closes connections that begin no session, and each new one comes here again.
      if (until > toldUntil + firstPauseMs) {
        log.warn('discord-sessions-used-up', { until: new Date(until).toISOString() });
        toldUntil = until;
      }
      await sleep(limit.reset_after + firstPauseMs * random(), signal);
    }
  }

  return {
    allowed,
    async waitForIdentify(_shardId, signal) {
      const leftMs = lastAt + pauseMs - monotonicMs();
      if (leftMs > 0) await sleep(leftMs, signal);
      // Where Discord doesn't say how many are left, the pauses alone keep within the limit.
      await allowed(signal).catch((error: unknown) => {
        if (signal.aborted) throw error;
      });
      const now = monotonicMs();
      const before = now - lastAt > steadyMs ? 0 : pauseMs;
      pauseMs = Math.min(longestPauseMs, Math.max(firstPauseMs, before * 2)) * (1 + random() / 8);
      lastAt = now;
    },
  };
}
