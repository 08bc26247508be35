import type { Clock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import type { Item } from '../feeds/item.ts';
import type { Log } from '../ops/log.ts';
import type { Summarise } from '../summary/summary.ts';
import type { Audience } from './audience.ts';
import { composeAlert } from './compose.ts';
import type { Outbox } from './outbox.ts';
import type { OnStep } from './steps.ts';

/** Gives an item its story. Durable before it resolves, and the same for the same item. */
export type AssignStory = (item: Item) => Promise<{ readonly storyId: string }>;

/** match → story → summarise → outbox, for one new item. Resolves with how many alerts were put in the outbox. */
export type TellItem = (item: Item, readers: ReadonlySet<string>) => Promise<number>;

/**
 * Every item gets its story, matched or not: a later copy that does match must know that it is a copy.
 * When this resolves, every alert the item deserves is in the outbox.
 */
export function createTeller({
  audience,
  assignStory,
  summarise,
  outbox,
  clock,
  learn,
  log,
  onStep = () => {},
}: {
  audience: Pick<Audience, 'listenersFor'>;
  assignStory: AssignStory;
  summarise: Summarise;
  outbox: Pick<Outbox, 'add'>;
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
    for (const listener of audience.listenersFor(item, readers)) {
      if (await outbox.add(composeAlert({ item, storyId, listener, now: clock.now() }, summarise)))
        added += 1;
      onStep('outbox-written');
    }
    await learn(item).catch((error: unknown) =>
      log.error('item-not-learned', { feed: item.feed.url, item: item.id, error: messageOf(error) }),
    );
    return added;
  };
}
