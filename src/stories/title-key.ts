/** What outlets put before a headline; it comes and goes while the story stays the same. */
const labels =
  /^\s*(?:breaking(?: news)?|live(?: updates?| blog)?|just in|developing|exclusive|watch|video|photos?|opinion|analysis|explainer|updated?(?: \d+)?|urgent|alert|ticker|eilmeldung|en direct|direct|última hora|en vivo|ultim'ora|срочно|速報|속보|快讯|快訊)\s*(?:[:|–—•-]|\d+-)\s*/iu;

/** Between a headline and the outlet's name: " - ", " | ", " — ", " · ". */
const separator = /\s+[-–—|·•]\s+/gu;
/** An outlet's name is short. */
const mostOutletWords = 5;
/** What is left without it must still be a headline. */
const fewestTitleWords = 3;

const lettersOf = (text: string): string => text.toLowerCase().replace(/^the\s|[^\p{L}\p{N}]/gu, '');

/** Whether a text is written as names are: "Reuters", "BBC News", "nytimes.com". */
function looksLikeName(text: string): boolean {
  const words = text.split(/\s+/);
  return (
    words.length <= mostOutletWords &&
    words.every((word) => /^\p{Lu}|^\P{Ll}+$|^(?:of|the|and|de|la|le|du|der|di)$|\.\p{L}{2,}$/u.test(word))
  );
}

/**
 * The title without labels before it ("BREAKING:") and without the outlet's name behind it (" - Outlet"), which feeds
 * that gather from others add. Emoji and punctuation are left to whoever cuts it into words.
 */
export function bareTitle(title: string, feedTitle: string): string {
  const withoutLead = title.replace(/^[^\p{L}\p{N}"'“«(]+/u, '');
  let bare = withoutLead.replace(labels, '');
  if (bare.trim() === '') bare = withoutLead;
  const last = [...bare.matchAll(separator)].at(-1);
  if (last === undefined) return bare;
  const head = bare.slice(0, last.index);
  const tail = bare.slice(last.index + last[0].length).trim();
  const names = [lettersOf(feedTitle), lettersOf(tail)];
  const isFeed = names[1] !== '' && names[0]?.includes(names[1] ?? '') === true;
  const isHeadline =
    head.split(/\s+/).length >= fewestTitleWords || /[\p{Script=Han}\p{Script=Hangul}]{6,}/u.test(head);
  return isHeadline && (isFeed || looksLikeName(tail)) ? head : bare;
}
