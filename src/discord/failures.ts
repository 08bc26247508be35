import { DiscordAPIError, RateLimitError } from 'discord.js';
import { DeliveryError, type DeliveryFailure } from '../alerts/messenger.ts';
import { messageOf } from '../errors.ts';

interface Mend {
  readonly failure: DeliveryFailure;
  readonly says: (channelId: string) => string;
}

const permissionMend = (channelId: string) =>
  `Wirewatch may not post in <#${channelId}>: give its role "View Channel", "Send Messages" and "Read Message History" there.`;

/** Discord's JSON error codes, and what each means for an alert. */
const mends: Readonly<Record<number, Mend>> = {
  10003: {
    failure: 'channel-blocked',
    says: (id) =>
      `The channel ${id} no longer exists: remove it with /unsubscribe, or /subscribe another one.`,
  },
  50001: { failure: 'channel-blocked', says: permissionMend },
  50013: { failure: 'channel-blocked', says: permissionMend },
  50083: { failure: 'channel-blocked', says: (id) => `The thread <#${id}> is archived: open it again.` },
  160005: { failure: 'channel-blocked', says: (id) => `The thread <#${id}> is locked: unlock it.` },
  // The message is gone: there is nothing to edit. A post is answered so only for its nonce.
  10008: { failure: 'message-refused', says: () => 'The message was deleted.' },
  40005: { failure: 'message-refused', says: () => 'Discord found the message too large.' },
  50006: { failure: 'message-refused', says: () => 'Discord found the message empty.' },
  50035: { failure: 'message-refused', says: () => 'Discord did not accept the form of the message.' },
};

/** What a failed call to Discord means for the alert it was about. */
export function toDeliveryError(error: unknown, channelId: string): DeliveryError {
  if (error instanceof RateLimitError) {
    const named =
      error.retryAfter > 0 ? `for ${Math.ceil(error.timeToReset / 1_000)} s` : 'without saying how long';
    return new DeliveryError('passing', `Discord asks to wait ${named} (${error.route}).`, error);
  }
  const mend = error instanceof DiscordAPIError ? mends[Number(error.code)] : undefined;
  return mend === undefined
    ? new DeliveryError('passing', `Discord could not be reached: ${messageOf(error)}`, error)
    : new DeliveryError(mend.failure, mend.says(channelId), error);
}
