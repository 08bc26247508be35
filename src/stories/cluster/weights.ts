import type { Term } from '../terms/terms.ts';

/** How much a term counts by where it stands: the title says it best, the lead says it too. */
const inTitle = 1;
const inText = 0.45;
const asName = 1.4;

/** What a term of an item weighs before its rarity does. */
export const weightOf = (term: Term): number =>
  (term.inTitle ? inTitle : inText) * (term.isName ? asName : 1) * Math.sqrt(term.part);
