import { ApplicationCommandType } from 'discord.js';
import { guildFor } from './access.ts';
import { refuse } from './refusals.ts';
import { type Call, created, noContent, ok, type Route, type Services } from './routing.ts';
import { type CommandForm, commandSchema, commandsSchema } from './rules-command.ts';
import type { World } from './world.ts';
import type { Command } from './world-types.ts';

/** The scope of commands that are not of one guild. */
export const GLOBAL_COMMANDS = 'global';

/** Registering, listing and removing commands, in all guilds and in one. */
export const commandRoutes: readonly Route[] = [
  '/applications/{application_id}',
  '/applications/{application_id}/guilds/{guild_id}',
].flatMap((prefix): Route[] => [
  {
    method: 'GET',
    path: `${prefix}/commands`,
    handle: (call, services) => ok(scopeOf(prefix, call, services).list()),
  },
  {
    method: 'PUT',
    path: `${prefix}/commands`,
    handle(call, services) {
      const scope = scopeOf(prefix, call, services);
      return ok(scope.save(call.form(commandsSchema).map((form) => scope.build(form))));
    },
  },
  {
    method: 'POST',
    path: `${prefix}/commands`,
    handle(call, services) {
      const scope = scopeOf(prefix, call, services);
      const command = scope.build(call.form(commandSchema));
      const others = scope.list().filter(({ id }) => id !== command.id);
      const isNew = others.length === scope.list().length;
      scope.save([...others, command]);
      return isNew ? created(command) : ok(command);
    },
  },
  {
    method: 'GET',
    path: `${prefix}/commands/{command_id}`,
    handle: (call, services) => ok(scopeOf(prefix, call, services).find(call.param('command_id'))),
  },
  {
    method: 'DELETE',
    path: `${prefix}/commands/{command_id}`,
    handle(call, services) {
      const scope = scopeOf(prefix, call, services);
      const command = scope.find(call.param('command_id'));
      scope.save(scope.list().filter((other) => other !== command));
      return noContent;
    },
  },
]);

function scopeOf(prefix: string, call: Call, { world }: Services) {
  if (call.param('application_id') !== world.bot.id) throw refuse('unknownApplication');
  const guildId = prefix.includes('guild_id') ? guildFor(world, call.param('guild_id')).id : undefined;
  const key = guildId ?? GLOBAL_COMMANDS;
  const list = () => world.commands.get(key) ?? [];
  return {
    list,
    find(id: string): Command {
      const command = list().find((candidate) => candidate.id === id);
      if (!command) throw refuse('unknownCommand');
      return command;
    },
    /** A command of the same name and type is replaced and keeps its id. */
    build: (form: CommandForm): Command => commandObject(world, form, list(), guildId),
    save(commands: Command[]): Command[] {
      world.commands.set(key, commands);
      world.emitToPage({ type: 'COMMANDS', data: [...world.commands.values()].flat() });
      return commands;
    },
  };
}

function commandObject(
  world: World,
  form: CommandForm,
  known: readonly Command[],
  guildId: string | undefined,
): Command {
  const before = known.find(({ name, type }) => name === form.name && type === form.type);
  return {
    ...form,
    id: before?.id ?? world.nextId(),
    application_id: world.bot.id,
    version: world.nextId(),
    default_member_permissions: form.default_member_permissions ?? null,
    nsfw: form.nsfw ?? false,
    contexts: form.contexts ?? null,
    integration_types: form.integration_types ?? [0],
    ...(form.type === ApplicationCommandType.ChatInput ? {} : { description: '' }),
    ...(guildId === undefined ? {} : { guild_id: guildId }),
  };
}
