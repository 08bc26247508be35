import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { InteractionType } from 'discord.js';
import { z } from 'zod';
import { messageOf } from '../../src/errors.ts';
import type { InteractionDesk } from './interactions.ts';
import {
  commandData,
  leafOptions,
  pathOf,
  resolvePlace,
  type SentOption,
  usableCommand,
} from './invocation.ts';
import { checkOptions } from './option-values.ts';
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
const command = z.object({ name: z.string(), options: z.array(optionSchema).default([]) });
const requestSchema = z.discriminatedUnion('kind', [
  z.object({ ...place, kind: z.literal('command'), data: command }),
  z.object({ ...place, kind: z.literal('autocomplete'), data: command }),
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

/** Makes the handler of /sim/state, /sim/events and /sim/interactions. */
export function createViewer({ world, interactions }: { world: World; interactions: InteractionDesk }) {
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
      guilds: world.guilds.map(({ id, name, icon, roles, members, channels, threads }) => ({
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

  async function interact(body: unknown): Promise<Record<string, unknown>> {
    const request = requestSchema.parse(body);
    const where = resolvePlace(world, request);
    if (request.kind === 'component') {
      const id = request.data.message_id;
      const message = world.findMessage(where.channel.id, id) ?? interactions.ephemeralMessage(id);
      if (!message) throw new Error('The message is gone.');
      return {
        interactionId: interactions.open({
          ...where,
          type: InteractionType.MessageComponent,
          data: request.data,
          message,
        }).id,
      };
    }
    if (request.kind === 'modal') {
      return {
        interactionId: interactions.open({ ...where, type: InteractionType.ModalSubmit, data: request.data })
          .id,
      };
    }
    const { name, options } = request.data;
    const found = usableCommand(world, name, where);
    const { path, leaves } = pathOf(name, options);
    const data = commandData(world, found, options, where);
    if (request.kind === 'autocomplete') {
      const interaction = interactions.open({
        ...where,
        type: InteractionType.ApplicationCommandAutocomplete,
        data,
      });
      await interaction.settled;
      return { interactionId: interaction.id, choices: interaction.choices };
    }
    checkOptions(leafOptions(found, path), leaves, where, world);
    return {
      interactionId: interactions.open({
        ...where,
        type: InteractionType.ApplicationCommand,
        data,
        name: path.join(' '),
      }).id,
    };
  }

  return {
    async serve(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
      const route = `${request.method} ${path}`;
      if (route === 'GET /sim/state') return json(response, 200, state());
      if (route === 'GET /sim/events') {
        response
          .writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
          .write(': open\n\n');
        streams.add(response);
        response.on('close', () => streams.delete(response));
        return;
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

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
};

/** Serves a file of the page's folder, and nothing outside it. */
export async function serveFile(response: ServerResponse, folder: string, path: string): Promise<void> {
  const relative = normalize(decodeURIComponent(path === '/' ? '/index.html' : path));
  try {
    const bytes = await readFile(join(folder, relative));
    const type = CONTENT_TYPES[extname(relative)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type }).end(bytes);
  } catch {
    json(response, 404, { message: `There is no ${path}.` });
  }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
