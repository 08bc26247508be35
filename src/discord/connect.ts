import {
  type Client,
  DiscordAPIError,
  DiscordjsError,
  Events,
  GatewayCloseCodes,
  RESTEvents,
} from 'discord.js';
import type { Clock } from '../clock.ts';
import { messageOf, RefusedError } from '../errors.ts';
import type { Log } from '../ops/log.ts';
import { createSessionStarts } from './session-starts.ts';

/** Between two attempts to reach Discord at the start: 2 s, 4 s … at most a minute. */
const firstPauseMs = 2_000;
const longestPauseMs = 60_000;

const tokenRefused =
  'Discord refused the token: copy a new one from https://discord.com/developers/applications (Bot → Reset Token) into DISCORD_TOKEN.';

/** The gateway's close codes after which connecting again is no use, and what to do about each. */
const finalCodes: Readonly<Record<number, string>> = {
  [GatewayCloseCodes.AuthenticationFailed]: tokenRefused,
  [GatewayCloseCodes.InvalidShard]: 'Discord refused the shard: run one Wirewatch a bot.',
  [GatewayCloseCodes.ShardingRequired]:
    'The bot is in more servers than one connection may serve: remove it from some.',
  [GatewayCloseCodes.InvalidAPIVersion]: 'Discord no longer speaks this version: update Wirewatch.',
  [GatewayCloseCodes.InvalidIntents]: 'Discord does not know what this version asks for: update Wirewatch.',
  [GatewayCloseCodes.DisallowedIntents]:
    'Discord does not allow what this version asks for: update Wirewatch.',
};

/** Whether Discord has answered, and trying again with the same token is no use. */
function isRefused(error: unknown): boolean {
  if (error instanceof DiscordAPIError) return error.status === 401;
  return error instanceof DiscordjsError && String(error.code) === 'TokenInvalid';
}

/**
 * Logs in, again and again while Discord can't be reached; once connected, discord.js resumes by itself. The promise
 * only ever rejects: with a RefusedError when Discord refuses the bot for good, at the start or later.
 */
export function stayConnected(
  client: Client,
  { token, signal, clock, log }: { token: string; signal: AbortSignal; clock: Clock; log: Log },
): Promise<never> {
  const ended = Promise.withResolvers<never>();
  const sessionStarts = createSessionStarts({ rest: client.rest, clock, log });
  client.options.ws = { ...client.options.ws, buildIdentifyThrottler: () => sessionStarts };

  async function login(): Promise<void> {
    for (let pauseMs = firstPauseMs; !signal.aborted; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
      try {
        client.rest.setToken(token);
        // A login that fails destroys the client, so it is begun only when Discord answers and allows a session.
        await sessionStarts.allowed(signal);
        // Should it fail all the same: a client that was destroyed never calls itself ready and can't be stopped.
        Reflect.set(client.ws, 'destroyed', false);
        await client.login(token);
        return;
      } catch (error) {
        if (signal.aborted) return;
        if (isRefused(error)) throw new RefusedError(tokenRefused, { cause: error });
        log.warn('discord-unreachable', { error: messageOf(error), againInMs: pauseMs });
        await new Promise<void>((resolve) => setTimeout(resolve, pauseMs).unref());
      }
    }
  }

  client.on(Events.Error, (error) => log.error('discord-error', { error: messageOf(error) }));
  client.on(Events.ShardReconnecting, () => log.warn('discord-reconnecting'));
  client.on(Events.ShardResume, () => log.info('discord-resumed'));
  client.on(Events.ShardDisconnect, ({ code }) => {
    const reason = finalCodes[code];
    if (reason !== undefined) ended.reject(new RefusedError(reason));
  });
  client.on(Events.Invalidated, () => ended.reject(new RefusedError(tokenRefused)));
  // Discord may refuse the token to a request before it closes the gateway; discord.js drops the token then.
  client.rest.on(RESTEvents.Response, ({ data }, { status }) => {
    if (status === 401 && data.auth === true) ended.reject(new RefusedError(tokenRefused));
  });
  login().catch(ended.reject);
  return ended.promise;
}
