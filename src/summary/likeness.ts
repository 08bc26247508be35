/** Scripts that write no spaces between words: there, characters are compared. */
const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}]/u;

/** Sentences that share this much of the longer one's words say the same; what says more is news beside the rest. */
const sameShare = 0.8;

/** The words of a sentence, or its characters where there are no spaces; only for comparing sentences. */
export function wordsOf(text: string): ReadonlySet<string> {
  const words =
    text
      .toLowerCase()
      .normalize('NFKC')
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return new Set(spaceless.test(text) ? words.join('') : words);
}

/** Whether two sentences say the same, as a lead that repeats its headline does. */
export function sayTheSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const longer = Math.max(a.size, b.size);
  return (
    longer > 0 &&
    Math.min(a.size, b.size) / longer >= sameShare &&
    a.intersection(b).size / longer >= sameShare
  );
}

/** More of a sentence's end does not say how it ends; a pattern for the end would read long runs of spaces again and again. */
const endLooked = 60;
const cutOff = /\s*(?:\[?(?:…|\.{3})\]?|\[&hellip;\])\s*$/u;

/** How many characters at the end of a sentence say that it breaks off, as teasers do. */
const cutOffLength = (text: string): number => cutOff.exec(text.slice(-endLooked))?.[0].length ?? 0;

const ending = /[\p{Sentence_Terminal}…]["'”’“»«)\]」』》〉）】｣\s]*$/u;
/** Thai and Lao write no mark at the end of a sentence. */
const unmarked = /[\p{Script=Thai}\p{Script=Lao}]$/u;

/** Whether a line is a sentence; captions, headings and the points of a list have no mark at their end. */
export const isFinished = (text: string): boolean => {
  const end = text.slice(-endLooked);
  return cutOffLength(end) === 0 && (ending.test(end) || unmarked.test(end));
};

/** Whether a sentence that breaks off is the beginning of another one. */
export function isBeginningOf(part: string, whole: string): boolean {
  const beginning = part.slice(0, part.length - cutOffLength(part));
  return beginning.length > 0 && whole !== part && whole.startsWith(beginning);
}
