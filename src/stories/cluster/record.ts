import type { Story, StoryRecord } from './story.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A story that has nothing yet. */
export function newStory(id: string, at: number): Story {
  return {
    id,
    turn: 0,
    grownAt: 0,
    items: 0,
    firstAt: at,
    latestAt: at,
    terms: [],
    sums: [],
    keys: [],
    members: [],
    signatures: [],
    search: 0,
    score: 0,
  };
}

/** What the store keeps of a story. */
export function toRecord(story: Story, vocabulary: Vocabulary): StoryRecord {
  const { id, turn, grownAt, items, firstAt, latestAt } = story;
  return {
    id,
    turn,
    grownAt,
    items,
    firstAt,
    latestAt,
    terms: story.terms.map((number, at) => [vocabulary.termOf(number), story.sums[at] ?? 0]),
    keys: story.keys.map(vocabulary.termOf),
    members: story.members.map(({ terms, days, ...member }) => ({
      ...member,
      days: [...days],
      terms: terms.map(vocabulary.termOf),
    })),
    signatures: story.signatures.map((signature) => [...signature]),
  };
}

/** The story of a record, its terms being numbers of the vocabulary that nothing holds yet. */
export function fromRecord(record: StoryRecord, vocabulary: Vocabulary): Story {
  return {
    ...record,
    search: 0,
    score: 0,
    terms: record.terms.map(([term]) => vocabulary.numberOf(term)),
    sums: record.terms.map(([, sum]) => sum),
    keys: record.keys.map(vocabulary.numberOf),
    members: record.members.map(({ terms, ...member }) => ({
      ...member,
      terms: terms.map(vocabulary.numberOf),
    })),
  };
}
