import type { Alert } from '../../src/alerts/alert.ts';
import type { DeliveryError, Messenger } from '../../src/alerts/messenger.ts';

/** What happens to one attempt to post. */
export type Attempt = 'posts' | DeliveryError | { readonly afterPosting: DeliveryError };

/**
 * Channels that only remember. They stand in for Discord where a test needs thousands of attempts with a chosen
 * outcome each; the same is shown over real sockets in test/e2e.
 */
export function createChannelDouble(outcome: (alert: Alert) => Attempt = () => 'posts') {
  const posted: Alert[] = [];
  const messenger: Messenger = {
    async post(alert) {
      const attempt = outcome(alert);
      if (attempt instanceof Error) throw attempt;
      posted.push(alert);
      if (attempt !== 'posts') throw attempt.afterPosting;
      return `message-${posted.length}`;
    },
    async find(alert) {
      const at = posted.findIndex(({ id }) => id === alert.id);
      return at === -1 ? null : `message-${at + 1}`;
    },
  };
  return { messenger, posted };
}
