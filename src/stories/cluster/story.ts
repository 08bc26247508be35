import { z } from 'zod';

/** Terms that a story is described by; the weakest give way. */
export const mostTerms = 80;
/** Members whose titles are kept: the first, and the latest ones. */
export const mostMembers = 8;
/** Terms under which a story is looked for, and signatures of its texts. */
export const mostKeys = 32;
export const mostSignatures = 4;

const memberRecord = z.object({
  key: z.string(),
  /** The title without labels and outlet, as words. */
  title: z.string(),
  terms: z.array(z.string()),
  days: z.array(z.string()),
});

/** A story as the store keeps it: all that is needed to go on from it. */
export const storyRecord = z.object({
  id: z.string(),
  /** The place of the latest growth in the order of all. */
  turn: z.number(),
  /** When the story grew last, by the clock of whoever keeps it: milliseconds UTC. */
  grownAt: z.number(),
  items: z.number(),
  /** The earliest and latest publication: milliseconds UTC. */
  firstAt: z.number(),
  latestAt: z.number(),
  /** Each term with its summed weight. */
  terms: z.array(z.tuple([z.string(), z.number()])),
  keys: z.array(z.string()),
  members: z.array(memberRecord),
  signatures: z.array(z.array(z.number())),
});

export type StoryRecord = z.infer<typeof storyRecord>;

/** What of an item a story remembers to compare headlines. */
export interface Member {
  readonly key: string;
  readonly title: string;
  /** Numbers of the terms in the title. */
  readonly terms: readonly number[];
  /** The days that its text begins with. */
  readonly days: readonly string[];
}

/** An active story, its terms as numbers of the vocabulary; `terms` and `sums` run in parallel. */
export interface Story {
  readonly id: string;
  turn: number;
  grownAt: number;
  items: number;
  firstAt: number;
  latestAt: number;
  terms: number[];
  sums: number[];
  keys: number[];
  members: Member[];
  signatures: (readonly number[])[];
  /** Which search met the story last, and how much of what was sought it has: of no meaning after it. */
  search: number;
  score: number;
}
