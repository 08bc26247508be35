import { type Client, Events } from 'discord.js';
import type { Delivery } from '../alerts/deliver.ts';
import type { Clock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../ops/log.ts';
import type { Guilds } from '../store/guilds.ts';

/** Follows what happens to the guilds: joined, left, channels and permissions changed. */
export function followGuilds(
  client: Client,
  {
    guilds,
    delivery,
    greet,
    clock,
    log,
  }: {
    guilds: Guilds;
    delivery: Delivery;
    /** Says hello in a guild that is new; resolves with whether there was a channel for it. */
    greet: (guildId: string) => Promise<boolean>;
    clock: Clock;
    log: Log;
  },
): void {
  async function mark(guildId: string, leftAt: number | null): Promise<void> {
    try {
      const isNew = leftAt === null && !guilds.has(guildId);
      await guilds.update(guildId, (guild) => ({ ...guild, leftAt }));
      log.info(leftAt === null ? 'guild-joined' : 'guild-left', { guild: guildId });
      if (isNew) log.info('guild-welcomed', { guild: guildId, seen: await greet(guildId) });
    } catch (error) {
      log.error('guild-not-followed', { guild: guildId, error: messageOf(error) });
    }
  }

  /** A channel that could not be posted to may have been mended. */
  function retryBlocked(guildId: string): void {
    for (const { channelId, guildId: blockedGuild } of delivery.blocked()) {
      if (blockedGuild === guildId) delivery.retry(channelId);
    }
  }

  client.on(Events.ClientReady, ({ guilds: present }) => {
    const here = new Set(present.cache.keys());
    const known = new Map([...guilds.all()].map((guild) => [guild.id, guild]));
    for (const id of here) if (known.get(id)?.leftAt !== null) void mark(id, null);
    for (const { id, leftAt } of known.values())
      if (!here.has(id) && leftAt === null) void mark(id, clock.now());
  });
  client.on(Events.GuildCreate, (guild) => void mark(guild.id, null));
  client.on(Events.GuildDelete, (guild) => void mark(guild.id, clock.now()));
  client.on(Events.ChannelUpdate, (_, channel) => {
    if (!channel.isDMBased()) retryBlocked(channel.guildId);
  });
  client.on(Events.ThreadUpdate, (_, thread) => retryBlocked(thread.guildId));
  client.on(Events.GuildRoleUpdate, (_, role) => retryBlocked(role.guild.id));
  client.on(Events.GuildMemberUpdate, (_, member) => retryBlocked(member.guild.id));
}
