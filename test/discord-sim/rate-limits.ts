import { createHash } from 'node:crypto';
import type { Clock } from '../../src/clock.ts';
import { ApiError } from './refusals.ts';

/** So many requests in so many milliseconds. */
export interface Limit {
  readonly limit: number;
  readonly windowMs: number;
}

export interface RateLimitOptions {
  /** False: headers still count down, but nothing is refused. */
  readonly enforce?: boolean;
  /** Other limits for tests; a key is a method and path as in `ROUTE_LIMITS`, or `global`. */
  readonly limits?: Readonly<Record<string, Limit>>;
}

/** Discord publishes no limits, only headers; these are the ones commonly seen. */
const ROUTE_LIMITS: Readonly<Record<string, Limit>> = {
  'POST /channels/{channel_id}/messages': { limit: 5, windowMs: 5000 },
  'PATCH /channels/{channel_id}/messages/{message_id}': { limit: 5, windowMs: 5000 },
  'DELETE /channels/{channel_id}/messages/{message_id}': { limit: 5, windowMs: 1000 },
  'POST /webhooks/{webhook_id}/{webhook_token}': { limit: 5, windowMs: 2000 },
  'PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}': { limit: 5, windowMs: 2000 },
};

const OTHER_ROUTES: Limit = { limit: 50, windowMs: 1000 };

/** https://discord.com/developers/docs/topics/rate-limits#global-rate-limit */
const GLOBAL: Limit = { limit: 50, windowMs: 1000 };

interface Window {
  used: number;
  endsAt: number;
}

/** Counts requests by route and, where the path names one, by channel, guild or webhook. */
export function createRateLimits({ clock, options }: { clock: Clock; options: RateLimitOptions }) {
  const windows = new Map<string, Window>();
  const exceeded: string[] = [];
  const limitOf = (name: string, otherwise: Limit) => options.limits?.[name] ?? otherwise;

  const windowOf = (key: string, { windowMs }: Limit): Window => {
    const known = windows.get(key);
    if (known && known.endsAt > clock.now()) return known;
    const fresh = { used: 0, endsAt: clock.now() + windowMs };
    windows.set(key, fresh);
    return fresh;
  };

  return {
    /** The requests that were too many, each as `global` or its route and major parameter. */
    exceeded,
    /**
     * Counts one request. https://discord.com/developers/docs/topics/rate-limits#header-format
     * @returns The headers that its answer carries.
     * @throws ApiError 429 where a limit is enforced and used up.
     */
    count(route: string, major: string, countsGlobally: boolean): Record<string, string> {
      const globalLimit = limitOf('global', GLOBAL);
      const everywhere = windowOf('global', globalLimit);
      if (countsGlobally) everywhere.used += 1;
      if (countsGlobally && options.enforce !== false && everywhere.used > globalLimit.limit) {
        exceeded.push('global');
        throw tooMany(everywhere.endsAt - clock.now(), true, {
          'x-ratelimit-global': 'true',
          'x-ratelimit-scope': 'global',
        });
      }

      const limit = limitOf(route, ROUTE_LIMITS[route] ?? OTHER_ROUTES);
      const window = windowOf(`${route} ${major}`, limit);
      window.used += 1;
      const leftMs = window.endsAt - clock.now();
      const headers = {
        'x-ratelimit-limit': String(limit.limit),
        'x-ratelimit-remaining': String(Math.max(0, limit.limit - window.used)),
        'x-ratelimit-reset': (window.endsAt / 1000).toFixed(3),
        'x-ratelimit-reset-after': (leftMs / 1000).toFixed(3),
        'x-ratelimit-bucket': createHash('md5').update(route).digest('hex'),
      };
      if (options.enforce !== false && window.used > limit.limit) {
        exceeded.push(`${route} ${major}`);
        throw tooMany(leftMs, false, { ...headers, 'x-ratelimit-scope': 'user' });
      }
      return headers;
    },
  };
}

function tooMany(leftMs: number, global: boolean, headers: Record<string, string>): ApiError {
  const seconds = leftMs / 1000;
  return new ApiError(
    429,
    { message: 'You are being rate limited.', retry_after: Number(seconds.toFixed(3)), global },
    { ...headers, 'retry-after': String(Math.ceil(seconds)) },
  );
}
