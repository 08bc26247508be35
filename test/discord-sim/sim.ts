import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Clock, systemClock } from '../../src/clock.ts';
import { createApi } from './api.ts';
import { type Controls, createControls } from './controls.ts';
import { DEFAULT_GUILD, type GuildOptions } from './default-guild.ts';
import { createDriver, type Driver } from './driver.ts';
import { createFaults, type Faults } from './faults.ts';
import { createGateway, type Gateway } from './gateway.ts';
import { createInteractionDesk } from './interactions.ts';
import type { ChosenFile } from './option-values.ts';
import { createRateLimits, type RateLimitOptions } from './rate-limits.ts';
import { createRequestLog, type RecordedRequest } from './requests.ts';
import { accountRoutes } from './routes-account.ts';
import { commandRoutes } from './routes-commands.ts';
import { interactionRoutes } from './routes-interactions.ts';
import { messageRoutes } from './routes-messages.ts';
import { threadRoutes } from './routes-threads.ts';
import type { Upload } from './routing.ts';
import { serveFile } from './static-files.ts';
import { keepChosenFile } from './uploads.ts';
import { createViewer } from './viewer.ts';
import { createWorld, type World } from './world.ts';

export interface DiscordSimOptions {
  /** A free one where it is left out. */
  readonly port?: number;
  /** The only token that is accepted; one is made up where it is left out. */
  readonly token?: string;
  /** One guild, "World News Desk", where they are left out. */
  readonly guilds?: readonly GuildOptions[];
  readonly clock?: Clock;
  readonly rateLimits?: RateLimitOptions;
  /** Discord's own is 41,250. */
  readonly heartbeatIntervalMs?: number;
  /** Whether the bot's owner has switched on the privileged intents. */
  readonly allowPrivilegedIntents?: boolean;
  /** A folder that is served to browsers at /. */
  readonly pageDir?: string;
}

/** A running local Discord. */
export interface DiscordSim extends Controls, Driver {
  readonly port: number;
  /** `http://127.0.0.1:PORT`, where the page is. */
  readonly url: string;
  /** What discord.js takes as `rest.api`. */
  readonly apiUrl: string;
  readonly token: string;
  readonly world: World;
  readonly gateway: Gateway;
  readonly faults: Faults;
  /** The latest requests, oldest first. */
  readonly requests: readonly RecordedRequest[];
  /** Requests that the local Discord has no route for, as `METHOD path`. */
  readonly unknownRequests: readonly string[];
  /** Requests that were answered with 429 by the limits themselves: `global`, or route and major parameter. */
  readonly exceededLimits: readonly string[];
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
const ROUTES = [...accountRoutes, ...commandRoutes, ...messageRoutes, ...threadRoutes, ...interactionRoutes];

/**
 * Starts a local Discord on 127.0.0.1 that an unmodified discord.js client logs in to.
 * @throws Error in one line where the port is taken.
 */
export async function startDiscordSim(options: DiscordSimOptions = {}): Promise<DiscordSim> {
  const clock = options.clock ?? systemClock;
  const world = createWorld({
    clock,
    guilds: options.guilds ?? [DEFAULT_GUILD],
    readsContent: options.allowPrivilegedIntents ?? false,
  });
  const token = options.token ?? `${Buffer.from(world.bot.id).toString('base64url')}.local.discord-sim`;
  const faults = createFaults();
  const log = createRequestLog();
  const unknownRequests: string[] = [];
  const interactions = createInteractionDesk(world);
  const uploads = new Map<string, Upload>();
  let port = options.port ?? 0;
  const gatewayUrl = () => `ws://${HOST}:${port}/gateway`;

  const keepUpload = (channelId: string, upload: Upload) => {
    const id = world.nextId();
    const path = `/attachments/${channelId}/${id}/${encodeURIComponent(upload.filename)}`;
    uploads.set(path, upload);
    return { id, url: `http://${HOST}:${port}${path}` };
  };
  const keepFile = (channelId: string, file: ChosenFile) =>
    keepChosenFile({ world, keepUpload }, channelId, file);
  const viewer = createViewer({ world, interactions, keepFile });
  const rateLimits = createRateLimits({ clock, options: options.rateLimits ?? {} });
  const api = createApi({
    routes: ROUTES,
    services: { world, interactions, keepUpload, gatewayUrl },
    token,
    faults,
    rateLimits,
    log,
    unknownRequests,
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', `http://${HOST}`);
    const upload = uploads.get(url.pathname);
    if (url.pathname.startsWith('/api/')) return api(request, response, url);
    if (url.pathname.startsWith('/sim/')) return viewer.serve(request, response, url);
    if (upload) return void response.writeHead(200, { 'content-type': upload.contentType }).end(upload.bytes);
    if (options.pageDir !== undefined) return serveFile(response, options.pageDir, url.pathname);
    response.writeHead(404).end();
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });
  port = await listen(server, port);
  const gateway = createGateway({
    world,
    server,
    token,
    url: gatewayUrl,
    heartbeatIntervalMs: options.heartbeatIntervalMs ?? 41_250,
    allowPrivilegedIntents: options.allowPrivilegedIntents ?? false,
  });

  return {
    port,
    url: `http://${HOST}:${port}`,
    apiUrl: `http://${HOST}:${port}/api`,
    token,
    world,
    gateway,
    faults,
    requests: log.entries,
    unknownRequests,
    exceededLimits: rateLimits.exceeded,
    ...createControls(world),
    ...createDriver({ world, interactions, keepFile }),
    async close() {
      viewer.close();
      gateway.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  server.listen(port, HOST);
  try {
    await once(server, 'listening');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new Error(`Port ${port} is in use: stop what is running there, or choose another port.`, {
        cause: error,
      });
    }
    throw error;
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}
