import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { messageOf } from '../errors.ts';
import type { Log } from '../ops/log.ts';
import type { HubAnswer, WebSub } from './websub.ts';

/** As large as a document that is polled may be, in bytes. */
const largestBody = 10_000_000;

const header = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
};

/** The body of a request, or null where it is too large. */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  if (Number(header(request, 'content-length')) > largestBody) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > largestBody) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks, size);
}

function send(response: ServerResponse, { status, body = '' }: HubAnswer): void {
  // A challenge comes from outside: no browser may take it for a page.
  response
    .writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' })
    .end(body);
}

/** Serves the callbacks that hubs were given: `/websub/ID`. */
export function createWebSubCallback(websub: WebSub, log: Log): RequestListener {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://callback');
    const id = /^\/websub\/([\w-]+)$/.exec(url.pathname)?.[1] ?? '';
    if (request.method === 'GET') {
      request.resume();
      return send(response, await websub.verify(id, url.searchParams));
    }
    if (request.method !== 'POST') {
      response.setHeader('allow', 'GET, POST');
      return send(response, { status: 405 });
    }
    const bytes = await readBody(request);
    if (bytes === null) {
      response.setHeader('connection', 'close');
      return send(response, { status: 413 });
    }
    const answered = websub.receive(id, {
      signature: header(request, 'x-hub-signature'),
      contentType: header(request, 'content-type') ?? null,
      link: header(request, 'link') ?? null,
      bytes,
    });
    if (answered.status === 503) response.setHeader('retry-after', '60');
    send(response, answered);
  }

  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      log.warn('websub-unanswered', { error: messageOf(error) });
      if (response.headersSent) response.destroy();
      else send(response, { status: 500 });
    });
  };
}
