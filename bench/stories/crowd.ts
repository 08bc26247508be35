import type { Item } from '../../src/feeds/item.ts';
import { labelledItems } from '../../test/stories/labelled.ts';
import { createRandom } from '../match/corpus.ts';

const made = 30_000;
const spacingMs = 2_600;
const start = Date.parse('2025-06-15T15:06:40Z');

/**
 * As many items as are asked for, of the words of real news and of names that nobody has: each an event of its own, the
 * worst that can come, with everything to compare and nothing to join. Three fifths have a text of forty words.
 */
export function crowdOf(count: number, seed: number): Item[] {
  const random = createRandom(seed);
  const labelled = [...labelledItems('train'), ...labelledItems('test')];
  const words = labelled.flatMap(({ title, text }) => `${title} ${text}`.split(/\s+/));
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? '';
  const letter = (letters: string) => letters.charAt(Math.floor(random() * letters.length));
  const name = () => {
    const syllables = Array.from(
      { length: 3 + Math.floor(random() * 4) },
      () => letter('bcdfghklmnprstvz') + letter('aeiou'),
    );
    return syllables.join('').replace(/^./, (first) => first.toUpperCase());
  };
  const names = Array.from({ length: made }, name);
  /** A few names stand in much of the news, most in hardly any. */
  const someName = () => names[Math.floor(names.length * random() ** 2)] ?? '';
  const phrase = (length: number) =>
    Array.from({ length }, () => (random() < 0.25 ? someName() : pick(words))).join(' ');

  return Array.from({ length: count }, (_, index) => ({
    id: `${seed}-${index}`,
    url: `https://wire.example/${seed}/${index}`,
    title: phrase(9),
    text: random() < 0.6 ? phrase(40) : '',
    publishedAt: new Date(start + index * spacingMs).toISOString(),
    author: null,
    lang: null,
    image: null,
    feed: { url: `https://wire${index % 50}.example/feed`, title: 'Sample Wire' },
  }));
}
