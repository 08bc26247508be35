import type { Entry, FeedServer } from '../support/feed-server.ts';

const places = ['Tianjin', 'Oslo', 'Accra', 'Quito', 'Hanoi', 'Riga', 'Lagos', 'Minsk', 'Doha', 'Lima'];
const actors = ['ministers', 'engineers', 'miners', 'judges', 'pilots', 'teachers', 'farmers', 'doctors'];
const deeds = ['agree on', 'reject', 'postpone', 'sign', 'question', 'welcome', 'study', 'publish'];
const matters = [
  'a treaty',
  'the budget',
  'new tariffs',
  'a rescue plan',
  'the census',
  'a port',
  'a verdict',
];
const standing = 40;

const pick = (list: readonly string[], n: number): string => list[n % list.length] ?? '';

/**
 * Makes news: every entry another event, in words that repeat as those of news do. A feed shows its next entries once it
 * was asked for those before, so that none rolls off unread where the bot is held up.
 */
export function createNewsMill({ news, feeds, topics }: { news: FeedServer; feeds: number; topics: number }) {
  const lists = Array.from({ length: feeds }, (): { shown: Entry[]; waiting: Entry[]; hits: number } => ({
    shown: [],
    waiting: [],
    hits: 0,
  }));
  let made = 0;

  function entry(at: number): Entry {
    made += 1;
    const n = made;
    // Every fourth entry is about something that is watched.
    const topic = n % 4 === 0 ? `Topic${Math.floor(n / 4) % topics}x` : 'Elsewhere';
    const who = pick(actors, Math.floor(n / 3));
    const what = `${pick(deeds, Math.floor(n / 7))} ${pick(matters, Math.floor(n / 11))}`;
    const sentence = (k: number) =>
      `In ${pick(places, n + k)} ${pick(actors, n * 3 + k)} ${pick(deeds, n + 2 * k)} ${pick(matters, n * 5 + k)}, paper ${n}-${k} says.`;
    return {
      title: `${topic}: ${who} in ${pick(places, n)} ${what}, number ${n}`,
      guid: `event-${n}`,
      link: `https://news.example/${n}`,
      description: Array.from({ length: 8 }, (_, k) => sentence(k)).join(' '),
      pubDate: new Date(at).toUTCString(),
    };
  }

  const pathOf = (feed: number) => `/feed-${feed}`;
  function publish(feed: number): void {
    const list = lists[feed];
    const hits = news.hits(pathOf(feed));
    if (list === undefined || (list.hits === hits && hits > 0)) return;
    list.hits = hits;
    const next = list.waiting.splice(0, standing / 2);
    list.shown = [...next.toReversed(), ...list.shown].slice(0, standing);
    news.feed(pathOf(feed), `Wire ${feed}`, list.shown);
  }
  function publishAll(): void {
    for (const feed of lists.keys()) publish(feed);
  }
  publishAll();

  return {
    /** Adds so many entries, one feed after the other, and shows what may be shown. */
    add(count: number, at: number): void {
      for (let n = 0; n < count; n += 1) lists[made % feeds]?.waiting.push(entry(at));
      publishAll();
    },
    made: () => made,
    /** How many are not shown yet. */
    waiting: () => lists.reduce((sum, { waiting }) => sum + waiting.length, 0),
  };
}
