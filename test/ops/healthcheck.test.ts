import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startHealthServer } from '../../src/ops/health.ts';
import { createLog } from '../../src/ops/log.ts';

const log = createLog({ level: 'silent', format: 'json', secrets: [] });
const script = join(import.meta.dirname, '../../src/ops/healthcheck.ts');

async function check(healthPort: number): Promise<{ code: unknown; told: string }> {
  const child = spawn(process.execPath, [script], {
    // A folder without wirewatch.yaml.
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, HEALTH_PORT: String(healthPort) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let told = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    told += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, told };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('the container’s health check', () => {
  it.each([
    [0, true],
    [1, false],
  ])('exits %i where ok is %s, and says why', async (code, ok) => {
    const port = await freePort();
    const status = { ok, parts: { gateway: { ok, detail: 'as it is' } } };
    const server = await startHealthServer({ port, status: () => status, log });
    const answer = await check(port);
    await server.close();
    expect(answer.code).toBe(code);
    expect(answer.told).toBe(ok ? '' : `${JSON.stringify(status)}\n`);
  });

  it('exits 1 where nobody answers', async () => {
    expect(await check(await freePort())).toEqual({
      code: 1,
      told: expect.stringMatching(/^Nobody answers at http/),
    });
  });

  it('exits 0 where the health server is turned off', async () => {
    expect(await check(0)).toEqual({ code: 0, told: '' });
  });
});
