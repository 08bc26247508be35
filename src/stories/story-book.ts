import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Item } from '../feeds/item.ts';
import type { Entry, Store } from '../store/store.ts';
import { likenessOf } from './likeness.ts';
import {
  type Comparable,
  isCopyAtAddress,
  isCopyByTitle,
  isSameAtAddress,
  isSameByTitle,
  sameTitleMs,
  tellingAddress,
} from './same-item.ts';
import { createMemoryShelf, type Shelf } from './shelf.ts';

/** How long an item and an address lead to their story. */
const addressTtlMs = 30 * 24 * 3_600_000;
/** Items remembered under one address or title, the newest. */
const mostRemembered = 24;
/** Addresses, titles and items that a book in memory remembers: three for each item. */
const defaultCapacity = 150_000;

const member = z.object({
  storyId: z.string(),
  feed: z.string(),
  title: z.string(),
  text: z.string(),
  tail: z.string().default(''),
  publishedAt: z.string().nullable(),
});
const members = z.array(member);

type Member = z.infer<typeof member>;

/** The story of an item. */
export interface Assignment {
  readonly storyId: string;
  /** Whether this call started the story. An item that is asked about again has its story already. */
  readonly isNew: boolean;
}

/** Gives items their stories. */
export interface StoryBook {
  /**
   * Which story an item belongs to, one that is known or one that it starts; decided once and for good. Durable before
   * it resolves, and the same whenever the item is asked about. Throws StoreError.
   */
  assign(item: Item): Promise<Assignment>;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** An item as it is compared, from one feed. */
interface Asked extends Comparable {
  readonly feed: string;
}

/** The stories that hold another item of the same feed, which this one is not. */
function takenStories(asked: Asked, known: readonly Member[], isSame: (one: Member) => boolean): Set<string> {
  return new Set(known.flatMap((one) => (one.feed === asked.feed && !isSame(one) ? [one.storyId] : [])));
}

/** The known item that this one is, or is a copy of; an equal title goes before an alike one. */
function findSame(
  asked: Asked,
  byAddress: readonly Member[],
  byTitle: readonly Member[],
): Member | undefined {
  const isShared = new Set(byAddress.map(({ storyId }) => storyId)).size > 1;
  // What a feed tells beside its other items it means as different from them.
  const sameAtAddress = (one: Member) => isSameAtAddress(asked, one, true);
  const sameByTitle = (one: Member) => isSameByTitle(asked, one);
  const taken = takenStories(asked, byAddress, sameAtAddress).union(
    takenStories(asked, byTitle, sameByTitle),
  );
  const free = (one: Member) => !taken.has(one.storyId);
  const atAddress = byAddress.filter(
    (one) =>
      free(one) && (one.feed === asked.feed ? sameAtAddress(one) : isCopyAtAddress(asked, one, isShared)),
  );
  return (
    atAddress.find(({ title }) => title === asked.title) ??
    atAddress[0] ??
    byTitle.find(
      (one) => free(one) && (one.feed === asked.feed ? sameByTitle(one) : isCopyByTitle(asked, one)),
    )
  );
}

function createBook(shelf: Shelf<Member[]>): StoryBook {
  return {
    async assign(item) {
      const feed = item.feed.url;
      const asked: Asked = { ...likenessOf(item), feed, publishedAt: item.publishedAt };
      const address = tellingAddress(item.url);
      const itemKey = `i:${digest(`${feed}\n${item.id}`)}`;
      const addressKey = address === null ? null : `u:${digest(address)}`;
      const titleKey = asked.title === '' ? null : `t:${digest(asked.title)}`;
      const [own, atAddress, byTitle] = await shelf.getMany([
        itemKey,
        addressKey ?? itemKey,
        titleKey ?? itemKey,
      ]);
      if (own?.[0] !== undefined) return { storyId: own[0].storyId, isNew: false };

      const known = findSame(asked, atAddress ?? [], byTitle ?? []);
      const storyId = known?.storyId ?? digest(`${feed}\n${item.id}`);
      const remembered: Member = { storyId, ...asked };
      const grown = (before: readonly Member[] = []) => [remembered, ...before].slice(0, mostRemembered);
      const entries: Entry<Member[]>[] = [
        { key: itemKey, value: [{ ...remembered, title: '', text: '', tail: '' }], ttlMs: addressTtlMs },
      ];
      if (addressKey !== null)
        entries.push({ key: addressKey, value: grown(atAddress), ttlMs: addressTtlMs });
      if (titleKey !== null) entries.push({ key: titleKey, value: grown(byTitle), ttlMs: sameTitleMs });
      // All or none: a crash leaves an item that was never asked about.
      await shelf.setMany(entries);
      return { storyId, isNew: known === undefined };
    },
  };
}

/**
 * A book of stories over the store. The items of a story are copies of one article: with the same address, or with the
 * same headline in another feed within 72 hours.
 */
export function createStoryBook({ store }: { store: Store }): StoryBook {
  return createBook(store.records('stories', members));
}

/** A book that forgets at the end of the process, and before that the items that nothing was like for the longest. */
export function createMemoryStoryBook({ capacity = defaultCapacity }: { capacity?: number } = {}): StoryBook {
  return createBook(createMemoryShelf({ capacity }));
}
