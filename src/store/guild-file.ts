import { z } from 'zod';
import { UserError } from '../errors.ts';
import { guildLimits } from './guild-changes.ts';
import { type Guild, guildSchema } from './guilds.ts';

const guildFile = z.object({
  wirewatch: z.literal(1),
  exportedAt: z.iso.datetime(),
  guilds: z.array(guildSchema),
});

/** What guilds set up, as the text of a file that `parseGuildFile` reads again. `now` in milliseconds UTC. */
export function writeGuildFile(guilds: readonly Guild[], now: number): string {
  const file: z.input<typeof guildFile> = {
    wirewatch: 1,
    exportedAt: new Date(now).toISOString(),
    guilds: [...guilds],
  };
  return JSON.stringify(file, null, 2);
}

/** The guilds in an exported file. `name` is what the file is called in the UserError that is thrown where it is none. */
export function parseGuildFile(name: string, text: string): Guild[] {
  try {
    return guildFile.parse(JSON.parse(text)).guilds;
  } catch (cause) {
    const where =
      cause instanceof z.ZodError ? ` (at ${cause.issues[0]?.path.join('.') || 'its top level'})` : '';
    throw new UserError(`${name} is not a file that "export" wrote${where}; nothing was restored.`, {
      cause,
    });
  }
}

const limited = ['watchlists', 'keywords', 'feeds', 'subscriptions', 'aliases'] as const;

/**
 * Puts what an exported file says in the place of what a guild set up. What goes to channels that the guild does not
 * have is left out. Throws UserError where the file holds more than a guild may have.
 */
export function restoreGuild(guild: Guild, file: Guild, hasChannel: (channelId: string) => boolean): Guild {
  const sizes: Record<(typeof limited)[number], number> = {
    watchlists: file.watchlists.length,
    keywords: file.watchlists.reduce((sum, { keywords }) => sum + keywords.length, 0),
    feeds: file.feeds.length,
    subscriptions: file.subscriptions.length,
    aliases: file.aliases.length,
  };
  for (const what of limited) {
    const limit = guildLimits[what];
    if (sizes[what] > limit)
      throw new UserError(`The file has ${sizes[what]} ${what}; a server may have ${limit}.`);
  }
  const { noticeChannelId } = file;
  return {
    ...file,
    id: guild.id,
    noticeChannelId: noticeChannelId !== null && hasChannel(noticeChannelId) ? noticeChannelId : null,
    leftAt: null,
    subscriptions: file.subscriptions.filter(({ channelId }) => hasChannel(channelId)),
  };
}
