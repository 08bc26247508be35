import { WirewatchError } from '../errors.ts';
import type { Alert } from './alert.ts';
import type { Digest } from './digest.ts';

/** What can become of an attempt that failed, and so what to do next. */
export type DeliveryFailure =
  /** Try again: Discord or the network is not well. */
  | 'passing'
  /** The channel can't be posted to until somebody mends it: gone, hidden, or a permission lacks. */
  | 'channel-blocked'
  /** Discord refuses this very message; others may pass. */
  | 'message-refused';

/** A message that was not posted. Its text says what to mend, and where. */
export class DeliveryError extends WirewatchError {
  override name = 'DeliveryError';
  readonly failure: DeliveryFailure;

  constructor(failure: DeliveryFailure, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.failure = failure;
  }
}

/** What one message tells. */
export type Posting =
  | { readonly kind: 'alert'; readonly alert: Alert }
  | { readonly kind: 'digest'; readonly digest: Digest };

/** What identifies a posting: an id that always comes out the same, and its channel. */
export function addressOf(posting: Posting): { id: string; guildId: string; channelId: string } {
  const { id, guildId, channelId } = posting.kind === 'alert' ? posting.alert : posting.digest;
  return { id, guildId, channelId };
}

/** A channel and its guild. */
export interface Place {
  readonly guildId: string;
  readonly channelId: string;
}

/** The one way alerts leave the house. */
export interface Messenger {
  /**
   * Waits until it is this channel's turn, guilds one after the other, so that what Discord allows is kept to and
   * shared fairly; then does the work, with one request kept free for it. Resolves with null, the work undone, where
   * the signal comes first.
   */
  turn<T>(place: Place, signal: AbortSignal, work: () => Promise<T>): Promise<T | null>;
  /** Posts it and resolves with the message's id once that is acknowledged. Throws DeliveryError. */
  post(posting: Posting): Promise<string>;
  /** Shows the alert as it is now in the message that told it; pings nobody again. Throws DeliveryError. */
  edit(alert: Alert, messageId: string): Promise<void>;
  /** Looks for it among the channel's messages since `sinceMs`; null if it isn't there. Throws DeliveryError. */
  find(posting: Posting, sinceMs: number): Promise<string | null>;
}
