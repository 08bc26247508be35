import type { Clock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import type { Item } from '../feeds/item.ts';
import type { Log } from '../ops/log.ts';
import type { Span } from './alert.ts';
import type { Audience, Listener } from './audience.ts';
import { alertId, composeAlert } from './compose.ts';
import type { Growth } from './growth.ts';
import type { Outbox } from './outbox.ts';
import type { OnStep } from './steps.ts';
import type { SummariesFor } from './summaries.ts';

/** Gives an item its story. Durable before it resolves, and the same for the same item. */
export type AssignStory = (item: Item) => Promise<{ readonly storyId: string }>;

/** match → story → summarise → outbox, for one new item. Resolves with how many alerts were put in the outbox. */
export type TellItem = (item: Item, readers: ReadonlySet<string>) => Promise<number>;

const noSummaries: ReadonlyMap<string, readonly Span[]> = new Map();

/**
 * Every item gets its story, matched or not: a later copy that does match must know that it is a copy.
 * When this resolves, every alert the item deserves is in the outbox.
 */
export function createTeller({
  audience,
  assignStory,
  summariesFor,
  outbox,
  holdUntil,
  growth,
  clock,
  learn,
  log,
  onStep = () => {},
}: {
  audience: Pick<Audience, 'listenersFor'>;
  assignStory: AssignStory;
  summariesFor: SummariesFor;
  outbox: Pick<Outbox, 'add' | 'knows'>;
  /** Until when a channel's alert of this moment waits, milliseconds UTC; null to tell it at once. */
  holdUntil: (listener: Listener, now: number) => number | null;
  growth: Pick<Growth, 'add'>;
  clock: Clock;
  /** Is shown every new item; where it fails, that is logged and the item goes on. */
  learn: (item: Item) => Promise<void>;
  log: Log;
  onStep?: OnStep;
}): TellItem {
  return async (item, readers) => {
    const { storyId } = await assignStory(item);
    onStep('story-assigned');
    let added = 0;
    const listeners: Listener[] = [];
    for (const listener of audience.listenersFor(item, readers)) {
      const id = alertId(listener.channelId, storyId);
      if (await outbox.knows(id)) {
        await growth.add(id, item);
        onStep('growth-written');
      } else listeners.push(listener);
    }
    const summaries =
      listeners.length === 0
        ? noSummaries
        : await summariesFor(item, listeners).catch((error: unknown) => {
            // An alert without a summary is told; one that is lost is not.
            log.error('item-not-summarised', { feed: item.feed.url, item: item.id, error: messageOf(error) });
            return noSummaries;
          });
    for (const listener of listeners) {
      const summary = summaries.get(listener.channelId) ?? [];
      const now = clock.now();
      const alert = composeAlert({ item, storyId, listener, summary, now });
      if (await outbox.add(alert, holdUntil(listener, now))) added += 1;
      onStep('outbox-written');
    }
    await learn(item).catch((error: unknown) =>
      log.error('item-not-learned', { feed: item.feed.url, item: item.id, error: messageOf(error) }),
    );
    return added;
  };
}
