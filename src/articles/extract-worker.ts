import { parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { messageOf } from '../errors.ts';
import { extractArticle } from './extract.ts';

const request = z.object({ id: z.number(), html: z.string() });

// Runs beside the bot: pages are hostile, and what takes too long here is ended from there.
parentPort?.on('message', (message: unknown) => {
  const { id, html } = request.parse(message);
  try {
    parentPort?.postMessage({ id, extract: extractArticle(html) });
  } catch (error) {
    parentPort?.postMessage({ id, error: messageOf(error) });
  }
});
