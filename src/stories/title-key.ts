/** What outlets put before a headline; it comes and goes while the story stays the same. */
const labels =
  /^\s*(?:[[(]\s*)?(?:breaking(?: news)?|live(?: updates?|[ -]?blog)?|watch(?: live)?|just in|developing(?: story)?|exclusive|video|photos?|in pictures|opinion|analysis|explainer|update[sd]?(?: ?\d+)?|corrected|refile|wrapup(?: ?\d+)?|urgent|flash|alert|ticker|(?:\d\w{2} )?(?:lead|ld)|eilmeldung|liveticker|en direct|direct|vidéo|última hora|en vivo|directo|ultim['’]ora|diretta|ao vivo|urgente|срочно|молния|обновлено|عاجل|速報|速报|独自|續報|快讯|快訊|속보|단독)(?:\s*[\])】]\s*(?:[:|–—-]\s*)?|\s*[:|–—•：]\s*|\s+-\s+|(?<=\d)\s*-\s*)/iu;
/** Labels that are marked by brackets of their own: "【速報】", "[단독]". */
const bracketed = /^\s*【[^】]{1,8}】\s*/u;

/** Between a headline and the outlet's name: " - ", " | ", " — ", " · ". */
const separators =
  /\s+[-–—|·•»]\s+|(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])\s*[-–—|_｜]\s*/gu;
/** An outlet's name is short. */
const mostOutletWords = 5;
/** What is left without it must still be a headline. */
const fewestTitleWords = 3;
const fewestTitleCharacters = 6;
/** "… | North Korea | The Guardian": a section may stand before the outlet. */
const mostSuffixes = 3;

/** Words that only names of outlets hold at their end or as a whole. */
const outletWord =
  /(?:^|\s)(?:news|times|post|journal|daily|herald|tribune|guardian|telegraph|gazette|chronicle|observer|independent|press|wire|agency|radio|tv|television|broadcasting|magazine|review|weekly|today|online|network|media|reuters|ap|afp|upi|dpa|tass|xinhua|yonhap|kyodo|bbc|cnn|abc|nbc|cbs|npr|pbs|msnbc|axios|politico|bloomberg|al jazeera(?: english)?|dw|zeitung|spiegel|zeit|welt|tagesschau|monde|figaro|libération|país|mundo|repubblica|corriere)$|\.\p{L}{2,6}$/iu;
const outletInSpaceless =
  /(?:网|網|社|新闻|新聞|ニュース|日报|日報|时报|時報|晚报|電視|电视台?|放送|뉴스|일보|신문|방송)$/u;

const lettersOf = (text: string): string => text.toLowerCase().replace(/^the\s|[^\p{L}\p{N}]/gu, '');
const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
const isCapitalised = (word: string): boolean => /^[^\p{L}\p{N}]*\p{Lu}/u.test(word) || !/\p{Ll}/u.test(word);
const isSmallWord = (word: string): boolean =>
  /^(?:a|an|and|as|at|but|by|de|der|di|du|el|for|from|in|is|la|le|of|on|or|over|the|to|und|von|vs|with)$/iu.test(
    word,
  );

/** Whether a text is short and one piece, as names are. */
function isShort(tail: string): boolean {
  const { length } = wordsOf(tail);
  return length > 0 && length <= mostOutletWords && !/[.?!,:;"“”]\s/u.test(tail);
}

const isOutlet = (tail: string): boolean =>
  isShort(tail) && (outletWord.test(tail) || outletInSpaceless.test(tail));

/** Whether a text is written as names are, where the headline before it is not: "Haaretz", "Le Parisien". */
function looksLikeName(tail: string, head: string): boolean {
  if (!isShort(tail)) return false;
  const words = wordsOf(tail);
  if (/\d/.test(tail) && !/^\p{Lu}\p{L}+ \d{1,2}$/u.test(tail)) return false;
  const plain = wordsOf(head).filter((word) => !isSmallWord(word));
  const isHeadInCapitals = plain.every(isCapitalised);
  // "and Xi" goes on with the headline; names start with a capital.
  return (
    !isHeadInCapitals &&
    isCapitalised(words[0] ?? '') &&
    words.every((word) => isCapitalised(word) || isSmallWord(word))
  );
}

const isHeadline = (head: string): boolean =>
  wordsOf(head).length >= fewestTitleWords ||
  new RegExp(
    `[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}]{${fewestTitleCharacters},}`,
    'u',
  ).test(head);

/** A headline without what stood behind it. */
export interface BareTitle {
  readonly title: string;
  /**
   * What was taken off although only its capitals speak for an outlet: "Haaretz", but "Scotland" as well. Headlines
   * that are equal but for two of these may be about two places. Empty where there is none.
   */
  readonly tail: string;
}

function withoutOutlet(bare: BareTitle, feedName: string): BareTitle {
  const { title } = bare;
  const last = [...title.matchAll(separators)].at(-1);
  if (last === undefined) return bare;
  const head = title.slice(0, last.index);
  const tail = title.slice(last.index + last[0].length).trim();
  if (!isHeadline(head)) return bare;
  const name = lettersOf(tail);
  const isFeed = name.length > 1 && (feedName.startsWith(name) || feedName.endsWith(name));
  if (isFeed || isOutlet(tail)) return { ...bare, title: head };
  return looksLikeName(tail, head) ? { title: head, tail: `${lettersOf(tail)} ${bare.tail}`.trim() } : bare;
}

function withoutLabels(title: string): string {
  for (const form of [labels, bracketed]) {
    const rest = title.replace(form, '');
    if (rest !== title && rest.trim() !== '') return rest;
  }
  return title;
}

/** Does it again until nothing changes any more, at most a few times. */
function settle<T>(from: T, change: (one: T) => T): T {
  let settled = from;
  for (let time = 0; time < mostSuffixes; time += 1) settled = change(settled);
  return settled;
}

/**
 * The title without labels before it ("BREAKING:") and without the outlet's name behind it (" - Outlet"), which feeds
 * that gather from others add. Case and punctuation are left to whoever cuts it into words.
 */
export function splitTitle(title: string, feedTitle: string): BareTitle {
  const start = title.replace(/^[^\p{L}\p{N}"'“‘«([【]+/u, '');
  const bare = settle(start, withoutLabels);
  const feedName = lettersOf(feedTitle);
  const settled = settle<BareTitle>({ title: bare, tail: '' }, (one) => withoutOutlet(one, feedName));
  return { ...settled, title: settled.title.trim() };
}

/** The title alone, as `splitTitle` leaves it. */
export const bareTitle = (title: string, feedTitle: string): string => splitTitle(title, feedTitle).title;
