/** A rule of robots.txt; the longest pattern that fits a path decides. */
interface Rule {
  readonly isAllowed: boolean;
  readonly pattern: string;
}

/** What robots.txt says to one crawler. */
export type RobotsRules = readonly Rule[];

/** RFC 9309, section 2.5: at least 500 kibibytes have to be read. */
const mostCharacters = 512 * 1_024;
const mostRules = 5_000;
const longestPattern = 2_000;

/** Writes every octet the same way: RFC 9309, section 2.2.2. */
function normalise(path: string): string {
  return path
    .replaceAll(/[^\u0021-\u007e]+/gu, (part) => encodeURIComponent(part.toWellFormed()))
    .replaceAll(/%[0-9a-f]{2}/gi, (octet) => {
      const character = String.fromCharCode(Number.parseInt(octet.slice(1), 16));
      return /[A-Za-z0-9._~-]/.test(character) ? character : octet.toUpperCase();
    });
}

/** Whether a path fits a pattern, in which `*` is anything and a last `$` the end of the path. */
function fits(path: string, pattern: string): boolean {
  const isWhole = pattern.endsWith('$');
  const [start = '', ...parts] = (isWhole ? pattern.slice(0, -1) : pattern).split('*');
  if (!path.startsWith(start)) return false;
  let at = start.length;
  for (const [index, part] of parts.entries()) {
    if (isWhole && index === parts.length - 1) return path.length - part.length >= at && path.endsWith(part);
    const found = path.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return !isWhole || at === path.length;
}

/**
 * The rules of a robots.txt for one crawler (RFC 9309): those of all groups that name it, else those for `*`. Lines
 * that are no rules are passed over.
 *
 * @param product - the crawler's name without its version, in any case.
 */
export function parseRobots(text: string, product: string): RobotsRules {
  const own: Rule[] = [];
  const others: Rule[] = [];
  let isNamed = false;
  let agents: string[] = [];
  let isInRules = false;
  for (const line of text.slice(0, mostCharacters).split(/\r\n|[\r\n]/)) {
    const [key = '', ...rest] = (line.split('#', 1)[0] ?? '').split(':');
    const value = rest.join(':').trim();
    const name = key
      .replace(/^\uFEFF/, '')
      .trim()
      .toLowerCase();
    if (name === 'user-agent') {
      if (isInRules) agents = [];
      isInRules = false;
      const agent = /^[A-Za-z_-]+|^\*/.exec(value)?.[0].toLowerCase() ?? '';
      agents.push(agent);
      isNamed ||= agent === product.toLowerCase();
    } else if (name === 'allow' || name === 'disallow') {
      isInRules = true;
      if (value === '' || own.length + others.length >= mostRules) continue;
      const rule = { isAllowed: name === 'allow', pattern: normalise(value.slice(0, longestPattern)) };
      if (agents.includes(product.toLowerCase())) own.push(rule);
      if (agents.includes('*')) others.push(rule);
    }
  }
  return isNamed ? own : others;
}

/** Whether a page may be fetched: the longest rule decides, of two as long the one that allows it. */
export function isAllowed(rules: RobotsRules, url: URL): boolean {
  const path = normalise(url.pathname + url.search);
  if (path === '/robots.txt') return true;
  let longest: Rule | undefined;
  for (const rule of rules) {
    const length = longest?.pattern.length ?? -1;
    const isStronger = rule.pattern.length > length || (rule.pattern.length === length && rule.isAllowed);
    if (isStronger && fits(path, rule.pattern)) longest = rule;
  }
  return longest?.isAllowed ?? true;
}
