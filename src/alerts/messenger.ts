import { WirewatchError } from '../errors.ts';
import type { Alert } from './alert.ts';

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

/** The one way alerts leave the house. */
export interface Messenger {
  /** Posts the alert and resolves with the message's id once it is acknowledged. Throws DeliveryError. */
  post(alert: Alert): Promise<string>;
  /** Looks among the channel's messages since `sinceMs` for this alert; null if it isn't there. Throws DeliveryError. */
  find(alert: Alert, sinceMs: number): Promise<string | null>;
}
