import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultResponse, Faults } from './faults.ts';
import { readForm } from './form.ts';
import { openApiCheck } from './openapi.ts';
import type { createRateLimits } from './rate-limits.ts';
import { ApiError, refuse } from './refusals.ts';
import type { createRequestLog, RecordedRequest } from './requests.ts';
import {
  createRouter,
  type MatchedRoute,
  majorParameter,
  type Reply,
  type Route,
  type Services,
  type Upload,
} from './routing.ts';
import { readBody } from './uploads.ts';

export interface ApiOptions {
  readonly routes: readonly Route[];
  readonly services: Services;
  readonly token: string;
  readonly faults: Faults;
  readonly rateLimits: ReturnType<typeof createRateLimits>;
  readonly log: ReturnType<typeof createRequestLog>;
  /** Requests for which there is no route, as `METHOD path`. */
  readonly unknownRequests: string[];
}

/** What an answer carries besides its status. */
type Answer = Reply & { readonly headers: Readonly<Record<string, string>> };

/** Serves /api/v10: what a request meets, in the order in which Discord would let it fail. */
export function createApi(options: ApiOptions) {
  const match = createRouter(options.routes);

  async function answer(
    request: IncomingMessage,
    url: URL,
    entry: RecordedRequest,
    uploads: readonly Upload[],
  ): Promise<Answer> {
    let headers: Record<string, string> = {};
    try {
      const found = match(entry.method, entry.path);
      if (found?.route.auth !== false && request.headers.authorization !== `Bot ${options.token}`)
        throw refuse('unauthorized');
      if (!found) {
        options.unknownRequests.push(`${entry.method} ${entry.path}`);
        throw refuse('unknownRoute');
      }
      const { route, params } = found;
      headers = options.rateLimits.count(
        `${route.method} ${route.path}`,
        majorParameter(params),
        route.auth !== false,
      );
      return { ...(await handle(found, url, entry.body, uploads)), headers };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { status: error.status, body: error.body, headers: { ...headers, ...error.headers } };
    }
  }

  function handle({ route, params }: MatchedRoute, url: URL, body: unknown, uploads: readonly Upload[]) {
    return route.handle(
      {
        query: url.searchParams,
        uploads,
        param(name) {
          const value = params.get(name);
          if (value === undefined) throw new TypeError(`${route.path} has no {${name}}`);
          return value;
        },
        form(schema) {
          const form = readForm(schema, body);
          openApiCheck()(route.method, route.path, body);
          return form;
        },
      },
      options.services,
    );
  }

  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const method = request.method ?? 'GET';
    const path = url.pathname.replace(/^\/api(\/v10)?/, '');
    const bytes = Buffer.concat(await request.toArray());
    const { body, uploads } = await readBody(request.headers['content-type'] ?? '', bytes).catch(() => ({
      body: bytes.toString(),
      uploads: [],
    }));
    const at = options.services.world.clock.now();
    const entry = options.log.add({ method, path, query: url.search, body, status: 0, at });

    const fault = await options.faults.take(method, path);
    const replaced = replacement(fault);
    if (replaced === 'reset') return cut(response);
    const reply = replaced ?? (await answer(request, url, entry, uploads));
    const late =
      fault !== undefined && fault !== 'reset' && 'afterHandling' in fault ? fault.afterHandling : undefined;
    if (late === 'reset') return cut(response);
    if (late === 'half') return writeHalf(response, reply);
    if (late !== undefined && 'delayMs' in late) await sleep(late.delayMs);
    const final: Answer =
      late !== undefined && 'status' in late ? { status: late.status, body: late.body, headers: {} } : reply;
    entry.status = final.status;
    write(response, final);
  };
}

/** The answer that a fault gives instead of Discord's own. */
function replacement(fault: FaultResponse | undefined): Answer | 'reset' | undefined {
  if (fault === undefined || fault === 'reset') return fault;
  if (!('status' in fault)) return undefined;
  const { status, headers = {} } = fault;
  return { status, body: fault.body ?? { message: `${status}: Fault`, code: 0 }, headers };
}

function cut(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

function writeHalf(response: ServerResponse, { status, body }: Answer): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': text.length });
  response.write(text.slice(0, text.length / 2), () => cut(response));
}

function write(response: ServerResponse, { status, body, headers }: Answer): void {
  if (body === undefined) {
    // A 204 carries no content type: discord.js would try to read its body.
    response.writeHead(status, { ...headers }).end();
    return;
  }
  const isText = typeof body === 'string';
  const type = isText ? 'text/html' : 'application/json';
  response.writeHead(status, { 'content-type': type, ...headers }).end(isText ? body : JSON.stringify(body));
}
