import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WirewatchError } from '../../src/errors.ts';
import { type HealthServer, type HealthStatus, startHealthServer } from '../../src/ops/health.ts';
import type { Log } from '../../src/ops/log.ts';

const log: Log = { debug() {}, info() {}, warn() {}, error() {} };
const well: HealthStatus = { ok: true, parts: { gateway: { ok: true, detail: 'connected' } } };
const ill: HealthStatus = { ok: false, parts: { gateway: { ok: false, detail: 'not connected' } } };

let running: HealthServer | undefined;
afterEach(() => running?.close());

async function takePort(): Promise<{ port: number; server: Server }> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return { port: address.port, server };
}

async function start(status: () => HealthStatus): Promise<string> {
  const { port, server } = await takePort();
  server.close();
  await once(server, 'close');
  running = await startHealthServer({ port, status, log });
  return `http://127.0.0.1:${port}`;
}

describe('/healthz', () => {
  it.each([
    [200, well],
    [503, ill],
  ])('answers %i and what the parts say', async (code, status) => {
    const response = await fetch(`${await start(() => status)}/healthz`);
    expect(response.status).toBe(code);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual(status);
  });

  it('answers anew each time', async () => {
    const answers = [well, ill];
    const url = `${await start(() => answers.shift() ?? ill)}/healthz?now`;
    expect([(await fetch(url)).status, (await fetch(url)).status]).toEqual([200, 503]);
  });

  it('answers 503 where the parts can’t be asked', async () => {
    const url = await start(() => {
      throw new Error('the reason is for the log');
    });
    const response = await fetch(`${url}/healthz`);
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain('the reason');
  });

  it('answers HEAD without a body, and nothing else', async () => {
    const url = await start(() => well);
    const head = await fetch(`${url}/healthz`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await fetch(`${url}/healthz`, { method: 'POST', body: 'x' })).status).toBe(405);
    expect((await fetch(`${url}/`)).status).toBe(404);
  });
});

describe('the health server', () => {
  it('says in one line that its port is taken', async () => {
    const { port, server } = await takePort();
    const starting = startHealthServer({ port, status: () => well, log });
    await expect(starting).rejects.toThrow(WirewatchError);
    await expect(starting).rejects.toThrow(
      `The port ${port} of /healthz is taken by another program: set HEALTH_PORT to a free one, or to 0 to turn it off.`,
    );
    server.close();
  });

  it('is turned off by the port 0', async () => {
    const server = await startHealthServer({ port: 0, status: () => well, log });
    expect(server.port).toBe(0);
    await server.close();
  });

  it('closes at once, although a client keeps its connection, and may be closed twice', async () => {
    const url = await start(() => well);
    await (await fetch(`${url}/healthz`)).text();
    await running?.close();
    await running?.close();
    await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed');
  });
});
