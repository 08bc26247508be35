import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

const { resolve } = createRequire(import.meta.url);

/** Loaded with the first chart, and once: most processes never draw one. */
let loaded: Promise<Uint8Array> | undefined;

async function load(): Promise<Uint8Array> {
  const [wasm, font] = await Promise.all([
    readFile(resolve('@resvg/resvg-wasm/index_bg.wasm')),
    readFile(resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')),
  ]);
  await initWasm(wasm);
  return font;
}

/** An SVG document as a PNG. Text in it is set in DejaVu Sans; no font of the machine and none of the net is used. */
export async function toPng(svg: string): Promise<Buffer> {
  loaded ??= load();
  const font = await loaded;
  const drawing = new Resvg(svg, {
    font: { fontBuffers: [font], defaultFontFamily: 'DejaVu Sans' },
  });
  try {
    return Buffer.from(drawing.render().asPng());
  } finally {
    drawing.free();
  }
}
