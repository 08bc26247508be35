import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { type DiscordSim, startDiscordSim } from '../discord-sim/sim.ts';
import { temporaryFolder } from '../support/bot-process.ts';
import { until } from './desk.ts';

interface Demo {
  output(): string;
  /** What a terminal does at Ctrl-C: the demo and its bot both get the signal. */
  ctrlC(): void;
  killBot(): Promise<void>;
  readonly exited: Promise<number | null>;
}

const running: Demo[] = [];

/** Runs the demo as `npm run demo -- …` does, in a process group of its own. */
function runDemo(options: readonly string[], temporary = tmpdir()): Demo {
  const child = spawn(process.execPath, ['test/demo/demo.ts', ...options], {
    detached: true,
    env: { ...process.env, TMPDIR: temporary },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const demo = {
    output: () => output,
    ctrlC() {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT');
    },
    async killBot() {
      const { stdout } = await promisify(execFile)('pgrep', ['-P', String(child.pid)]);
      process.kill(Number(stdout.trim()), 'SIGKILL');
    },
    exited: once(child, 'close').then(() => child.exitCode),
  };
  running.push(demo);
  return demo;
}

/** Waits for the first alert. @throws Error with what the demo wrote where none comes. */
async function firstAlert(demo: Demo): Promise<void> {
  await until('the demo shows an alert', () => demo.output().includes('●'), 90_000).catch((error) => {
    throw new Error(`The demo wrote:\n${demo.output()}`, { cause: error });
  });
}

describe('npm run demo', () => {
  let sim: DiscordSim | undefined;

  afterEach(async () => {
    for (const demo of running.splice(0)) {
      demo.ctrlC();
      await demo.exited;
    }
    await sim?.close();
    sim = undefined;
  });

  it('with --once prints an alert for each keyword, ends with code 0 and leaves nothing behind', async () => {
    const folder = await temporaryFolder();
    const demo = runDemo(['--once'], folder.path);
    expect(await demo.exited).toBe(0);
    expect(demo.output()).toMatch(/● Kim Jong Un joins Xi and Putin.*\n {2}http/);
    expect(demo.output()).toMatch(/keywords: Kim Jong Un\n/);
    expect(demo.output()).toMatch(/keywords: SCO\n/);
    expect(await readdir(folder.path)).toEqual([]);
    await folder.remove();
  });

  it('ends with code 0 at Ctrl-C', async () => {
    const demo = runDemo(['--port', '0']);
    await firstAlert(demo);
    demo.ctrlC();
    expect(await demo.exited).toBe(0);
    expect(demo.output()).toContain('Ending…');
  });

  it.each(['--port=0', '--once'])(
    'ends with code 0 at a Ctrl-C that comes while it starts (%s)',
    async (option) => {
      const demo = runDemo([option]);
      await until('the demo has begun', () => demo.output().includes('Starting'));
      demo.ctrlC();
      expect(await demo.exited).toBe(0);
      expect(demo.output()).not.toContain('ended with code');
    },
  );

  it('says what the bot said last when it dies, and ends with code 1', async () => {
    const demo = runDemo(['--port', '0']);
    await firstAlert(demo);
    await demo.killBot();
    expect(await demo.exited).toBe(1);
    expect(demo.output()).toMatch(/The bot ended with code null:\n[\s\S]*alert-posted/);
  });

  it('says in one line what to do where the port is taken', async () => {
    sim = await startDiscordSim();
    const demo = runDemo(['--port', String(sim.port)]);
    expect(await demo.exited).toBe(1);
    expect(demo.output().trim().split('\n').at(-1)).toBe(
      `Port ${sim.port} is in use: stop what is running there, or choose another one with npm run demo -- --port N`,
    );
  });

  it('says what is wrong with its options', async () => {
    const demo = runDemo(['--port', 'nine']);
    expect(await demo.exited).toBe(1);
    expect(demo.output().trim()).toBe('--port must be a number from 0 to 65535, and not "nine".');
  });
});
