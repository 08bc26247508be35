import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { messageOf, WirewatchError } from '../errors.ts';
import type { Log } from './log.ts';

/** How the bot is. */
export interface HealthStatus {
  /** Whether it does its work; /healthz answers 200 then, else 503. */
  readonly ok: boolean;
  /** What the parts say; it is shown to anyone who asks, so nothing secret belongs here. */
  readonly parts: Readonly<Record<string, { readonly ok: boolean; readonly detail: string }>>;
}

/** A server of /healthz. */
export interface HealthServer {
  /** The port it listens on; 0 where it is turned off. */
  readonly port: number;
  close(): Promise<void>;
}

/** A client that says nothing for so long is cut off, in milliseconds. */
const patienceMs = 5_000;

/** What to do where the port can't be had. */
const mends: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken by another program',
  EACCES: 'may only be used by the administrator',
};

/**
 * Serves GET /healthz on all addresses of the machine, because what asks often stands outside of the container. The port
 * 0 turns it off.
 *
 * @throws WirewatchError where the port can't be had.
 */
export async function startHealthServer({
  port,
  status,
  routes = {},
  log,
}: {
  port: number;
  status: () => HealthStatus;
  /** What else is served, by the first part of the path. */
  routes?: Readonly<Record<string, RequestListener>>;
  log: Log;
}): Promise<HealthServer> {
  if (port === 0) return { port, close: async () => {} };
  const server = createServer(
    { requestTimeout: patienceMs, headersTimeout: patienceMs, keepAliveTimeout: patienceMs },
    (request, response) => {
      const [path = ''] = request.url?.split('?') ?? [];
      const route = routes[path.split('/')[1] ?? ''];
      if (route !== undefined) return route(request, response);
      request.resume();
      if (path !== '/healthz') return void response.writeHead(404).end();
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        return void response.writeHead(405, { allow: 'GET, HEAD' }).end();
      }
      const now = ask();
      response
        .writeHead(now.ok ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' })
        .end(request.method === 'HEAD' ? undefined : `${JSON.stringify(now)}\n`);
    },
  );

  function ask(): HealthStatus {
    try {
      return status();
    } catch (error) {
      log.error('health-unknown', { error });
      return { ok: false, parts: { health: { ok: false, detail: 'the parts could not be asked' } } };
    }
  }

  server.listen(port);
  try {
    await once(server, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new WirewatchError(
      `The port ${port} of /healthz ${mends[code] ?? `can't be had (${messageOf(error)})`}: set HEALTH_PORT to a free one, or to 0 to turn it off.`,
      { cause: error },
    );
  }
  const address = server.address();
  log.info('health-listening', { port });
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
