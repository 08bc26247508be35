import { Client, GatewayIntentBits, Options, type RESTOptions } from 'discord.js';
import { isGivenBack } from './limits.ts';

/** A discord.js client that asks for no more than it needs: guilds, and no message history in memory. */
export function createClient({
  apiUrl,
  rest = {},
}: {
  apiUrl: string | null;
  rest?: Partial<RESTOptions>;
}): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 0 }),
    rest: { rejectOnRateLimit: isGivenBack, ...rest, ...(apiUrl === null ? {} : { api: apiUrl }) },
  });
}
