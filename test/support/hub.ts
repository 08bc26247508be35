import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { z } from 'zod';

/** A subscription as the hub knows it. */
export interface HubSubscription {
  readonly topic: string;
  readonly callback: string;
  readonly secret: string;
  readonly leaseSeconds: string;
}

/** A real WebSub hub (https://www.w3.org/TR/websub/) on 127.0.0.1. */
export interface Hub {
  readonly url: string;
  /** Confirmed subscriptions, by callback. */
  readonly subscriptions: ReadonlyMap<string, HubSubscription>;
  /** Requests that came, as `subscribe TOPIC`. */
  readonly requests: readonly string[];
  /** What it answers requests with from now on; 202 until then. */
  answerWith(status: number): void;
  /** The lease that it gives from now on. */
  leaseSeconds: number;
  /** Sends content to one callback; resolves with the status of the answer. */
  send(subscription: HubSubscription, body: string, options?: SendOptions): Promise<number>;
  close(): Promise<void>;
}

export interface SendOptions {
  readonly algorithm?: string;
  /** Another signature than the right one. */
  readonly signature?: string;
  /** Another topic than that of the subscription. */
  readonly topic?: string;
  readonly contentType?: string;
}

async function read(request: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams(Buffer.concat(await request.toArray()).toString());
}

/** Starts a hub on a free port. */
export async function startHub(): Promise<Hub> {
  const subscriptions = new Map<string, HubSubscription>();
  const requests: string[] = [];
  let answer = 202;

  async function confirm(form: URLSearchParams): Promise<void> {
    const topic = form.get('hub.topic') ?? '';
    const callback = form.get('hub.callback') ?? '';
    const mode = form.get('hub.mode') ?? '';
    const challenge = `challenge-${requests.length}`;
    const query = new URLSearchParams({
      'hub.mode': mode,
      'hub.topic': topic,
      'hub.challenge': challenge,
      ...(mode === 'subscribe' ? { 'hub.lease_seconds': String(hub.leaseSeconds) } : {}),
    });
    const response = await fetch(`${callback}?${query.toString()}`);
    if (response.status !== 200 || (await response.text()) !== challenge) return;
    if (mode === 'unsubscribe') subscriptions.delete(callback);
    else {
      const secret = form.get('hub.secret') ?? '';
      subscriptions.set(callback, {
        topic,
        callback,
        secret,
        leaseSeconds: form.get('hub.lease_seconds') ?? '',
      });
    }
  }

  const server = createServer((request, response) => {
    read(request)
      .then((form) => {
        requests.push(`${form.get('hub.mode')} ${form.get('hub.topic')}`);
        response.writeHead(answer).end();
        return answer === 202 ? confirm(form) : undefined;
      })
      // A callback that is gone confirms nothing.
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());

  const hub: Hub = {
    url: `http://127.0.0.1:${port}/hub`,
    subscriptions,
    requests,
    leaseSeconds: 3_600,
    answerWith(status) {
      answer = status;
    },
    async send({ callback, secret, topic }, body, options = {}) {
      const { algorithm = 'sha256', contentType = 'application/rss+xml' } = options;
      const signature = createHmac(algorithm, secret).update(body).digest('hex');
      const response = await fetch(callback, {
        method: 'POST',
        headers: {
          'content-type': contentType,
          link: `<${hub.url}>; rel="hub", <${options.topic ?? topic}>; rel="self"`,
          'x-hub-signature': options.signature ?? `${algorithm}=${signature}`,
        },
        body,
      });
      await response.arrayBuffer();
      return response.status;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return hub;
}
