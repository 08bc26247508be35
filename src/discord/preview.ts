import type { Item } from '../feeds/item.ts';
import type { KeywordHit } from '../match/match.ts';
import { code, escapeText, link, shorten, timestamp } from './text.ts';

/** An item as one line of a list: title with link, feed, time. */
export function itemLine({ title, url, feed, publishedAt }: Item): string {
  const time = publishedAt === null ? '' : ` · ${timestamp(Date.parse(publishedAt))}`;
  return `- ${link(shorten(title, 120), url, 300)} · ${escapeText(shorten(feed.title, 40))}${time}`;
}

/** Where a keyword was found, in words. */
export function explainHit(hit: KeywordHit): string[] {
  const lines = hit.matches.map(
    ({ alias, text, field }) =>
      `- ${code(shorten(text, 80))} in the ${field}${alias === undefined ? '' : `, an alias: ${code(shorten(alias, 80))}`}`,
  );
  return [...new Set(lines)];
}
