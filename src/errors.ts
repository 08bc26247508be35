/** An error whose message is one sentence for a person: what is wrong and what to do about it. */
export class WirewatchError extends Error {
  override name = 'WirewatchError';
}

/** Why a feed could not be read; `kind` decides who is told and whether trying again can help. */
export const feedErrorKinds = [
  'address', // not an http(s) URL, or an address that must not be connected to
  'unreachable', // DNS, refused, reset, TLS
  'timeout',
  'too-large',
  'redirects',
  'gone', // 410
  'not-found', // 404
  'forbidden', // 401, 403, challenge pages
  'rate-limited', // 429
  'server', // 5xx
  'status', // any other unexpected status
  'not-a-feed',
  'malformed',
] as const;

/** One of those kinds. */
export type FeedErrorKind = (typeof feedErrorKinds)[number];

/** A feed that could not be fetched or parsed. */
export class FeedError extends WirewatchError {
  override name = 'FeedError';
  readonly kind: FeedErrorKind;
  /** Milliseconds the server asked to wait (Retry-After), where it did. */
  readonly retryAfterMs: number | undefined;

  constructor(
    kind: FeedErrorKind,
    message: string,
    options: { cause?: unknown; retryAfterMs?: number } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** A query that can't be read; `position` is the 0-based offset of its fault, in UTF-16 code units. */
export class QueryError extends WirewatchError {
  override name = 'QueryError';
  readonly query: string;
  readonly position: number;

  constructor(message: string, query: string, position: number) {
    super(message);
    this.query = query;
    this.position = position;
  }
}

/** Settings that are missing, unknown or out of range: one line each, with its mend. */
export class SettingsError extends WirewatchError {
  override name = 'SettingsError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** A model that is to write summaries does not answer as it should; the message holds nothing that it said. */
export class ModelError extends WirewatchError {
  override name = 'ModelError';
}

/** The store can't be opened, read or written. */
export class StoreError extends WirewatchError {
  override name = 'StoreError';
}

/** What a person asked for can't be done as asked; the message is the answer they get. */
export class UserError extends WirewatchError {
  override name = 'UserError';
}

/** Discord refuses this bot until somebody changes something: another start alone is no use. */
export class RefusedError extends WirewatchError {
  override name = 'RefusedError';
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
