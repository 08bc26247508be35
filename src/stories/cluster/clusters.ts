import { isRoundup } from '../roundups.ts';
import { areDaysApart, areTitlesApart } from './apart.ts';
import { featuresOf, type Probe, probeOf } from './features.ts';
import { likelihood, type Model } from './likelihood.ts';
import { createPostings } from './postings.ts';
import { fromRecord, newStory, toRecord } from './record.ts';
import { bandKeys, likenessOfSignatures } from './shingles.ts';
import type { Sketch } from './sketch.ts';
import { mostKeys, mostMembers, mostSignatures, mostTerms, type Story, type StoryRecord } from './story.ts';
import { createVocabulary } from './vocabulary.ts';
import { weightOf } from './weights.ts';

/** Terms of an item by which stories are looked for, the most telling ones, and by which it will be found. */
const soughtTerms = 10;
const indexedTerms = 10;
/** Stories that one term leads to, and that are compared closely. */
const mostPerTerm = 24;
const mostCompared = 12;
/** Texts with so much of their wording in common are copies. */
const copied = 0.5;

/** The active stories and what an item is compared with. */
export interface Clusters {
  /** The story that an item belongs to, among those that are not excluded; undefined where it starts one. */
  find(sketch: Sketch, isExcluded: (storyId: string) => boolean): string | undefined;
  /** The candidates of an item with their features: what the model is learned from. */
  candidates(sketch: Sketch): { readonly storyId: string; readonly features: readonly number[] }[];
  /** Puts the item into the story, which may be new. */
  add(storyId: string, sketch: Sketch, now: number): void;
  /** What the store keeps of a story; undefined where it is not active. */
  recordOf(storyId: string): StoryRecord | undefined;
  /** Takes up a story from its record; in the order of their turns. */
  restore(record: StoryRecord): void;
  /** Forgets the stories that have not grown since, and the oldest ones above the capacity; says which. */
  forget(before: number): string[];
  /** The story that already holds the item with this key, as far as it remembers. */
  holding(key: string): string | undefined;
  readonly size: number;
  readonly items: number;
}

/** Clusters in memory: `capacity` items at most, and no joining over more than `windowMs` of silence. */
export function createClusters({
  capacity,
  windowMs,
  model,
}: {
  capacity: number;
  windowMs: number;
  model: Model;
}): Clusters {
  const vocabulary = createVocabulary();
  /** In the order of their turns: the first is the one that grew the longest ago. */
  const stories = new Map<string, Story>();
  const byTerm = createPostings<Story>({ most: mostPerTerm });
  const byBand = createPostings<Story>({ most: mostCompared });
  const byItem = new Map<string, string>();
  let turn = 0;
  let search = 0;
  let items = 0;

  const isInReach = (story: Story, at: number) =>
    at - story.latestAt <= windowMs && story.firstAt - at <= windowMs;

  function sought(probe: Probe): Story[] {
    const strongest = [...probe.weights].sort((a, b) => b[1] - a[1]).slice(0, soughtTerms);
    const found: Story[] = [];
    search += 1;
    for (const [number, weight] of strongest) {
      for (const story of byTerm.get(number)) {
        if (story.search !== search) {
          story.search = search;
          story.score = 0;
          if (isInReach(story, probe.sketch.at)) found.push(story);
        }
        story.score += weight * weight;
      }
    }
    if (found.length > mostCompared)
      found.sort((a, b) => b.score - a.score || b.turn - a.turn).length = mostCompared;
    return found;
  }

  const areApart = (sketch: Sketch, story: Story) =>
    story.members.some(({ title }) => areTitlesApart(title, sketch.title) || isRoundup(title)) ||
    areDaysApart(
      sketch.days,
      story.members.flatMap(({ days }) => days),
    );

  function copyOf(sketch: Sketch, isExcluded: (storyId: string) => boolean): Story | undefined {
    const { signature } = sketch;
    if (signature === null) return undefined;
    let best: Story | undefined;
    let most = copied;
    for (const story of new Set(bandKeys(signature).flatMap((key) => byBand.get(key)))) {
      if (isExcluded(story.id) || !isInReach(story, sketch.at) || areApart(sketch, story)) continue;
      for (const other of story.signatures) {
        const like = likenessOfSignatures(signature, other);
        if (like > most || (like === most && (best === undefined || story.turn > best.turn))) {
          best = story;
          most = like;
        }
      }
    }
    return best;
  }

  function grow(story: Story, sketch: Sketch): void {
    const numbers = sketch.terms.map(({ term }) => vocabulary.numberOf(term));
    const places = new Map(story.terms.map((number, place) => [number, place]));
    for (const [index, term] of sketch.terms.entries()) {
      const number = numbers[index] ?? 0;
      const place = places.get(number);
      if (place === undefined) {
        vocabulary.hold(number);
        story.terms.push(number);
        story.sums.push(weightOf(term));
        vocabulary.count(number, 1);
      } else {
        story.sums[place] = (story.sums[place] ?? 0) + weightOf(term);
      }
    }
    const strongest = sketch.terms
      .map((term, index) => ({
        number: numbers[index] ?? 0,
        weight: weightOf(term) * vocabulary.rarity(numbers[index] ?? 0),
      }))
      .sort((a, b) => b.weight - a.weight)
      .slice(0, indexedTerms);
    for (const { number } of strongest) {
      if (story.keys.length >= mostKeys || story.keys.includes(number)) continue;
      vocabulary.hold(number);
      story.keys.push(number);
    }
    const member = {
      key: sketch.key,
      title: sketch.title,
      days: sketch.days,
      terms: numbers.filter((_, index) => sketch.terms[index]?.inTitle === true),
    };
    for (const number of member.terms) vocabulary.hold(number);
    byItem.set(sketch.key, story.id);
    story.members.push(member);
    if (story.members.length > mostMembers) letMemberGo(story);
    if (sketch.signature !== null && story.signatures.length < mostSignatures)
      story.signatures.push(sketch.signature);
    story.items += 1;
    story.firstAt = Math.min(story.firstAt, sketch.at);
    story.latestAt = Math.max(story.latestAt, sketch.at);
    items += 1;
    if (story.items === 1) vocabulary.countStories(1);
    if (story.terms.length > mostTerms) letTermsGo(story);
  }

  function letMemberGo(story: Story): void {
    const [gone] = story.members.splice(1, 1);
    if (gone === undefined) return;
    for (const number of gone.terms) vocabulary.release(number);
    byItem.delete(gone.key);
  }

  function letTermsGo(story: Story): void {
    const ranked = story.terms
      .map((number, place) => ({ place, weight: (story.sums[place] ?? 0) * vocabulary.rarity(number) }))
      .sort((a, b) => b.weight - a.weight || a.place - b.place);
    const kept = new Set(ranked.slice(0, mostTerms).map(({ place }) => place));
    for (const { place } of ranked.slice(mostTerms)) {
      vocabulary.count(story.terms[place] ?? 0, -1);
      vocabulary.release(story.terms[place] ?? 0);
    }
    const keep = (values: number[]) => values.filter((_, place) => kept.has(place));
    story.terms = keep(story.terms);
    story.sums = keep(story.sums);
  }

  function place(story: Story): void {
    stories.delete(story.id);
    stories.set(story.id, story);
    byTerm.touch(story.keys, story);
    for (const signature of story.signatures) byBand.touch(bandKeys(signature), story);
  }

  function drop(story: Story): void {
    stories.delete(story.id);
    byTerm.remove(story.keys, story);
    for (const signature of story.signatures) byBand.remove(bandKeys(signature), story);
    for (const number of story.terms) {
      vocabulary.count(number, -1);
      vocabulary.release(number);
    }
    for (const number of story.keys) vocabulary.release(number);
    for (const { key, terms } of story.members) {
      byItem.delete(key);
      for (const number of terms) vocabulary.release(number);
    }
    items -= story.items;
    vocabulary.countStories(-1);
  }

  return {
    find(sketch, isExcluded) {
      if (isRoundup(sketch.title)) return undefined;
      const copy = copyOf(sketch, isExcluded);
      if (copy !== undefined) return copy.id;
      const probe = probeOf(sketch, vocabulary);
      let best: Story | undefined;
      let most = model.threshold;
      for (const story of sought(probe)) {
        if (isExcluded(story.id)) continue;
        const features = featuresOf(probe, story, vocabulary);
        const chance = features === null ? 0 : likelihood(features, model);
        if (chance < most || (chance === most && (best?.turn ?? 0) > story.turn)) continue;
        if (chance > model.threshold && !areApart(sketch, story)) [best, most] = [story, chance];
      }
      return best?.id;
    },
    candidates(sketch) {
      const probe = probeOf(sketch, vocabulary);
      return sought(probe).flatMap((story) => {
        const features = featuresOf(probe, story, vocabulary);
        return features === null ? [] : [{ storyId: story.id, features }];
      });
    },
    add(storyId, sketch, now) {
      const story = stories.get(storyId) ?? newStory(storyId, sketch.at);
      grow(story, sketch);
      turn += 1;
      story.turn = turn;
      story.grownAt = now;
      place(story);
    },
    recordOf(storyId) {
      const story = stories.get(storyId);
      return story === undefined ? undefined : toRecord(story, vocabulary);
    },
    restore(record) {
      const story = fromRecord(record, vocabulary);
      for (const number of story.terms) vocabulary.count(number, 1);
      for (const number of [...story.terms, ...story.keys]) vocabulary.hold(number);
      for (const { key, terms } of story.members) {
        byItem.set(key, story.id);
        for (const number of terms) vocabulary.hold(number);
      }
      vocabulary.countStories(1);
      items += story.items;
      turn = Math.max(turn, story.turn);
      place(story);
    },
    forget(before) {
      const gone: string[] = [];
      for (const story of stories.values()) {
        if (items <= capacity && story.grownAt >= before) break;
        drop(story);
        gone.push(story.id);
      }
      return gone;
    },
    holding: (key) => byItem.get(key),
    get size() {
      return stories.size;
    },
    get items() {
      return items;
    },
  };
}
