import { type Dispatcher, request } from 'undici';
import packageJson from '../../package.json' with { type: 'json' };
import { FeedError } from '../errors.ts';
import { connectionError } from './failures.ts';
import { parseHttpUrl, placeOf } from './url.ts';

const timeoutMs = 15_000;
const mostRedirects = 3;
/** Redirects under which a request stays what it is (RFC 9110, section 15.4). */
const redirects: ReadonlySet<number> = new Set([307, 308]);

/** Sends a form and resolves with the status of the answer; its body is not read. Throws FeedError. */
export type PostForm = (url: string, form: Readonly<Record<string, string>>) => Promise<number>;

/** Posts forms through connections that are guarded; see Fetcher. */
export function createPostForm(dispatcher: Dispatcher): PostForm {
  return async (address, form) => {
    const body = new URLSearchParams(form).toString();
    const signal = AbortSignal.timeout(timeoutMs);
    let url = address;
    for (let hops = 0; hops <= mostRedirects; hops += 1) {
      const target = parseHttpUrl(url);
      if (target === null) throw new FeedError('address', `${placeOf(url)} is no web address.`);
      try {
        const response = await request(target, {
          method: 'POST',
          dispatcher,
          signal,
          headers: {
            'user-agent': `Wirewatch/${packageJson.version}`,
            'content-type': 'application/x-www-form-urlencoded',
          },
          body,
        });
        await response.body.dump({ limit: 16_384 });
        const { location } = response.headers;
        if (!redirects.has(response.statusCode) || typeof location !== 'string') return response.statusCode;
        url = URL.parse(location, target.href)?.href ?? location;
      } catch (error) {
        if (signal.aborted) {
          throw new FeedError('timeout', `${placeOf(address)} does not answer; it will be tried again.`, {
            cause: error,
          });
        }
        throw connectionError(placeOf(address), error);
      }
    }
    throw new FeedError('redirects', `${placeOf(address)} redirects more than ${mostRedirects} times.`);
  };
}
