import { createNumbers, roomFor } from './arrays.ts';
import { createForms, type Forms } from './forms.ts';
import { hashText } from './hash.ts';
import type { PatternWord } from './patterns.ts';
import { formsOf, spellingsOf } from './spelling.ts';
import { createSurfaces, Slot, type Surfaces } from './surfaces.ts';

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
  /** The label of a stem, 0 where no keyword has it. */
  stem(language: string, stem: string): number;
  readonly counts: { joined: number; stem: number };
}

/** No label at first. */
export function createLabels(): Labels {
  const numbers = createNumbers();
  const known = new Map<string, number>();
  /** By label, how often it was taken. */
  let uses = new Int32Array(64);
  const surfaces = createSurfaces();
  const forms = createForms();
  const counts = { joined: 0, stem: 0 };
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
    stem: (language, stem) => known.get(`${language}:${stem}`) ?? 0,
  };
}
