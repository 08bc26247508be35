import type { RequestListener } from 'node:http';
import { afterEach } from 'vitest';
import { FeedError } from '../../src/errors.ts';
import type { FetchedDocument, FetchOutcome, Validators } from '../../src/feeds/document.ts';
import { createFetcher, type Fetcher, type FetcherOptions } from '../../src/feeds/fetch.ts';
import { startServer, type TestServer } from './server.ts';

/** The smallest feed. */
export const feed = '<rss version="2.0"><channel><title>T</title></channel></rss>';

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one[Symbol.asyncDispose]();
});

/** A server that is gone when the test is over. */
export async function serve(listener: RequestListener): Promise<TestServer> {
  const server = await startServer(listener);
  open.push(server);
  return server;
}

/** A fetcher that may read from this machine and is closed when the test is over. */
export function fetcher(options: Partial<FetcherOptions> = {}): Fetcher {
  const created = createFetcher({ allowPrivateHosts: ['127.0.0.1'], ...options });
  open.push({ [Symbol.asyncDispose]: () => created.close() });
  return created;
}

/** Fetches once. */
export const get = (
  url: string,
  options: Partial<FetcherOptions> = {},
  validators?: Validators,
): Promise<FetchOutcome> => fetcher(options).fetch(url, validators);

/** Fetches what must be there. */
export async function getDocument(
  url: string,
  options: Partial<FetcherOptions> = {},
): Promise<FetchedDocument> {
  const outcome = await get(url, options);
  if (outcome.status !== 'fetched') throw new Error('Nothing was fetched.');
  return outcome;
}

/** The bytes as text. */
export const textOf = ({ bytes }: FetchedDocument): string => Buffer.from(bytes).toString();

/** The error that fetching must give. */
export async function failureOf(
  url: string,
  options: Partial<FetcherOptions> = {},
  validators?: Validators,
): Promise<FeedError> {
  try {
    await get(url, options, validators);
  } catch (error) {
    if (error instanceof FeedError) return error;
    throw error;
  }
  throw new Error(`${url} was fetched although it should not have been.`);
}
