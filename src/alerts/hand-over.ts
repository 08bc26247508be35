import type { Clock } from '../clock.ts';
import type { Batch } from './fold.ts';
import { DeliveryError, type Messenger, type Posting } from './messenger.ts';
import type { Outbox, OutboxEntry } from './outbox.ts';
import type { OnStep } from './steps.ts';

/** What became of handing a batch to Discord. */
export type Outcome =
  | { readonly isPosted: true; readonly messageId: string }
  /** `isInDoubt`: it may have been posted all the same. */
  | { readonly isPosted: false; readonly error: unknown; readonly isInDoubt: boolean };

/** Takes a batch through its durable steps. Never throws. */
export type HandOver = (batch: Batch) => Promise<Outcome>;

/** The names of the steps of an alert alone, and of a digest. */
const stepsOf = {
  alert: {
    sending: 'alert-sending',
    posted: 'message-posted',
    delivered: 'alert-delivered',
    cleared: 'outbox-cleared',
  },
  digest: {
    sending: 'digest-sending',
    posted: 'digest-posted',
    delivered: 'digest-delivered',
    cleared: 'digest-cleared',
  },
} as const;

function postingOf({ entries, digest }: Batch): Posting {
  const [{ alert }] = entries;
  if (digest === null) return { kind: 'alert', alert };
  const { guildId, channelId } = alert;
  const alerts = entries.map((entry) => entry.alert);
  return { kind: 'digest', digest: { ...digest, guildId, channelId, alerts } };
}

/** The entries as they are while the batch is under way. */
function handed({ entries, digest }: Batch, now: number): OutboxEntry[] {
  return entries.map((entry) => ({
    ...entry,
    state: 'sending',
    triedAt: entry.state === 'sending' ? entry.triedAt : now,
    digest,
  }));
}

/** The hand-over through a messenger, with the outbox as its memory. */
export function createHandOver({
  outbox,
  messenger,
  clock,
  onStep = () => {},
}: {
  outbox: Outbox;
  messenger: Messenger;
  clock: Clock;
  onStep?: OnStep | undefined;
}): HandOver {
  return async (batch) => {
    const posting = postingOf(batch);
    const steps = stepsOf[posting.kind];
    const [first] = batch.entries;
    const entries = handed(batch, clock.now());
    let isInDoubt = first.state === 'sending';

    async function finish(messageId: string): Promise<Outcome> {
      await outbox.markDelivered(entries, messageId);
      onStep(steps.delivered);
      await outbox.remove(entries);
      onStep(steps.cleared);
      return { isPosted: true, messageId };
    }

    try {
      if (isInDoubt) {
        const found = await messenger.find(posting, first.triedAt ?? first.alert.createdAt);
        if (found !== null) return await finish(found);
      } else if (posting.kind === 'digest') {
        const { id, guildId, channelId, reason, alerts } = posting.digest;
        const alertIds = alerts.map((alert) => alert.id);
        await outbox.recordDigest(id, { guildId, channelId, reason, alertIds, at: clock.now() });
        onStep('digest-recorded');
      }
      await outbox.save(entries);
      onStep(steps.sending);
      isInDoubt = true;
      const messageId = await messenger.post(posting).catch((error: unknown) => {
        // What Discord refused was certainly not posted; after any other failure it may have been.
        isInDoubt = !(error instanceof DeliveryError) || error.failure === 'passing';
        throw error;
      });
      onStep(steps.posted);
      return await finish(messageId);
    } catch (error) {
      return { isPosted: false, error, isInDoubt };
    }
  };
}
