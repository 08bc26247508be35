import { REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Command } from '../../commands/index.ts';

const application = z.object({ id: z.string() });

/** Discord's REST API without a gateway. */
export function createRest({ token, apiUrl }: { token: string; apiUrl: string | null }): REST {
  return new REST(apiUrl === null ? {} : { api: apiUrl }).setToken(token);
}

/** Publishes the slash commands, for all guilds at once, in place of those published before. Resolves with their number. */
export async function registerCommands({
  rest,
  commands,
}: {
  rest: REST;
  commands: readonly Command[];
}): Promise<number> {
  const { id } = application.parse(await rest.get(Routes.currentApplication()));
  await rest.put(Routes.applicationCommands(id), { body: commands.map(({ data }) => data.toJSON()) });
  return commands.length;
}
