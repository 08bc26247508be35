import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const cli = join(import.meta.dirname, '../../src/cli.ts');

/** Runs `summarize` on a text, away from any wirewatch.yaml. */
async function summarize(input: string | Buffer, ...options: string[]) {
  const child = spawn(process.execPath, [cli, 'summarize', ...options], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH },
  });
  const exited = new Promise<number | null>((resolve) => child.on('close', resolve));
  child.stdin.end(input);
  const [out, errors, code] = await Promise.all([readAll(child.stdout), readAll(child.stderr), exited]);
  return { out, errors, code };
}

const printed = z.strictObject({ summary: z.string(), sentences: z.array(z.int()) });

async function summary(input: string | Buffer, ...options: string[]) {
  const { out, errors, code } = await summarize(input, '--json', ...options);
  expect({ errors, code, lines: out.trim().split('\n').length }).toEqual({ errors: '', code: 0, lines: 1 });
  return printed.parse(JSON.parse(out));
}

const lead = 'The armoured train of Kim Jong Un reached Beijing on Tuesday.';
const rest = Array.from(
  { length: 15_000 },
  (_, n) => `In town ${n} the people of house ${n} slept well that night.`,
);

describe('summarize', () => {
  it.each<[string, string | Buffer, string[], { summary: string; sentences: number[] }]>([
    ['nothing', '', [], { summary: '', sentences: [] }],
    ['line breaks only', '\n\r\n \n', [], { summary: '', sentences: [] }],
    ['one line without an end', 'Kim arrives', [], { summary: 'Kim arrives', sentences: [0] }],
    ['one sentence', `${lead}\n`, [], { summary: lead, sentences: [0] }],
    [
      'fewer sentences on demand',
      `${lead} Seoul watches. Tokyo does too.`,
      ['--sentences', '1'],
      { summary: lead, sentences: [0] },
    ],
    [
      'what is watched',
      `${lead} Nobody spoke. It rained all day. Birds sang. South Korea watches closely.`,
      ['--sentences', '2', '--watch', 'South Korea'],
      { summary: `${lead} South Korea watches closely.`, sentences: [0, 4] },
    ],
    [
      'Chinese, which writes no spaces',
      '金正恩抵达北京。他将参加阅兵。这是他两年来首次出国。韩国密切关注。',
      ['--sentences', '2', '--watch', '韩国'],
      { summary: '金正恩抵达北京。 韩国密切关注。', sentences: [0, 3] },
    ],
    [
      'Windows line ends',
      `${lead}\r\n\r\nSeoul watches closely.\r\n`,
      [],
      { summary: `${lead} Seoul watches closely.`, sentences: [0, 1] },
    ],
  ])('tells %s', async (_, input, options, expected) => {
    expect(await summary(input, ...options)).toEqual(expected);
  });

  it('reads a megabyte, and tells what is watched in the middle of it', async () => {
    const input = [lead, ...rest.slice(0, 1_500), 'Seoul watches closely.', ...rest.slice(1_500)].join(' ');
    expect(input.length).toBeGreaterThan(900_000);
    const told = await summary(input, '--watch', 'Seoul');
    expect(told.summary).toContain(lead);
    expect(told.summary).toContain('Seoul watches closely.');
    expect(told.sentences).toContain(1_501);
  });

  it('cuts a megabyte without any end to size', async () => {
    expect((await summary('word '.repeat(200_000))).summary.length).toBeLessThanOrEqual(400);
    expect((await summary('金'.repeat(300_000))).summary.length).toBeLessThanOrEqual(400);
  });

  it('reads bytes that are no text', async () => {
    const bytes = Buffer.from(Array.from({ length: 5_000 }, (_, n) => (n * 7_919) % 256));
    expect((await summary(bytes)).summary.length).toBeLessThanOrEqual(400);
  });

  it('prints the summary alone without --json', async () => {
    expect(await summarize(lead)).toEqual({ out: `${lead}\n`, errors: '', code: 0 });
  });

  it.each<[string[], number, RegExp]>([
    [['--sentences', '0'], 2, /whole number from 1/],
    [['--sentences', 'many'], 2, /whole number from 1/],
    [['--nonsense'], 2, /unknown option/],
    [['--watch', '"kim'], 1, /not closed/],
  ])('says what is wrong with %j in a line', async (options, code, reason) => {
    const told = await summarize(lead, ...options);
    expect(told).toMatchObject({ out: '', code });
    expect(told.errors).toMatch(reason);
    expect(told.errors).not.toContain('    at ');
  });
});
