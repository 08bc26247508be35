import { Agent, type Dispatcher, request } from 'undici';
import packageJson from '../../package.json' with { type: 'json' };
import { type Clock, systemClock } from '../clock.ts';
import { FeedError } from '../errors.ts';
import { createAddressGuard, type Resolve } from './address.ts';
import { acceptEncoding, collect, decompress, tooLarge } from './body.ts';
import { challengeOf } from './challenge.ts';
import type { Fetch, FetchOutcome, Validators } from './document.ts';
import { challengeError, connectionError, statusError } from './failures.ts';
import { freshnessOf } from './freshness.ts';
import { parseRetryAfter } from './retry-after.ts';
import { parseHttpUrl, placeOf } from './url.ts';

/** What a fetcher keeps to; all times in milliseconds. */
export interface FetcherOptions {
  /** Host names or addresses that may be connected to although they are private. */
  readonly allowPrivateHosts: readonly string[];
  /** Default: names the project and its version. */
  readonly userAgent?: string;
  /** What is wanted most; default: feeds. */
  readonly accept?: string;
  /** For a whole fetch: looking up, connecting, redirects and body. Default 15,000. */
  readonly timeoutMs?: number;
  /** Of the body, both as it is sent and decompressed. Default 10,000,000. */
  readonly maxBytes?: number;
  /** Default 5. */
  readonly maxRedirects?: number;
  readonly clock?: Clock;
  /** How names are resolved. Default: as the system does. */
  readonly resolve?: Resolve;
}

/** Fetches under limits; `close` breaks off what is still under way. */
export interface Fetcher {
  readonly fetch: Fetch;
  /** The connections, under the same guard, for requests that ask for no document. */
  readonly dispatcher: Dispatcher;
  close(): Promise<void>;
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const permanent: ReadonlySet<number> = new Set([301, 308]);
/** Statuses under which checks for browsers come. */
const refusals: ReadonlySet<number> = new Set([401, 403, 405, 406, 429, 503]);
/** Pages of errors are read so far, in bytes. */
const longestPage = 500_000;
const acceptFeeds =
  'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.8, */*;q=0.5';

const header = (response: Dispatcher.ResponseData, name: string): string | undefined => {
  const value = response.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
};

/** A validator that can be sent back as it came; what no header may hold would fail every later request. */
function validator(response: Dispatcher.ResponseData, name: string): string | null {
  const value = header(response, name) ?? '';
  return /^[\x20-\x7e]{1,1000}$/.test(value) ? value : null;
}

/** Lets go of a body that nobody reads, and with it of the connection. */
function discard({ body }: Dispatcher.ResponseData): void {
  body.on('error', () => {});
  body.destroy();
}

function decodeUserinfo(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The Basic credentials (RFC 7617) of an address, which is left without them. */
function takeAuthorization(url: URL): string | null {
  const { username, password } = url;
  url.username = '';
  url.password = '';
  if (username === '' && password === '') return null;
  const pair = `${decodeUserinfo(username)}:${decodeUserinfo(password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

function parseAddress(address: string, base?: string): URL {
  const url = parseHttpUrl(address, base);
  if (url !== null) return url;
  throw new FeedError(
    'address',
    `${placeOf(address)} is no web address: give one that begins with http:// or https://.`,
  );
}

/** The one way in which feeds and pages are fetched. The function it gives throws FeedError. */
export function createFetcher(options: FetcherOptions): Fetcher {
  const {
    userAgent = `Wirewatch/${packageJson.version} (self-hosted news alerts; feed reader)`,
    accept = acceptFeeds,
    timeoutMs = 15_000,
    maxBytes = 10_000_000,
    maxRedirects = 5,
    clock = systemClock,
  } = options;
  const guard = createAddressGuard(options.allowPrivateHosts, options.resolve);
  const agent = new Agent({
    // A feed is one GET now and then: HTTP/2 would gain nothing and be one more protocol to get wrong.
    allowH2: false,
    connect: { lookup: guard.lookup, timeout: timeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxHeaderSize: 65_536,
  });
  const dispatcher = agent.compose(guard.interceptor);

  /** One request. Resolves with the answer whatever its status. */
  function ask(
    url: URL,
    authorization: string | null,
    validators: Validators | undefined,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData> {
    const headers: Record<string, string> = {
      'user-agent': userAgent,
      accept,
      'accept-encoding': acceptEncoding,
    };
    if (authorization !== null) headers.authorization = authorization;
    if (validators?.etag) headers['if-none-match'] = validators.etag;
    if (validators?.lastModified) headers['if-modified-since'] = validators.lastModified;
    return request(url, { dispatcher, headers, signal });
  }

  const freshFor = (response: Dispatcher.ResponseData): number =>
    freshnessOf(
      {
        cacheControl: header(response, 'cache-control'),
        expires: header(response, 'expires'),
        date: header(response, 'date'),
        age: header(response, 'age'),
      },
      clock.now(),
    );

  /** The error for a status that is no success. Statuses that stand for a refusal come with a page that says whose. */
  async function refusal(response: Dispatcher.ResponseData, place: string, url: string): Promise<FeedError> {
    const { statusCode, headers } = response;
    const retryAfterMs = parseRetryAfter(header(response, 'retry-after'), clock.now());
    if (!refusals.has(statusCode)) {
      discard(response);
      return statusError(place, statusCode, retryAfterMs);
    }
    const body = await readPage(response);
    const challenge = challengeOf({ url, headers, body });
    return challenge === null
      ? statusError(place, statusCode, retryAfterMs)
      : challengeError(place, challenge, retryAfterMs);
  }

  /** The page of an error, as far as it can be read: what is wrong with it says nothing of the feed. */
  async function readPage(response: Dispatcher.ResponseData): Promise<string> {
    try {
      const raw = await collect(response.body, longestPage, '');
      const bytes = await decompress(raw, header(response, 'content-encoding') ?? '', longestPage, '');
      return Buffer.from(bytes).toString('latin1');
    } catch {
      return '';
    }
  }

  /** Turns an answer that is no redirect into an outcome. */
  async function receive(
    response: Dispatcher.ResponseData,
    place: string,
    url: string,
    address: string,
    isConditional: boolean,
  ): Promise<FetchOutcome> {
    const { statusCode } = response;
    if (statusCode === 304 && isConditional) {
      await response.body.dump();
      return { status: 'unchanged', address, freshForMs: freshFor(response) };
    }
    if (statusCode < 200 || statusCode > 299) {
      throw await refusal(response, place, url);
    }
    const challenge = challengeOf({ url, headers: response.headers, body: '' });
    if (challenge !== null) {
      discard(response);
      throw challengeError(place, challenge);
    }
    if (Number(header(response, 'content-length')) > maxBytes) {
      discard(response);
      throw tooLarge(place, maxBytes);
    }
    const raw = await collect(response.body, maxBytes, place);
    return {
      status: 'fetched',
      url,
      address,
      contentType: header(response, 'content-type') ?? null,
      link: header(response, 'link') ?? null,
      bytes: await decompress(raw, header(response, 'content-encoding') ?? '', maxBytes, place),
      validators: {
        etag: validator(response, 'etag'),
        lastModified: validator(response, 'last-modified'),
      },
      freshForMs: freshFor(response),
    };
  }

  async function follow(
    address: string,
    validators: Validators | undefined,
    signal: AbortSignal,
  ): Promise<FetchOutcome> {
    const place = placeOf(address);
    const isConditional = Boolean(validators?.etag) || Boolean(validators?.lastModified);
    const visited = new Set<string>();
    let url = parseAddress(address);
    let authorization = takeAuthorization(url);
    let kept = address;
    let isPermanent = true;

    for (;;) {
      visited.add(url.href);
      const response = await ask(url, authorization, validators, signal);
      const location = header(response, 'location');
      if (!redirects.has(response.statusCode) || location === undefined) {
        return receive(response, place, url.href, kept, isConditional);
      }
      discard(response);
      const next = parseAddress(location, url.href);
      // A name and password come from the person who added the feed, for that host; never from a redirect.
      takeAuthorization(next);
      next.hash = '';
      if (next.origin !== url.origin) authorization = null;
      if (visited.has(next.href) || visited.size > maxRedirects) {
        throw new FeedError(
          'redirects',
          visited.has(next.href)
            ? `${place} redirects in a circle: check the address, or ask the site's owner to mend it.`
            : `${place} redirects more than ${maxRedirects} times: use the address where it ends.`,
        );
      }
      isPermanent &&= permanent.has(response.statusCode);
      // Where credentials are needed, the address that holds them is the one to keep.
      if (isPermanent && authorization === null) kept = next.href;
      url = next;
    }
  }

  return {
    async fetch(address, validators, signal) {
      signal?.throwIfAborted();
      const timeout = AbortSignal.timeout(timeoutMs);
      const either = signal === undefined ? timeout : AbortSignal.any([timeout, signal]);
      try {
        return await follow(address, validators, either);
      } catch (error) {
        // The caller who broke off knows why.
        if (signal?.aborted) throw signal.reason;
        if (timeout.aborted && !(error instanceof FeedError)) {
          throw new FeedError(
            'timeout',
            `${placeOf(address)} took longer than ${timeoutMs / 1000} s; it will be tried again.`,
            { cause: error },
          );
        }
        throw connectionError(placeOf(address), error);
      }
    },
    dispatcher,
    close: () => agent.destroy(),
  };
}
