import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { Extract } from './extract.ts';

/** Finds the article of a page in a thread of its own. */
export interface Extractor {
  /** Rejects when the signal says so, when the page is too much for the thread's memory, or when it can't be read. */
  extract(html: string, signal: AbortSignal): Promise<Extract>;
  close(): Promise<void>;
}

const answer = z.object({
  id: z.number(),
  error: z.string().optional(),
  extract: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('article'), text: z.string() }),
      z.object({ kind: z.literal('wall'), wall: z.string() }),
      z.object({ kind: z.literal('nothing') }),
    ])
    .optional(),
});

/** Enough for pages of 3 MB. */
const limits = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 };

/** The sources and the build differ in the file's ending. */
const workerFile = new URL(`./extract-worker${extname(import.meta.filename)}`, import.meta.url);

interface Running {
  readonly worker: Worker;
  readonly waiting: Map<number, PromiseWithResolvers<Extract>>;
}

/** The thread starts with the first page. A page that is given up on ends it, with all that it was asked. */
export function createExtractor(): Extractor {
  let running: Running | undefined;
  let lastId = 0;

  function end(one: Running, reason: unknown): void {
    if (running === one) running = undefined;
    for (const { reject } of one.waiting.values()) reject(reason);
    one.waiting.clear();
    void one.worker.terminate();
  }

  function start(): Running {
    const worker = new Worker(workerFile, { resourceLimits: limits });
    const started: Running = { worker, waiting: new Map() };
    worker.unref();
    worker.on('message', (message: unknown) => {
      const { id, extract, error } = answer.parse(message);
      const asked = started.waiting.get(id);
      started.waiting.delete(id);
      if (extract === undefined) asked?.reject(new Error(error ?? 'The page could not be read.'));
      else asked?.resolve(extract);
    });
    worker.on('error', (error) => end(started, error));
    worker.on('exit', () => end(started, new Error('The thread that reads articles has ended.')));
    return started;
  }

  return {
    async extract(html, signal) {
      signal.throwIfAborted();
      running ??= start();
      const one = running;
      lastId += 1;
      const id = lastId;
      const asked = Promise.withResolvers<Extract>();
      one.waiting.set(id, asked);
      const giveUp = () => end(one, signal.reason);
      signal.addEventListener('abort', giveUp, { once: true });
      one.worker.postMessage({ id, html });
      try {
        return await asked.promise;
      } finally {
        signal.removeEventListener('abort', giveUp);
      }
    },
    async close() {
      const one = running;
      if (one === undefined) return;
      end(one, new Error('The bot stops.'));
      await one.worker.terminate();
    },
  };
}
