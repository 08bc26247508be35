import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Item } from '../../src/feeds/item.ts';
import { createSeen } from '../../src/feeds/seen.ts';
import { openStore } from '../../src/store/open.ts';

const minute = 60_000;
const hour = 60 * minute;
const feed = { url: 'https://news.example/feed', title: 'Sample Wire' };
const baselineAt = Date.parse('2025-09-01T00:00:00Z');

/** What a publisher means by an entry, whatever it looks like in the feed at a time. */
interface Article {
  readonly number: number;
  readonly kind: 'report' | 'live' | 'briefing' | 'brief';
  edition: number;
  address: number;
  titleEdits: number;
  textEdits: number;
  /** Hours after the baseline, or null for an entry without a date. */
  date: number | null;
  tracking: boolean;
  /** Whether its id or title changed since the last poll, and whether its address did. */
  isTouched: boolean;
  hasMoved: boolean;
}

const own = (number: number, words: string): string =>
  words
    .split(' ')
    .map((word) => `${word}${String.fromCharCode(97 + (number % 26), 97 + (Math.floor(number / 26) % 26))}`)
    .join(' ');

function titleOf({ kind, number, titleEdits }: Article): string {
  const edits = ' updated'.repeat(Math.min(titleEdits, 1));
  if (kind === 'briefing') return 'Morning briefing';
  if (kind === 'live') return `${own(number, 'minister crowd arrival square')}${edits}`;
  return `Government of ${own(number, 'place treaty border')} announces talks about trade${edits}`;
}

function textOf({ kind, number, textEdits }: Article): string {
  if (kind === 'brief') return '';
  const words = own(number, 'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu');
  return `${words}${' and more on this'.repeat(textEdits)}`;
}

function itemOf(article: Article): Item {
  const { kind, number, edition, address, date, tracking } = article;
  const page = kind === 'live' ? 'live/parade' : `${kind}/${number}-${address}`;
  return {
    id: `${number}#${edition}`,
    url: `https://news.example/${page}${tracking ? '?utm_source=rss' : ''}`,
    title: titleOf(article),
    text: textOf(article),
    publishedAt: date === null ? null : new Date(baselineAt + date * hour).toISOString(),
    // Nothing is compared by it: it says which article an item is, whatever its id.
    author: String(number),
    lang: null,
    image: null,
    feed,
  };
}

type Step =
  | { readonly do: 'publish'; readonly kind: Article['kind']; readonly at: number; readonly isDated: boolean }
  | {
      readonly do: 'change';
      readonly what: 'id' | 'move' | 'title' | 'text' | 'date' | 'tracking';
      readonly at: number;
    }
  | { readonly do: 'leave' | 'return'; readonly at: number }
  | { readonly do: 'migrate' }
  | { readonly do: 'turnover'; readonly entries: number; readonly hours: number }
  | { readonly do: 'reorder' }
  | { readonly do: 'pass'; readonly hours: number }
  | { readonly do: 'poll'; readonly dies: boolean };

const at = fc.nat(20);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('publish' as const),
    kind: fc.constantFrom('report', 'report', 'live', 'briefing', 'brief'),
    at,
    isDated: fc.boolean(),
  }),
  fc.record({
    do: fc.constant('change' as const),
    what: fc.constantFrom('id', 'move', 'title', 'text', 'date', 'tracking'),
    at,
  }),
  fc.record({ do: fc.constantFrom('leave', 'return'), at }),
  fc.record({ do: fc.constant('reorder' as const) }),
  fc.record({ do: fc.constant('migrate' as const) }),
  fc.record({
    do: fc.constant('turnover' as const),
    entries: fc.integer({ min: 5, max: 12 }),
    hours: fc.integer({ min: 1, max: 24 * 3 }),
  }),
  fc.record({ do: fc.constant('pass' as const), hours: fc.integer({ min: 1, max: 24 * 10 }) }),
  fc.record({ do: fc.constant('poll' as const), dies: fc.boolean() }),
  fc.constant({ do: 'poll', dies: false } as const),
);

function change(article: Article, what: Extract<Step, { do: 'change' }>['what']): void {
  const isLive = article.kind === 'live';
  // Under a shared address only the id and the title tell entries apart: both don't change between two polls.
  if (isLive && article.isTouched && (what === 'id' || what === 'title')) return;
  // An article that moves keeps its headline: one that also changes that can't be told from another article.
  if (article.hasMoved && what === 'title') return;
  if (what === 'id') article.edition += 1;
  if (what === 'title') article.titleEdits += 1;
  if (what === 'id' || what === 'title') article.isTouched = true;
  if (what === 'text') article.textEdits = Math.min(2, article.textEdits + 1);
  if (what === 'tracking') article.tracking = !article.tracking;
  if (what === 'date' && article.date !== null) article.date += 1 / 60;
  if (what === 'move' && !isLive && !article.isTouched) {
    article.address += 1;
    article.edition += 1;
    article.isTouched = true;
    article.hasMoved = true;
  }
}

describe('over any history of a feed', () => {
  it('every article is fresh exactly once, whatever the publisher does to it and wherever the bot dies', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
        let now = baselineAt;
        const clock = { now: () => now };
        const store = await openStore('memory:', { clock });
        let count = 0;
        const publish = (kind: Article['kind'], isDated: boolean): Article => ({
          number: count++,
          kind,
          edition: 0,
          address: 0,
          titleEdits: 0,
          textEdits: 0,
          date: isDated ? (now - baselineAt) / hour : null,
          tracking: false,
          isTouched: false,
          hasMoved: false,
        });
        let standing: Article[] = [
          publish('report', true),
          publish('briefing', true),
          publish('brief', false),
        ];
        const gone: { article: Article; since: number }[] = [];
        const told = new Set<number>();

        async function poll(dies: boolean): Promise<void> {
          // A new one each time: nothing may depend on what a process remembers.
          const selection = await createSeen({ store, clock }).select(feed.url, standing.map(itemOf));
          const fresh = selection.fresh.map(({ author }) => Number(author));
          const expected = standing.map(({ number }) => number).filter((number) => !told.has(number));
          expect(fresh.toSorted((a, b) => a - b)).toEqual(expected.toSorted((a, b) => a - b));
          if (dies) return;
          await selection.commit();
          for (const number of expected) told.add(number);
          for (const article of standing) Object.assign(article, { isTouched: false, hasMoved: false });
        }

        for (const { number } of standing) told.add(number);
        await (await createSeen({ store, clock }).select(feed.url, standing.map(itemOf))).commit();

        for (const one of steps) {
          const article = 'at' in one ? standing[one.at % Math.max(1, standing.length)] : undefined;
          if (one.do === 'publish') {
            now += 2 * minute;
            // More entries without a date than the feed's rhythm explains are no news.
            const undated = standing.filter(({ date, number }) => date === null && !told.has(number));
            const isDated = one.isDated || undated.length >= 3;
            standing.splice(one.at % (standing.length + 1), 0, publish(one.kind, isDated));
          }
          if (one.do === 'migrate') for (const each of standing) change(each, 'id');
          if (one.do === 'turnover') {
            standing = standing.filter(({ number }) => !told.has(number));
            for (let n = 0; n < one.entries; n += 1) {
              now += (one.hours * hour) / one.entries;
              standing.unshift(publish('report', true));
            }
          }
          if (one.do === 'change' && article !== undefined) change(article, one.what);
          if (one.do === 'leave' && article !== undefined && told.has(article.number) && !article.isTouched) {
            standing = standing.filter((other) => other !== article);
            gone.push({ article, since: now });
          }
          if (one.do === 'return' && gone.length > 0) {
            const [back] = gone.splice(one.at % gone.length, 1);
            if (back !== undefined && now - back.since < 40 * 24 * hour) standing.push(back.article);
          }
          if (one.do === 'reorder') standing.reverse();
          if (one.do === 'pass') now += one.hours * hour;
          if (one.do === 'poll') await poll(one.dies);
        }
        await poll(false);
        await poll(false);
        await store.close();
      }),
      { numRuns: 200 },
    );
  });
});
