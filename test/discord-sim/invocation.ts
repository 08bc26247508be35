import { ApplicationCommandOptionType as OptionType, PermissionFlagsBits } from 'discord.js';
import { permissionsOf } from './permissions.ts';
import type { CommandOption } from './rules-command.ts';
import type { World } from './world.ts';
import type { Channel, Command, Guild, Member, User } from './world-types.ts';

/** Where and by whom something is done; what is left out is the first guild, its first channel and its owner. */
export interface Where {
  readonly guildId?: string | undefined;
  readonly channelId?: string | undefined;
  readonly userId?: string | undefined;
}

export interface Place {
  readonly guild: Guild | undefined;
  readonly channel: Channel;
  readonly user: User;
}

/** What a person may do in Discord's own window; a refusal here never reaches the bot. @throws Error */
export function resolvePlace(world: World, where: Where): Place {
  const channelId = where.channelId;
  const named = channelId === undefined ? undefined : world.findChannel(channelId);
  if (channelId !== undefined && !named) throw new Error(`There is no channel ${channelId}.`);
  const guildId = where.guildId ?? named?.guild_id ?? (named ? undefined : world.guilds[0]?.id);
  const guild = guildId === undefined ? undefined : world.findGuild(guildId);
  if (guildId !== undefined && !guild) throw new Error(`There is no guild ${guildId}.`);
  const channel = named ?? guild?.channels[0];
  if (!channel) throw new Error('There is no channel to do this in: name one.');
  const userId = where.userId ?? guild?.owner_id ?? channel.recipients?.[0]?.id;
  const user = world.users.find(({ id }) => id === userId);
  if (!user) throw new Error(`There is no user ${userId}.`);
  return { guild, channel, user };
}

/** The registered command of a name, if this user may use it here. @throws Error that says why not. */
export function usableCommand(world: World, name: string, { guild, channel, user }: Place): Command {
  if (guild && !world.ownGuilds().includes(guild)) throw new Error(`The bot is not in "${guild.name}".`);
  const scopes = [...(guild ? [guild.id] : []), 'global'];
  const command = scopes
    .flatMap((scope) => world.commands.get(scope) ?? [])
    .find((candidate) => candidate.name === name);
  if (!command) throw new Error(`The command /${name} is not registered.`);
  const { default_member_permissions: needed, contexts } = command;
  if (contexts && !contexts.includes(guild ? 0 : 1)) throw new Error(`/${name} can't be used here.`);
  if (!guild) return command;
  const has = permissionsOf(guild, user.id, channel);
  if ((has & PermissionFlagsBits.UseApplicationCommands) === 0n)
    throw new Error(`${user.username} may not use commands here.`);
  const bits = BigInt(needed ?? 0);
  const isAdministrator = (has & PermissionFlagsBits.Administrator) !== 0n;
  if (needed !== null && needed !== undefined && !isAdministrator && (bits === 0n || (has & bits) !== bits)) {
    throw new Error(
      `${user.username} may not use /${name}: it needs permissions that this member doesn't have.`,
    );
  }
  if ((has & PermissionFlagsBits.ViewChannel) === 0n)
    throw new Error(`${user.username} can't see this channel.`);
  return command;
}

/** One option as Discord sends it. */
export interface SentOption {
  name: string;
  type: number;
  value?: string | number | boolean | undefined;
  focused?: boolean | undefined;
  options?: SentOption[] | undefined;
}

/** Walks from a command to the options that are filled in, with the names on the way (`watch`, `add`). */
export function leafOptions(command: Command, path: readonly string[]): readonly CommandOption[] {
  let options: readonly CommandOption[] = 'options' in command ? (command.options ?? []) : [];
  for (const [depth, name] of path.entries()) {
    if (depth === 0) continue;
    const found = options.find((option) => option.name === name);
    if (!found) throw new Error(`/${path.slice(0, depth).join(' ')} has no subcommand "${name}".`);
    options = 'options' in found ? (found.options ?? []) : [];
  }
  const first = options[0];
  if (first && first.type <= OptionType.SubcommandGroup) {
    throw new Error(
      `/${path.join(' ')} needs a subcommand, one of: ${options.map(({ name }) => name).join(', ')}.`,
    );
  }
  return options;
}

/** Everything that option values point to. https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-resolved-data-structure */
export function resolvedData(
  options: readonly SentOption[],
  { guild, user }: Place,
  world: World,
): Record<string, unknown> {
  const resolved: Record<string, Record<string, unknown>> = {};
  const put = (kind: string, id: string, value: unknown) => {
    resolved[kind] = { ...resolved[kind], [id]: value };
  };
  for (const { type, value } of flatten(options)) {
    const file = type === OptionType.Attachment ? world.attachments.get(String(value)) : undefined;
    if (file) put('attachments', file.id, file);
    if (typeof value !== 'string' || type < OptionType.User || type > OptionType.Mentionable) continue;
    const channel = guild && [...guild.channels, ...guild.threads].find(({ id }) => id === value);
    if (channel && guild)
      put('channels', value, { ...channel, permissions: permissionsOf(guild, user.id, channel).toString() });
    const role = guild?.roles.find(({ id }) => id === value);
    if (role && type !== OptionType.Channel) put('roles', value, role);
    const person = world.users.find(({ id }) => id === value);
    if (person) put('users', value, person);
    const member = guild?.members.find((candidate) => candidate.user.id === value);
    if (member && guild) put('members', value, memberWithoutUser(member, guild));
  }
  return resolved;
}

/** The data of an interaction, completed: the command's id and type, and what its options point to. */
export function commandData(
  world: World,
  command: Command,
  options: SentOption[],
  place: Place,
): Record<string, unknown> {
  const resolved = resolvedData(options, place, world);
  return {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(command.guild_id === undefined ? {} : { guild_id: command.guild_id }),
    ...(options.length > 0 ? { options } : {}),
    ...(Object.keys(resolved).length > 0 ? { resolved } : {}),
  };
}

/** The subcommands that sent options name: `['watch', 'add']`, and the options inside. */
export function pathOf(
  name: string,
  options: readonly SentOption[],
): { path: string[]; leaves: readonly SentOption[] } {
  const first = options[0];
  if (!first || first.type > OptionType.SubcommandGroup) return { path: [name], leaves: options };
  const inner = pathOf(first.name, first.options ?? []);
  return { path: [name, ...inner.path], leaves: inner.leaves };
}

function flatten(options: readonly SentOption[]): SentOption[] {
  return options.flatMap((option) => [option, ...flatten(option.options ?? [])]);
}

function memberWithoutUser(member: Member, guild: Guild): Record<string, unknown> {
  const { user, ...rest } = member;
  return { ...rest, permissions: permissionsOf(guild, user.id).toString() };
}
