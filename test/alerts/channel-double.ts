import type { Alert } from '../../src/alerts/alert.ts';
import { addressOf, type DeliveryError, type Messenger, type Posting } from '../../src/alerts/messenger.ts';

/** What happens to one attempt to post. */
export type Attempt = 'posts' | DeliveryError | { readonly afterPosting: DeliveryError };

/** The alerts that a message tells. */
export function toldBy(posting: Posting): readonly Alert[] {
  return posting.kind === 'alert' ? [posting.alert] : posting.digest.alerts;
}

/**
 * Channels that only remember. They stand in for Discord where a test needs thousands of attempts with a chosen
 * outcome each; the same is shown over real sockets in test/e2e.
 */
export function createChannelDouble(outcome: (posting: Posting) => Attempt = () => 'posts') {
  const messages: Posting[] = [];
  const edits: { readonly alert: Alert; readonly messageId: string }[] = [];
  const messenger: Messenger = {
    turn: async (_place, signal, work) => (signal.aborted ? null : work()),
    async post(posting) {
      const attempt = outcome(posting);
      if (attempt instanceof Error) throw attempt;
      messages.push(posting);
      if (attempt !== 'posts') throw attempt.afterPosting;
      return `message-${messages.length}`;
    },
    async edit(alert, messageId) {
      const attempt = outcome({ kind: 'alert', alert });
      if (attempt instanceof Error) throw attempt;
      edits.push({ alert, messageId });
    },
    async find(posting) {
      const { id } = addressOf(posting);
      const at = messages.findIndex((message) => addressOf(message).id === id);
      return at === -1 ? null : `message-${at + 1}`;
    },
  };
  return {
    messenger,
    messages,
    /** What messages were edited to, in order. */
    edits,
    /** The alerts that were told, each as often as it was. */
    get posted(): Alert[] {
      return messages.flatMap(toldBy);
    },
  };
}
