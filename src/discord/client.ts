import { Client, GatewayIntentBits, Options } from 'discord.js';

/** A discord.js client that asks for no more than it needs: guilds, and no message history in memory. */
export function createClient({ apiUrl }: { apiUrl: string | null }): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 0 }),
    ...(apiUrl === null ? {} : { rest: { api: apiUrl } }),
  });
}
