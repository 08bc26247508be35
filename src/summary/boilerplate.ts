/** Sentences that say nothing of the story, by what they say. Whole sentences only. */
const rules: readonly RegExp[] = [
  // What content systems add to teasers.
  /^(?:continue reading|read (?:more|on|the (?:full|rest|whole)|also|next)|click here|see also|more on this|full story|learn more|find out more)\b.{0,120}$/iu,
  /^the post .+ (?:appeared first on|first appeared on) .+$/iu,
  /^this (?:article|story|post) (?:was|is|has been|originally|first) .{0,60}(?:published|appeared|updated|translated|produced)\b.*$/iu,
  /^(?:lire la suite|en savoir plus|weiterlesen|mehr dazu|leer más|seguir leyendo|leia mais|continua a leggere|leggi (?:anche|tutto)|читать далее|подробнее|阅读更多|続きを読む|더 보기).{0,80}$/iu,
  // What asks the reader for something.
  /^(?:subscribe|sign up|register|log in|join us|follow us|follow .{0,30} on (?:twitter|x|facebook|instagram|telegram|youtube)|share this|download (?:the|our) app|support (?:us|our))\b.{0,160}$/iu,
  /\b(?:sign up|subscribe) (?:for|to) (?:our|the|this) .{0,40}newsletter\b/iu,
  /^(?:get|receive) .{0,80}(?:in|to) your inbox\b.*$/iu,
  // Notes about the page.
  /^(?:advertisement|sponsored content|image (?:source|caption|credit)|photo(?:graph)?:|picture:|video:|watch:|listen:|reporting by|editing by|additional reporting|copyright|all rights reserved|©).*$/iu,
  /^\d+ (?:comments?|shares?|min(?:ute)?s? read)$/iu,
  /^\[?(?:\.{3}|…|\[…\]|&hellip;)\]?$/u,
];

/** Whether a sentence is of the page, not of the story. */
export function isBoilerplate(sentence: string): boolean {
  const line = sentence.trim();
  return !/[\p{L}\p{N}]/u.test(line) || rules.some((rule) => rule.test(line));
}

/** Place and agency before the first sentence: "BEIJING (AP) — ", "LONDON, Sept 3 (Reuters) - ". */
const dateline =
  /^(?:\p{Lu}[\p{L}.'’-]*(?:[ /]\p{Lu}[\p{L}.'’-]*){0,3}(?:, [^()\n]{1,30})? ?\((?:AP|AFP|Reuters|Xinhua|Yonhap|Kyodo|TASS|dpa|ANI|PTI|IANS|UPI|Bloomberg|CNN)\)|\p{Lu}{3,}(?:[ ,/]+\p{Lu}{2,}){0,3}(?:, \p{Lu}\p{L}{2,8}\.? \d{1,2})?)\s*[-–—:]+\s+/u;

/** How many characters of a text are its dateline; 0 where it has none. */
export function datelineLength(text: string): number {
  return dateline.exec(text)?.[0].length ?? 0;
}
