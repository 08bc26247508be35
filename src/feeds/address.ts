import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Dispatcher } from 'undici';
import { FeedError } from '../errors.ts';

/** The only IPv6 block from which public addresses are given out (IANA, "IPv6 Global Unicast Address Assignments"). */
const globalUnicast6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address is on the public internet. Private, loopback, link-local, shared, reserved and
 * translated (mapped, NAT64, 6to4, Teredo) addresses are not.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(globalUnicast6);
}

/** Which addresses a fetcher may connect to. */
export interface AddressGuard {
  /** Refuses literal private addresses in the origin of every request, redirects included. */
  readonly interceptor: Dispatcher.DispatcherComposeInterceptor;
  /** Resolves names and hands on only what may be connected to, so that no later answer can differ. */
  readonly lookup: LookupFunction;
}

/** Resolves a name to all of its addresses; the system's own unless a test brings another. */
export type Resolve = (
  hostname: string,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

const systemResolve: Resolve = (hostname, callback) => systemLookup(hostname, { all: true }, callback);

const bare = (hostname: string): string => hostname.toLowerCase().replace(/^\[|\]$|\.$/g, '');

/** One spelling for an address, so that `::ffff:127.0.0.1` on the list means 127.0.0.1. */
const normalise = (host: string): string =>
  ipaddr.isValid(bare(host)) ? ipaddr.process(bare(host)).toString() : bare(host);

const refusal = (hostname: string): FeedError =>
  new FeedError(
    'address',
    `${hostname} is on a private network, which feeds may not be read from; whoever runs the bot can allow it in ALLOW_PRIVATE_HOSTS.`,
  );

/** Guards connections; `allowPrivateHosts` names the hosts or addresses that are private and still allowed. */
export function createAddressGuard(
  allowPrivateHosts: readonly string[],
  resolve: Resolve = systemResolve,
): AddressGuard {
  const allowed = new Set(allowPrivateHosts.map(normalise));
  const isAllowed = (address: string): boolean => isPublicAddress(address) || allowed.has(normalise(address));

  return {
    interceptor: (dispatch) => (options, handler) => {
      const { hostname } = new URL(String(options.origin));
      const host = bare(hostname);
      if (ipaddr.isValid(host) && !isAllowed(host)) throw refusal(host);
      return dispatch(options, handler);
    },
    lookup: (hostname, options, callback) => {
      resolve(hostname, (error, addresses) => {
        if (error !== null) return callback(error, '');
        const usable = allowed.has(normalise(hostname))
          ? addresses
          : addresses.filter(({ address }) => isAllowed(address));
        const [first] = usable;
        if (first === undefined) return callback(refusal(hostname), '');
        if (options.all === true) return callback(null, usable);
        callback(null, first.address, first.family);
      });
    },
  };
}
