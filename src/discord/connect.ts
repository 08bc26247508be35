import { type Client, DiscordAPIError, DiscordjsError, Events, GatewayCloseCodes } from 'discord.js';
import { messageOf, WirewatchError } from '../errors.ts';
import type { Log } from '../ops/log.ts';

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
 * only ever rejects: with a WirewatchError when Discord refuses the bot for good, at the start or later.
 */
export function stayConnected(
  client: Client,
  { token, signal, log }: { token: string; signal: AbortSignal; log: Log },
): Promise<never> {
  const ended = Promise.withResolvers<never>();

  async function login(): Promise<void> {
    for (let pauseMs = firstPauseMs; !signal.aborted; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
      try {
        await client.login(token);
        return;
      } catch (error) {
        if (isRefused(error)) throw new WirewatchError(tokenRefused, { cause: error });
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
    if (reason !== undefined) ended.reject(new WirewatchError(reason));
  });
  client.on(Events.Invalidated, () => ended.reject(new WirewatchError(tokenRefused)));
  login().catch(ended.reject);
  return ended.promise;
}
