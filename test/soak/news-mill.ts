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

/** Makes news: every entry another event, in words that repeat as those of news do. */
export function createNewsMill({ news, feeds, topics }: { news: FeedServer; feeds: number; topics: number }) {
  const lists = Array.from({ length: feeds }, (): Entry[] => []);
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

  const publish = (feed: number) =>
    news.feed(`/feed-${feed}`, `Wire ${feed}`, (lists[feed] ?? []).slice(0, standing));
  for (let feed = 0; feed < feeds; feed += 1) publish(feed);

  return {
    /** Adds so many entries, one feed after the other. */
    add(count: number, at: number): void {
      const changed = new Set<number>();
      for (let n = 0; n < count; n += 1) {
        const feed = made % feeds;
        const list = lists[feed] ?? [];
        list.unshift(entry(at));
        list.length = Math.min(list.length, standing);
        changed.add(feed);
      }
      changed.forEach(publish);
    },
    made: () => made,
  };
}
