import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
};

/** Serves a file of the page's folder, and nothing outside it. */
export async function serveFile(response: ServerResponse, folder: string, path: string): Promise<void> {
  try {
    const relative = normalize(decodeURIComponent(path === '/' ? '/index.html' : path));
    const bytes = await readFile(join(folder, relative));
    const type = CONTENT_TYPES[extname(relative)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type }).end(bytes);
  } catch {
    response.writeHead(404, { 'content-type': 'text/plain' }).end(`There is no ${path}.`);
  }
}
