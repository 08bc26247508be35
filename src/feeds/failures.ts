import { FeedError, type FeedErrorKind } from '../errors.ts';

interface Failure {
  readonly kind: FeedErrorKind;
  /** What follows the address in the message. */
  readonly says: string;
}

interface StatusFailure extends Failure {
  readonly from: number;
  readonly to: number;
}

const retries = 'it will be tried again';

/** What a status that is no success means; the first row that holds is taken. */
const statusFailures: readonly StatusFailure[] = [
  {
    from: 401,
    to: 401,
    kind: 'forbidden',
    says: 'asks for a name and password (401): put them in the address, as in https://name:password@host/feed.',
  },
  {
    from: 402,
    to: 402,
    kind: 'forbidden',
    says: 'asks for a payment (402): use a feed that is open to all.',
  },
  {
    from: 403,
    to: 403,
    kind: 'forbidden',
    says: 'refuses this bot (403): ask its owner to let feed readers in, or use another feed of the site.',
  },
  {
    from: 404,
    to: 404,
    kind: 'not-found',
    says: 'does not exist (404): check the address, or remove the feed.',
  },
  { from: 410, to: 410, kind: 'gone', says: 'is gone for good (410): remove the feed.' },
  { from: 408, to: 408, kind: 'server', says: `gave up waiting (408); ${retries}.` },
  { from: 429, to: 429, kind: 'rate-limited', says: `was asked too often (429); ${retries} later.` },
  {
    from: 451,
    to: 451,
    kind: 'forbidden',
    says: 'is withheld for legal reasons (451): use another feed.',
  },
  { from: 500, to: 599, kind: 'server', says: `has trouble on its server (STATUS); ${retries}.` },
  {
    from: 304,
    to: 304,
    kind: 'status',
    says: `answered that nothing changed (304) although nothing was fetched before; ${retries}.`,
  },
  {
    from: 0,
    to: 999,
    kind: 'status',
    says: `answered with status STATUS, which no feed should; check the address.`,
  },
];

const certificate =
  'has no valid certificate (CODE): its owner must mend it, or use the address of another feed.';

/** What a connection that failed means, by the code of Node or undici. */
const connectionFailures: Readonly<Record<string, Failure>> = {
  ENOTFOUND: { kind: 'unreachable', says: 'has a host name that does not exist: check the spelling.' },
  ENODATA: { kind: 'unreachable', says: 'has a host name without an address: check the spelling.' },
  EAI_AGAIN: { kind: 'unreachable', says: `can't be looked up just now; ${retries}.` },
  ECONNREFUSED: { kind: 'unreachable', says: `refuses the connection; ${retries}.` },
  ECONNRESET: { kind: 'unreachable', says: `broke the connection off; ${retries}.` },
  UND_ERR_SOCKET: { kind: 'unreachable', says: `broke the connection off; ${retries}.` },
  EHOSTUNREACH: { kind: 'unreachable', says: `can't be reached from here; ${retries}.` },
  ENETUNREACH: { kind: 'unreachable', says: `can't be reached from here; ${retries}.` },
  ETIMEDOUT: { kind: 'timeout', says: `does not answer; ${retries}.` },
  UND_ERR_CONNECT_TIMEOUT: { kind: 'timeout', says: `does not answer; ${retries}.` },
  UND_ERR_HEADERS_TIMEOUT: { kind: 'timeout', says: `does not answer; ${retries}.` },
  UND_ERR_BODY_TIMEOUT: { kind: 'timeout', says: `stopped in the middle of its answer; ${retries}.` },
  CERT_HAS_EXPIRED: { kind: 'unreachable', says: certificate },
  ERR_TLS_CERT_ALTNAME_INVALID: { kind: 'unreachable', says: certificate },
  DEPTH_ZERO_SELF_SIGNED_CERT: { kind: 'unreachable', says: certificate },
  SELF_SIGNED_CERT_IN_CHAIN: { kind: 'unreachable', says: certificate },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { kind: 'unreachable', says: certificate },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: { kind: 'unreachable', says: certificate },
};

/** The error for a page that stands where the feed should; `says` is what challengeOf found. */
export const challengeError = (place: string, says: string, retryAfterMs?: number): FeedError =>
  new FeedError('forbidden', `${place} ${says}`, retryAfterMs === undefined ? {} : { retryAfterMs });

/** The error for a status; `place` is the address as a person may see it. */
export function statusError(place: string, status: number, retryAfterMs: number | undefined): FeedError {
  const failure = statusFailures.find(({ from, to }) => status >= from && status <= to);
  const { kind, says } = failure ?? { kind: 'status' as const, says: 'answered with status STATUS.' };
  return new FeedError(
    kind,
    `${place} ${says.replace('STATUS', String(status))}`,
    retryAfterMs === undefined ? {} : { retryAfterMs },
  );
}

/** The error for a request that got no answer. A FeedError inside the cause is given back as it is. */
export function connectionError(place: string, error: unknown): FeedError {
  let code = '';
  for (let inner = error; inner instanceof Error; inner = inner.cause) {
    if (inner instanceof FeedError) return inner;
    if (code === '' && 'code' in inner && typeof inner.code === 'string') code = inner.code;
  }
  const failure = connectionFailures[code] ?? {
    kind: 'unreachable' as const,
    says: `can't be read (CODE); ${retries}.`,
  };
  return new FeedError(failure.kind, `${place} ${failure.says.replace('CODE', code || 'connection lost')}`, {
    cause: error,
  });
}
