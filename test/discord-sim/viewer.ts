import type { IncomingMessage, ServerResponse } from 'node:http';
import { InteractionType } from 'discord.js';
import { z } from 'zod';
import { messageOf } from '../../src/errors.ts';
import type { InteractionRequest } from './interaction-types.ts';
import type { InteractionDesk } from './interactions.ts';
import {
  commandData,
  leafOptions,
  type Place,
  pathOf,
  resolvePlace,
  type SentOption,
  usableCommand,
} from './invocation.ts';
import { type ChosenFile, checkOptions } from './option-values.ts';
import type { World } from './world.ts';

const optionSchema: z.ZodType<SentOption> = z.lazy(() =>
  z.object({
    name: z.string(),
    type: z.int(),
    value: z.union([z.string(), z.number(), z.boolean()]).optional(),
    focused: z.boolean().optional(),
    options: z.array(optionSchema).optional(),
  }),
);
const place = { guildId: z.string().optional(), channelId: z.string(), userId: z.string().optional() };
const commandSchema = z.object({ name: z.string(), options: z.array(optionSchema).default([]) });
const requestSchema = z.discriminatedUnion('kind', [
  z.object({ ...place, kind: z.literal('command'), data: commandSchema }),
  z.object({ ...place, kind: z.literal('autocomplete'), data: commandSchema }),
  z.object({
    ...place,
    kind: z.literal('component'),
    data: z.looseObject({ custom_id: z.string(), component_type: z.int(), message_id: z.string() }),
  }),
  z.object({
    ...place,
    kind: z.literal('modal'),
    data: z.looseObject({ custom_id: z.string(), components: z.array(z.unknown()) }),
  }),
]);

/** What the page shows and does; served beside the API. */
export type Viewer = ReturnType<typeof createViewer>;

/** Makes the handler of /sim/state, /sim/events, /sim/files and /sim/interactions. */
export function createViewer({
  world,
  interactions,
  keepFile,
}: {
  world: World;
  interactions: InteractionDesk;
  /** Keeps a file that was chosen for an option, and gives the option's value. */
  keepFile: (channelId: string, file: ChosenFile) => string;
}) {
  const streams = new Set<ServerResponse>();
  const push = (type: string, data: unknown) => {
    for (const stream of streams) stream.write(`data: ${JSON.stringify({ type, data })}\n\n`);
  };
  const shown = new Set(['MESSAGE_CREATE', 'MESSAGE_UPDATE', 'MESSAGE_DELETE']);
  world.events.on('event', ({ t, d }) => {
    if (shown.has(t)) push(t, d);
  });
  world.events.on('page', ({ type, data }) => push(type, data));

  function state(): Record<string, unknown> {
    const commands = [...world.commands.values()].flat();
    return {
      me: world.bot,
      users: world.users,
      guilds: world.ownGuilds().map(({ id, name, icon, roles, members, channels, threads }) => ({
        id,
        name,
        icon,
        roles,
        members,
        channels: [...channels, ...threads],
      })),
      commands,
      messages: Object.fromEntries(world.messages),
      registered: commands.length > 0,
    };
  }

  const open = (interaction: InteractionRequest) => ({ interactionId: interactions.open(interaction).id });

  async function interact(body: unknown): Promise<Record<string, unknown>> {
    const request = requestSchema.parse(body);
    const where = resolvePlace(world, request);
    switch (request.kind) {
      case 'component': {
        const { message_id: id } = request.data;
        const message = world.findMessage(where.channel.id, id) ?? interactions.ephemeralMessage(id);
        if (!message) throw new Error('The message is gone.');
        return open({ ...where, type: InteractionType.MessageComponent, data: request.data, message });
      }
      case 'modal': {
        const { custom_id: customId } = request.data;
        const shownBy = interactions.findLast(
          ({ modal, user }) => modal?.custom_id === customId && user === where.user,
        );
        if (!shownBy) throw new Error('No such modal is open.');
        const message = shownBy.message ? { message: shownBy.message } : {};
        return open({ ...where, type: InteractionType.ModalSubmit, data: request.data, ...message });
      }
      case 'autocomplete': {
        const { command, options } = commandOf(request.data, where);
        const data = commandData(world, command, options, where);
        const interaction = interactions.open({
          ...where,
          type: InteractionType.ApplicationCommandAutocomplete,
          data,
        });
        await interaction.settled;
        return { interactionId: interaction.id, choices: interaction.choices };
      }
      case 'command': {
        const { command, options } = commandOf(request.data, where);
        const { path, leaves } = pathOf(command.name, options);
        checkOptions(leafOptions(command, path), leaves, where, world);
        const data = commandData(world, command, options, where);
        return open({ ...where, type: InteractionType.ApplicationCommand, data, name: path.join(' ') });
      }
    }
  }

  const commandOf = ({ name, options }: z.infer<typeof commandSchema>, where: Place) => ({
    command: usableCommand(world, name, where),
    options,
  });

  return {
    async serve(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
      const route = `${request.method} ${url.pathname}`;
      if (route === 'GET /sim/state') return json(response, 200, state());
      if (route === 'GET /sim/events') {
        response
          .writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
          .write(': open\n\n');
        streams.add(response);
        response.on('close', () => streams.delete(response));
        return;
      }
      if (route === 'POST /sim/files') {
        const content = Buffer.concat(await request.toArray());
        const filename = url.searchParams.get('name') ?? 'file';
        return json(response, 200, {
          id: keepFile(url.searchParams.get('channel') ?? '', { filename, content }),
        });
      }
      if (route !== 'POST /sim/interactions')
        return json(response, 404, { message: `There is no ${route}.` });
      try {
        const text = Buffer.concat(await request.toArray()).toString();
        return json(response, 200, await interact(JSON.parse(text)));
      } catch (error) {
        const message = error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error);
        return json(response, 400, { message });
      }
    },
    close(): void {
      for (const stream of streams) stream.end();
    },
  };
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
