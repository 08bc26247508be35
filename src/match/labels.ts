import { createNumbers, roomFor } from './arrays.ts';
import { createForms, type Forms } from './forms.ts';
import { hashFactor, hashText, mix } from './hash.ts';
import type { PatternWord } from './patterns.ts';
import { formsOf, spellingsOf } from './spelling.ts';
import { createSurfaces, Slot, type Surfaces } from './surfaces.ts';

/** A prefix is looked for by its first letters, so it has at least this many, and no more than fit the mask. */
export const shortestPrefix = 3;
export const longestPrefix = 30;

const beginningBits = 14;
const filterBits = 16;
const mostCounted = 255;
const beginningOf = (hash: number): number => mix(hash) >>> (32 - beginningBits);
const filterOf = (hash: number): number => mix(hash) >>> (32 - filterBits);

/** The numbers that patterns are made of, and the words of a text that carry them. */
export interface Labels {
  /** The label of a pattern's word; counted, so that each `take` needs one `release`. */
  take(word: PatternWord): number;
  release(word: PatternWord): void;
  /** The label that a word was given; 0 where it has none. */
  labelOf(word: PatternWord): number;
  readonly surfaces: Surfaces;
  /** The hashes of the words that carry a label. */
  readonly forms: Forms;
  /** Calls back with the label of every awaited prefix of the word in `folded[from .. from + length]`. */
  prefixes(folded: Uint16Array, from: number, length: number, found: (label: number) => void): void;
  /** One more, or one less, waits for a prefix: only such prefixes are looked for in every word of every item. */
  awaitPrefix(prefix: string, change: 1 | -1): void;
  /** The label of a stem, 0 where no keyword has it. */
  stem(language: string, stem: string): number;
  readonly counts: { joined: number; prefix: number; stem: number };
}

/** No label at first. */
export function createLabels(): Labels {
  const numbers = createNumbers();
  const known = new Map<string, number>();
  /** By label, how often it was taken. */
  let uses = new Int32Array(64);
  const surfaces = createSurfaces();
  const forms = createForms();
  const prefixSurfaces = createSurfaces();
  const counts = { joined: 0, prefix: 0, stem: 0 };
  /** By the hash of the first letters, the lengths of the prefixes that begin so, one bit each. */
  const lengths = new Uint32Array(1 << beginningBits);
  /** By hash, how many prefixes have it: most beginnings of words are told from prefixes without looking further. */
  const filter = new Uint8Array(1 << filterBits);
  const lengthUses = new Map<number, number>();

  const beginning = (text: string): number => beginningOf(hashText(text.slice(0, shortestPrefix)));

  function usePrefixLength(text: string, change: 1 | -1): void {
    const begin = beginning(text);
    const filtered = filterOf(hashText(text));
    const shared = filter[filtered] ?? 0;
    // A count that is full is never taken back: then the filter lets through more, and nothing is missed.
    if (shared < mostCounted) filter[filtered] = shared + change;
    const key = begin * 32 + text.length;
    const count = (lengthUses.get(key) ?? 0) + change;
    const bit = 2 ** text.length;
    if (count === 0) lengthUses.delete(key);
    else lengthUses.set(key, count);
    const mask = lengths[begin] ?? 0;
    lengths[begin] = count === 0 ? mask & ~bit : mask | bit;
  }

  const keyOf = ({ kind, text }: PatternWord): string => `${kind}:${text}`;

  /** The written words that satisfy a word, and the slot that its label has on them; prefixes and stems are on none. */
  function formsAndSlot({ kind, text }: PatternWord): [forms: readonly string[], slot: number] {
    switch (kind) {
      case 'word':
        return [spellingsOf(text), Slot.word];
      case 'inflected':
        return [formsOf(text), Slot.inflected];
      case 'syllable':
        return [[text], Slot.continued];
      case 'acronym':
        return [[text], Slot.acronym];
      case 'joined':
        return [[text], Slot.joined];
      case 'prefix':
      case 'bg':
      case 'ru':
      case 'sr':
      case 'uk':
        return [[], Slot.word];
    }
  }

  /** Sets a label on all that satisfies a word, or takes it off. */
  function mark(word: PatternWord, label: number, change: 1 | -1): void {
    const [written, slot] = formsAndSlot(word);
    for (const form of written) {
      if (change === 1) surfaces.setLabel(form, slot, label);
      else surfaces.clearLabel(form, slot);
      if (change === 1) forms.add(label, hashText(form));
    }
    if (change === -1) forms.clear(label);
    if (word.kind === 'joined') counts.joined += change;
    else if (written.length === 0 && word.kind !== 'prefix') counts.stem += change;
  }

  function take(word: PatternWord): number {
    const key = keyOf(word);
    const taken = known.get(key);
    if (taken !== undefined) {
      uses[taken] = (uses[taken] ?? 0) + 1;
      return taken;
    }
    const label = numbers.take();
    uses = roomFor(uses, label);
    uses[label] = 1;
    known.set(key, label);
    mark(word, label, 1);
    return label;
  }

  function release(word: PatternWord): void {
    const key = keyOf(word);
    const label = known.get(key);
    if (label === undefined) return;
    uses[label] = (uses[label] ?? 1) - 1;
    if (uses[label] !== 0) return;
    known.delete(key);
    mark(word, label, -1);
    numbers.free(label);
  }

  return {
    take,
    release,
    labelOf: (word) => known.get(keyOf(word)) ?? 0,
    surfaces,
    forms,
    counts,
    prefixes(folded, from, length, found) {
      if (length < shortestPrefix) return;
      let hash = 0;
      let at = 0;
      for (; at < shortestPrefix; at += 1)
        hash = (Math.imul(hash, hashFactor) + (folded[from + at] ?? 0)) | 0;
      for (
        let rest = (lengths[beginningOf(hash)] ?? 0) >>> shortestPrefix;
        rest !== 0 && at <= length;
        rest >>>= 1
      ) {
        if ((rest & 1) === 1 && filter[filterOf(hash)] !== 0) {
          const surface = prefixSurfaces.find(hash, folded, from, at);
          if (surface !== -1) found(prefixSurfaces.label(surface, Slot.word));
        }
        hash = (Math.imul(hash, hashFactor) + (folded[from + at] ?? 0)) | 0;
        at += 1;
      }
    },
    awaitPrefix(prefix, change) {
      const label = known.get(keyOf({ kind: 'prefix', text: prefix })) ?? 0;
      if (change === 1) prefixSurfaces.setLabel(prefix, Slot.word, label);
      else prefixSurfaces.clearLabel(prefix, Slot.word);
      usePrefixLength(prefix, change);
      counts.prefix += change;
    },
    stem: (language, stem) => known.get(`${language}:${stem}`) ?? 0,
  };
}
