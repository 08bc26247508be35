import { z } from 'zod';
import { type Clock, systemClock } from '../clock.ts';
import type { Item } from '../feeds/item.ts';
import { shortHash } from '../short-hash.ts';
import type { Entry, Store } from '../store/store.ts';
import { createClusters } from './cluster/clusters.ts';
import { learnedModel } from './cluster/model.ts';
import { sketchOf } from './cluster/sketch.ts';
import { type StoryRecord, storyRecord } from './cluster/story.ts';
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
import type { RenameWords } from './terms/names.ts';

/** How long an item and an address lead to their story. */
const addressTtlMs = 30 * 24 * 3_600_000;
/** Items remembered under one address or title, the newest. */
const mostRemembered = 24;
/** Addresses, titles and items that a book in memory remembers: three for each item. */
const keysAnItem = 3;
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

/** An item as it is compared, from one feed. */
interface Asked extends Comparable {
  readonly feed: string;
}

/** The stories that hold another item of the same feed, which this one is not. */
function takenStories(asked: Asked, known: readonly Member[], isSame: (one: Member) => boolean): Set<string> {
  return new Set(known.flatMap((one) => (one.feed === asked.feed && !isSame(one) ? [one.storyId] : [])));
}

/**
 * The known item that this one is, or is a copy of; an equal title goes before an alike one. And the stories that it is
 * apart from, however alike they are: those with the very title which it is no copy under, and what its feed tells beside.
 */
function compare(
  asked: Asked,
  byAddress: readonly Member[],
  byTitle: readonly Member[],
): { same: Member | undefined; apart: ReadonlySet<string> } {
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
  const same =
    atAddress.find(({ title }) => title === asked.title) ??
    atAddress[0] ??
    byTitle.find(
      (one) => free(one) && (one.feed === asked.feed ? sameByTitle(one) : isCopyByTitle(asked, one)),
    );
  return { same, apart: taken.union(new Set(byTitle.map(({ storyId }) => storyId))) };
}

/** What a book of stories needs beside the place where it keeps them. */
interface BookOptions {
  /** Tells when an item without a date was read, and when a story is over. */
  readonly clock?: Clock;
  /** Makes names in several languages one. */
  readonly rename?: RenameWords;
  /** How long a story stays open after its latest item, in milliseconds. */
  readonly windowMs?: number;
}

const defaultWindowMs = 72 * 3_600_000;
/** Items in open stories; beyond it those are closed that grew the longest ago. */
const mostActive = 100_000;

interface Shelves {
  readonly known: Shelf<Member[]>;
  /** The open stories, by id. */
  readonly open: {
    load(): AsyncIterable<StoryRecord>;
    save(record: StoryRecord): Promise<void>;
    drop(ids: readonly string[]): Promise<void>;
  };
}

function createBook(
  { known: shelf, open }: Shelves,
  {
    clock = systemClock,
    rename = (words) => words,
    windowMs = defaultWindowMs,
    capacity,
  }: BookOptions & { capacity: number },
): StoryBook {
  const clusters = createClusters({ capacity, windowMs, model: learnedModel });
  let loaded: Promise<void> | undefined;
  let line: Promise<unknown> = Promise.resolve();

  async function load(): Promise<void> {
    const records: StoryRecord[] = [];
    for await (const record of open.load()) records.push(record);
    for (const record of records.toSorted((a, b) => a.turn - b.turn)) clusters.restore(record);
  }

  /** When an item came out; dates of the future are of no use. */
  function timeOf(item: Item): number {
    const now = clock.now();
    const published = Date.parse(item.publishedAt ?? '');
    return Number.isFinite(published) && published <= now ? published : now;
  }

  async function assign(item: Item): Promise<Assignment> {
    const feed = item.feed.url;
    const likeness = likenessOf(item);
    const asked: Asked = { ...likeness, feed, publishedAt: item.publishedAt };
    const address = tellingAddress(item.url);
    const itemKey = `i:${shortHash(`${feed}\n${item.id}`)}`;
    const addressKey = address === null ? null : `u:${shortHash(address)}`;
    const titleKey = asked.title === '' ? null : `t:${shortHash(asked.title)}`;
    const [own, atAddress = [], byTitle = []] = await shelf.getMany([
      itemKey,
      addressKey ?? itemKey,
      titleKey ?? itemKey,
    ]);
    if (own?.[0] !== undefined) return { storyId: own[0].storyId, isNew: false };

    const founded = shortHash(`${feed}\n${item.id}`);
    /** Where the process died, or the store failed, between the two writes below, the first has already decided. */
    const begun = clusters.holding(itemKey);
    let storyId = begun;
    if (storyId === undefined) {
      const sketch = sketchOf(item, { key: itemKey, at: timeOf(item), likeness, rename });
      const { same, apart } = compare(asked, atAddress, byTitle);
      storyId = same?.storyId ?? clusters.find(sketch, (id) => apart.has(id)) ?? founded;
      clusters.add(storyId, sketch, clock.now());
    }
    const record = clusters.recordOf(storyId);
    if (record !== undefined) await open.save(record);

    const remembered: Member = { storyId, ...asked };
    const grown = (before: readonly Member[]) => [remembered, ...before].slice(0, mostRemembered);
    const entries: Entry<Member[]>[] = [
      { key: itemKey, value: [{ ...remembered, title: '', text: '', tail: '' }], ttlMs: addressTtlMs },
    ];
    if (addressKey !== null) entries.push({ key: addressKey, value: grown(atAddress), ttlMs: addressTtlMs });
    if (titleKey !== null) entries.push({ key: titleKey, value: grown(byTitle), ttlMs: sameTitleMs });
    // All or none: a crash leaves an item that was never asked about.
    await shelf.setMany(entries);
    const over = clusters.forget(clock.now() - windowMs);
    if (over.length > 0) await open.drop(over);
    return { storyId, isNew: storyId === founded };
  }

  return {
    assign(item) {
      // One after the other: each must know what the one before it decided.
      const turn = line.then(async () => {
        loaded ??= load();
        await loaded.catch((error: unknown) => {
          loaded = undefined;
          throw error;
        });
        return assign(item);
      });
      line = turn.catch(() => {});
      return turn;
    },
  };
}

/**
 * A book of stories over the store. The items of a story are copies of one article (the same address, or the same
 * headline in another feed within 72 hours), and what tells the same event in other words while the story is open.
 */
export function createStoryBook({
  store,
  ...options
}: { store: Store; capacity?: number } & BookOptions): StoryBook {
  const records = store.records('open-stories', storyRecord);
  const ttlMs = options.windowMs ?? defaultWindowMs;
  return createBook(
    {
      known: store.records('stories', members),
      open: {
        async *load() {
          for await (const [, record] of records.entries()) yield record;
        },
        save: (record) => records.set(record.id, record, { ttlMs }),
        drop: (ids) => records.deleteMany(ids),
      },
    },
    { capacity: mostActive, ...options },
  );
}

/** A book that forgets at the end of the process, and before that the items that nothing was like for the longest. */
export function createMemoryStoryBook({
  capacity = defaultCapacity,
  ...options
}: { capacity?: number } & BookOptions = {}): StoryBook {
  const nothing: AsyncIterable<StoryRecord> = { async *[Symbol.asyncIterator]() {} };
  return createBook(
    {
      known: createMemoryShelf({ capacity }),
      open: { load: () => nothing, save: async () => {}, drop: async () => {} },
    },
    { ...options, capacity: Math.ceil(capacity / keysAnItem) },
  );
}
