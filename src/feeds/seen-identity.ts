import { shortHash } from '../short-hash.ts';
import { tellingAddress } from '../stories/same-item.ts';
import type { Item } from './item.ts';

/** What tells the entries of a feed apart. */
export type EntryIdentity = 'guid' | 'address' | 'title';

const digest = (...parts: readonly string[]): string => shortHash(parts.join('\n'));

/**
 * The item under the id by which its feed's entries are known: its own, or where the publisher makes new ones at every
 * request, one of its address, title and text; where the address changes too, of its title, text and date.
 */
export function withIdentity(item: Item, identity: EntryIdentity): Item {
  const { title, publishedAt, text, url } = item;
  if (identity === 'guid') return item;
  const place = identity === 'address' ? tellingAddress(url) : publishedAt;
  return { ...item, id: digest(identity, place ?? '', title, text) };
}
