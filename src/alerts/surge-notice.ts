import type { FeedRef } from '../feeds/item.ts';
import type { Surge } from '../feeds/seen.ts';
import { placeOf } from '../feeds/url.ts';
import type { Notice } from './notices.ts';

/** What whoever runs the bot is told when most of a feed's entries change at once. */
export function surgeNotice(
  { title, url }: FeedRef,
  { kind, entries }: Surge,
  escapeText: (text: string) => string,
): Notice {
  const feed = `“${escapeText(title)}” (${escapeText(placeOf(url))})`;
  const what =
    kind === 'renamed'
      ? `${entries} entries of the feed ${feed} came under new ids at once. They were recognised by their addresses and titles`
      : `${entries} entries that can't be news came into the feed ${feed} at once, as from another site or an error page. They count as read`;
  return { text: `ℹ️ ${what}, and nothing was posted for it. /feed show says how the feed is.` };
}
