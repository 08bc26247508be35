/** A request that arrived, as tests look at it. */
export interface RecordedRequest {
  readonly method: string;
  /** After /api/v10, without the query. */
  readonly path: string;
  readonly query: string;
  readonly body: unknown;
  /** Of the answer; 0 until it was sent, or where the connection was cut. */
  status: number;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

/** How many of the latest requests are kept. */
const KEPT = 5000;

/** Keeps the latest requests and drops the oldest ones. */
export function createRequestLog() {
  const entries: RecordedRequest[] = [];
  return {
    entries,
    add(entry: RecordedRequest): RecordedRequest {
      entries.push(entry);
      if (entries.length > KEPT) entries.shift();
      return entry;
    },
  };
}
