import { Client, GatewayIntentBits, Options } from 'discord.js';
import { isGivenBack } from './limits.ts';

/** A discord.js client that asks for no more than it needs: guilds, and no message history in memory. */
export function createClient({ apiUrl }: { apiUrl: string | null }): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 0 }),
    rest: { rejectOnRateLimit: isGivenBack, ...(apiUrl === null ? {} : { api: apiUrl }) },
  });
}
