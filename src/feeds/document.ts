/** What the publisher's server said about a document, to be sent back at the next fetch (RFC 9110, section 13). */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** A document as it arrived, decompressed but not yet decoded. */
export interface FetchedDocument {
  readonly status: 'fetched';
  /** Where the bytes came from in the end, after redirects; without a name and password. */
  readonly url: string;
  /**
   * Where to ask the next time: the address that was asked for, or where permanent redirects (301, 308) lead
   * from it. Absent where the document was not fetched.
   */
  readonly address?: string;
  readonly contentType: string | null;
  /** The Link header. Absent where it was not fetched. */
  readonly link?: string | null;
  readonly bytes: Uint8Array;
  readonly validators: Validators;
  /** For how long the server says that it stays the same, milliseconds. Absent where it was not fetched. */
  readonly freshForMs?: number;
}

/** The server's word that a document is still the one that its validators came with (304). */
export interface UnchangedDocument {
  readonly status: 'unchanged';
  /** As in FetchedDocument. */
  readonly address: string;
  readonly freshForMs: number;
}

/** The outcome of a conditional fetch that succeeded; failures are thrown as FeedError. */
export type FetchOutcome = FetchedDocument | UnchangedDocument;

/** Fetches one address under all of the limits (time, size, redirects, no private hosts). Throws FeedError. */
export type Fetch = (url: string, validators?: Validators, signal?: AbortSignal) => Promise<FetchOutcome>;
