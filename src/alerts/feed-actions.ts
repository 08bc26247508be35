import { feedKey } from '../feeds/feed-key.ts';
import type { FeedRef } from '../feeds/item.ts';
import type { NoticeAction } from './notices.ts';

/** The buttons under what is said of one feed, by the names of their handlers. */
export const feedButtons = { retry: 'feed-retry', remove: 'feed-remove', replace: 'feed-replace' } as const;

const longestName = 40;

/** What can be done about a guild's feed. The ids fit in Discord's 100 characters whatever the address. */
export function actionsFor(guildId: string, url: string, replacement: FeedRef | null): NoticeAction[] {
  const id = (button: string) => `${button}:${guildId}:${feedKey(url)}`;
  const name = replacement === null ? '' : replacement.title.slice(0, longestName);
  return [
    { id: id(feedButtons.retry), label: 'Retry now' },
    ...(replacement === null ? [] : [{ id: id(feedButtons.replace), label: `Replace with “${name}”` }]),
    { id: id(feedButtons.remove), label: 'Remove', isDangerous: true },
  ];
}
