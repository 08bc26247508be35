import fc from 'fast-check';
import { parseDocument } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { toPng } from '../../src/charts/png.ts';
import { mostLines, trendChart } from '../../src/charts/trend-chart.ts';

const hourMs = 3_600_000;
const since = Date.parse('2026-01-05T00:00:00Z');
const week = { since, periodMs: 24 * hourMs, unit: 'Reports a day (UTC)' };

const texts = (svg: string): string[] =>
  Array.from(svg.matchAll(/<text[^>]*>([^<]*)</g), ([, text = '']) => text);

/** Width and height in the header of a PNG (RFC 2083, 4.1.1). */
const sizeOf = (png: Buffer) => ({ width: png.readUInt32BE(16), height: png.readUInt32BE(20) });

describe('a chart of trends', () => {
  it('names the days, the numbers and each line', () => {
    const svg = trendChart({
      ...week,
      lines: [
        { mark: 'A', counts: [0, 1, 2, 8, 2, 1, 0] },
        { mark: 'B', counts: [3, 0, 0, 0, 0, 0, 0] },
      ],
    });
    expect(texts(svg).join('|')).toBe(
      'Reports a day (UTC)|0|2|4|6|8|Mon 5|Tue 6|Wed 7|Thu 8|Fri 9|Sat 10|Sun 11|A|B',
    );
  });

  it('names the hours of a single day', () => {
    const svg = trendChart({
      since,
      periodMs: hourMs,
      unit: 'Reports an hour (UTC)',
      lines: [{ mark: 'A', counts: Array(24).fill(1) }],
    });
    expect(texts(svg)).toEqual(expect.arrayContaining(['Mon 5', '06:00', '12:00', '18:00']));
  });

  it('tells its lines apart without their colours', () => {
    const lines = Array.from({ length: mostLines }, (_, n) => ({ mark: String(n), counts: [n, 1] }));
    const dashes = Array.from(
      trendChart({ ...week, lines }).matchAll(/stroke-dasharray="([^"]*)"/g),
      ([, dash]) => dash,
    );
    expect(new Set(dashes).size).toBe(mostLines);
  });

  it('is a document without a number that is none, whatever is counted', () => {
    const counts = fc.array(fc.nat({ max: 100_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.array(counts, { maxLength: mostLines }), (all) => {
        const svg = trendChart({ ...week, lines: all.map((one, n) => ({ mark: String(n), counts: one })) });
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
        expect(parseDocument(svg, { xmlMode: true }).children).toHaveLength(1);
      }),
    );
  });

  it('becomes a picture in which the text is drawn', async () => {
    const draw = (unit: string) =>
      toPng(trendChart({ ...week, unit, lines: [{ mark: 'A', counts: [1, 2, 3] }] }));
    const [named, unnamed] = await Promise.all([draw('Reports a day (UTC)'), draw('')]);
    expect(named.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    expect(sizeOf(named)).toEqual({ width: 1_200, height: 640 });
    expect(named.equals(unnamed)).toBe(false);
  });
});
