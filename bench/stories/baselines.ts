import type { Item } from '../../src/feeds/item.ts';
import { canonicalUrl } from '../../src/feeds/url.ts';
import { bareTitle } from '../../src/stories/title-key.ts';
import { plainWords } from '../../src/stories/words.ts';

/** Gives items their stories. */
export type Assign = (item: Item) => string | Promise<string>;

/** Items with the same address, or the same title but for case, punctuation and the outlet's name, are one story. */
export function byAddressOrTitle(): Assign {
  const known = new Map<string, string>();
  return (item) => {
    const title = plainWords(bareTitle(item.title, item.feed.title)).join(' ');
    const keys = [...(item.url === null ? [] : [canonicalUrl(item.url)]), title];
    const story = keys.map((key) => known.get(key)).find((one) => one !== undefined) ?? item.id;
    for (const key of keys) known.set(key, story);
    return story;
  };
}

/**
 * Each item joins the story with the highest cosine between its words and all words of the story, TF-IDF-weighted over
 * what came so far, if that is at least the threshold: the plain online clustering of topic detection (Allan et al. 1998).
 */
export function byCosine(threshold: number): Assign {
  const frequency = new Map<string, number>();
  const stories: { id: string; terms: Map<string, number> }[] = [];
  let items = 0;
  const rarity = (word: string) => Math.log(1 + items / (frequency.get(word) ?? 1));
  return (item) => {
    const terms = new Map<string, number>();
    for (const word of plainWords(`${item.title} ${item.text}`)) terms.set(word, (terms.get(word) ?? 0) + 1);
    items += 1;
    for (const word of terms.keys()) frequency.set(word, (frequency.get(word) ?? 0) + 1);
    let [best, most] = [stories.length, threshold];
    for (const [index, story] of stories.entries()) {
      let [dot, own, other] = [0, 0, 0];
      for (const [word, count] of terms) {
        const weight = count * rarity(word);
        own += weight * weight;
        dot += weight * (story.terms.get(word) ?? 0) * rarity(word);
      }
      for (const [word, count] of story.terms) other += (count * rarity(word)) ** 2;
      const cosine = dot / Math.sqrt(own * other || 1);
      if (cosine > most) [best, most] = [index, cosine];
    }
    const story = stories[best] ?? { id: item.id, terms: new Map<string, number>() };
    if (stories[best] === undefined) stories.push(story);
    for (const [word, count] of terms) story.terms.set(word, (story.terms.get(word) ?? 0) + count);
    return story.id;
  };
}
