import type { Item } from '../../feeds/item.ts';
import { daysIn } from '../dates.ts';
import type { Likeness } from '../likeness.ts';
import type { RenameWords } from '../terms/names.ts';
import { type Term, termsOf } from '../terms/terms.ts';
import { bareTitle } from '../title-key.ts';
import { plainWords } from '../words.ts';
import { signatureOf } from './shingles.ts';

/** An item as it is compared with stories. */
export interface Sketch {
  readonly key: string;
  /** The title without labels and outlet, as words. */
  readonly title: string;
  readonly terms: readonly Term[];
  /** The days that its text begins with. */
  readonly days: readonly string[];
  readonly hasText: boolean;
  readonly signature: readonly number[] | null;
  /** When it was published, else when it was read: milliseconds UTC. */
  readonly at: number;
}

/** Enough of a text to recognise a copy of it. */
const copiedCharacters = 1_200;

/** The sketch of an item. */
export function sketchOf(
  item: Pick<Item, 'title' | 'text' | 'feed'>,
  { key, at, likeness, rename }: { key: string; at: number; likeness: Likeness; rename: RenameWords },
): Sketch {
  return {
    key,
    title: likeness.title,
    terms: termsOf({ title: bareTitle(item.title, item.feed.title), text: item.text }, rename),
    days: daysIn(item.text),
    hasText: item.text !== '',
    signature: signatureOf(plainWords(item.text.slice(0, copiedCharacters))),
    at,
  };
}
