import type { Token } from './tokens.ts';

/**
 * Words and names that are also acronyms. Of these, "Un" and "Who" say nothing about UN and WHO, and in a headline
 * written in capitals throughout not even "UN" and "WHO" do.
 */
const alsoWords = new Set(
  (
    'act aid aids ai am an as at bat be bit by can care cat cop do eu fed for gas go had has he heat her him his hot if ' +
    'ill in is it its led let map mad man may me met mi mob my no now of off on or our out pac pen pet pm quad ram red ' +
    'safe salt sars sat see so start swift ten the to un up us was we who win'
  ).split(' '),
);

/** A written acronym is this long; a longer word in capitals is a name that somebody shouts. */
const shortest = 2;
const longest = 6;
/** From here on an acronym may be written as a name: "Nato", "Unesco"; a shorter one only in capitals. */
const shortestAsName = 4;

/** Whether a keyword's word is an acronym, which capitals say only where not all of the keyword is in capitals. */
export function isAcronym(token: Token, keyword: readonly Token[]): boolean {
  if (token.capitals === 'dotted') return true;
  if (token.capitals !== 'all' || token.text.length < shortest || token.text.length > longest) return false;
  return (
    keyword.length === 1 ||
    keyword.some(
      (word) => /^\p{L}/u.test(word.text) && (word.capitals === 'first' || word.capitals === 'none'),
    )
  );
}

/**
 * Whether a word of a text may be read as an acronym. In a text in capitals throughout, a word that is also an
 * ordinary one is not, unless it has dots.
 */
export function readsAsAcronym({ text, capitals }: Token, allCapitals: boolean): boolean {
  if (capitals === 'dotted') return true;
  if (capitals === 'all') return !allCapitals || !alsoWords.has(text);
  return (
    capitals === 'first' && text.length >= shortestAsName && text.length <= longest && !alsoWords.has(text)
  );
}
