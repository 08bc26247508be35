import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Item } from '../feeds/item.ts';
import { canonicalUrl } from '../feeds/url.ts';
import type { Entry, Store } from '../store/store.ts';
import { isTelling, type Likeness, likenessOf, similarity } from './likeness.ts';

const hour = 3_600_000;
/** How long an address, and how long a title, leads to its story. */
const addressTtlMs = 30 * 24 * hour;
const titleTtlMs = 72 * hour;
/** Items of the same title whose dates are further apart tell different things. */
const sameTitleWithinMs = 48 * hour;
/** How alike texts must be where the title alone says too little, and where both items stand in one feed. */
const alike = 0.5;
const almostEqual = 0.8;
/** Items remembered under one address or title. */
const mostRemembered = 8;

const member = z.object({
  storyId: z.string(),
  feed: z.string(),
  title: z.string(),
  text: z.string(),
  publishedAt: z.string().nullable(),
});
const members = z.array(member);

type Member = z.infer<typeof member>;

/** Gives items their stories. */
export interface StoryBook {
  /** The story of an item: one it belongs to, or a new one. Durable, and the same whenever the item is asked about. */
  assign(item: Item): Promise<{ readonly storyId: string; readonly isNew: boolean }>;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** The address as an identity, or null where it says nothing: a site's home page. */
export function tellingAddress(url: string | null): string | null {
  if (url === null) return null;
  const { pathname, search } = new URL(url);
  return pathname === '/' && search === '' ? null : canonicalUrl(url);
}

function areApart(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && Math.abs(Date.parse(a) - Date.parse(b)) > sameTitleWithinMs;
}

/** Whether an item is the one that is known under the same address. `isShared`: several stories are. */
function isSameByAddress(item: Likeness & { feed: string }, known: Member, isShared: boolean): boolean {
  if (item.title === known.title) return true;
  if (item.feed === known.feed) return false;
  return !isShared || similarity(item.title, known.title) >= alike;
}

/** Whether an item is the one that is known under the same title. */
function isSameByTitle(
  item: Likeness & { feed: string; publishedAt: string | null },
  known: Member,
): boolean {
  if (areApart(item.publishedAt, known.publishedAt)) return false;
  const likeness = similarity(item.text, known.text);
  const bothEmpty = item.text === '' && known.text === '';
  if (item.feed === known.feed) return likeness >= almostEqual || (bothEmpty && isTelling(item.title));
  return isTelling(item.title) || likeness >= alike;
}

/**
 * A book of stories over the store. For now the items of a story are copies of one article: the same address, or the
 * same headline from another feed within 72 hours.
 */
export function createStoryBook({ store }: { store: Store }): StoryBook {
  const records = store.records('stories', members);

  return {
    async assign(item) {
      const feed = item.feed.url;
      const likeness = likenessOf(item);
      const address = tellingAddress(item.url);
      const keys = {
        item: `i:${digest(`${feed}\n${item.id}`)}`,
        address: address === null ? null : `u:${digest(address)}`,
        title: likeness.title === '' ? null : `t:${digest(likeness.title)}`,
      };
      const [own, byAddress = [], byTitle = []] = await records.getMany([
        keys.item,
        keys.address ?? keys.item,
        keys.title ?? keys.item,
      ]);
      if (own?.[0] !== undefined) return { storyId: own[0].storyId, isNew: false };

      const asked = { ...likeness, feed, publishedAt: item.publishedAt };
      const isShared = new Set(byAddress.map(({ storyId }) => storyId)).size > 1;
      const known =
        byAddress.find((one) => isSameByAddress(asked, one, isShared)) ??
        byTitle.find((one) => isSameByTitle(asked, one));
      const storyId = known?.storyId ?? digest(`${feed}\n${item.id}`);

      const remembered: Member = { storyId, ...asked };
      const grown = (before: readonly Member[]) => [remembered, ...before].slice(0, mostRemembered);
      const entries: Entry<Member[]>[] = [
        { key: keys.item, value: [{ ...remembered, title: '', text: '' }], ttlMs: addressTtlMs },
      ];
      if (keys.address !== null)
        entries.push({ key: keys.address, value: grown(byAddress), ttlMs: addressTtlMs });
      if (keys.title !== null) entries.push({ key: keys.title, value: grown(byTitle), ttlMs: titleTtlMs });
      await records.setMany(entries);
      return { storyId, isNew: known === undefined };
    },
  };
}
