/**
 * Discord's markdown inside a line, read into a tree.
 * https://support.discord.com/hc/en-us/articles/210298617
 *
 * @typedef {{ type: 'text', text: string }
 *   | { type: 'break' }
 *   | { type: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler', children: Inline[] }
 *   | { type: 'code', text: string }
 *   | { type: 'link', url: string, children: Inline[] }
 *   | { type: 'user' | 'role' | 'channel', id: string }
 *   | { type: 'command', name: string }
 *   | { type: 'emoji', name: string }
 *   | { type: 'everyone', text: string }
 *   | { type: 'time', seconds: number, style: string }} Inline
 * @typedef {(match: RegExpExecArray, depth: number) => Inline} Make
 */

/** Anything, with escapes taken as pairs, as little as possible. */
const inner = String.raw`((?:\\[\s\S]|[^\\])+?)`;

/** @param {'strong' | 'em' | 'underline' | 'strike' | 'spoiler'} type @returns {Make} */
const wrapping = (type) => (match, depth) => ({ type, children: parseInline(match[1] ?? '', depth + 1) });

/** @param {'user' | 'role' | 'channel'} type @returns {Make} */
const mention = (type) => (match) => ({ type, id: match[1] ?? '' });

/**
 * Tried in order at each place; the first that fits wins.
 *
 * @type {[RegExp, Make][]}
 */
const rules = [
  [/\\([!-/:-@[-`{-~])/y, (match) => ({ type: 'text', text: match[1] ?? '' })],
  [/<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y, timestamp],
  [/<@!?(\d+)>/y, mention('user')],
  [/<@&(\d+)>/y, mention('role')],
  [/<#(\d+)>/y, mention('channel')],
  [/<\/([^:<>]+):\d+>/y, (match) => ({ type: 'command', name: match[1] ?? '' })],
  [/<a?:(\w+):\d+>/y, (match) => ({ type: 'emoji', name: match[1] ?? '' })],
  [/@(?:everyone|here)/y, (match) => ({ type: 'everyone', text: match[0] })],
  [
    /\[((?:\\[\s\S]|[^\\[\]]|\[(?:\\[\s\S]|[^\\[\]])*\])+)\]\(\s*<?(https?:\/\/[^\s<>)]*(?:\([^\s<>)]*\)[^\s<>)]*)*|https?:\/\/[^\s<>]*(?=>))>?(?:\s+"[^"]*")?\s*\)/y,
    masked,
  ],
  [/<(https?:\/\/[^\s<>]+)>/y, bare],
  [/https?:\/\/[^\s<>]*[^\s<>.,:;"'\])|*_~]/y, bare],
  [new RegExp(String.raw`\*\*${inner}\*\*(?!\*)`, 'y'), wrapping('strong')],
  [new RegExp(`__${inner}__(?!_)`, 'y'), wrapping('underline')],
  [new RegExp(`~~${inner}~~(?!~)`, 'y'), wrapping('strike')],
  [new RegExp(String.raw`\|\|${inner}\|\|`, 'y'), wrapping('spoiler')],
  [/\*(?![\s*])((?:\*\*|\\[\s\S]|[^*\\])+?)(?<!\s)\*(?!\*)/y, wrapping('em')],
  [/_((?:__|\\[\s\S]|[^_\\])+?)_(?!\w)/y, wrapping('em')],
  [/\n/y, () => ({ type: 'break' })],
];

/** @type {Make} */
function timestamp(match) {
  return { type: 'time', seconds: Number(match[1]), style: match[2] ?? 'f' };
}

/** @type {Make} */
function masked(match, depth) {
  return { type: 'link', url: match[2] ?? '', children: parseInline(match[1] ?? '', depth + 1) };
}

/** @type {Make} */
function bare(match) {
  const url = match[1] ?? match[0];
  return { type: 'link', url, children: [{ type: 'text', text: url }] };
}

/** Markup inside markup inside markup: deeper than this it is text, so that no text takes long to read. */
const DEEPEST = 8;

/**
 * @param {string} source
 * @param {number} [depth] how much markup it stands in
 * @returns {Inline[]}
 */
export function parseInline(source, depth = 0) {
  /** @type {Inline[]} */
  const nodes = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') nodes.push({ type: 'text', text: plain });
    plain = '';
  };
  for (let at = 0; at < source.length; ) {
    const found = firstMatch(source, at, depth);
    if (found === null) {
      plain += source[at++];
      continue;
    }
    at += found.length;
    if (found.inline.type === 'text') plain += found.inline.text;
    else {
      flush();
      nodes.push(found.inline);
    }
  }
  flush();
  return nodes;
}

/**
 * @param {string} source
 * @param {number} at
 * @param {number} depth
 * @returns {{ length: number, inline: Inline } | null}
 */
function firstMatch(source, at, depth) {
  const first = source[at] ?? '';
  if (first === '`') return readCode(source, at);
  // Any other character begins no markup, and an underscore inside a word neither.
  if (!'\\<@[h*_~|\n'.includes(first) || depth > DEEPEST) return null;
  if (first === '_' && /\w/.test(source[at - 1] ?? '')) return null;
  for (const [pattern, make] of rules) {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match !== null) return { length: match[0].length, inline: make(match, depth) };
  }
  return null;
}

/**
 * Code ends at as many backticks as it began with; one space at each end is there for backticks inside.
 *
 * @param {string} source
 * @param {number} at
 * @returns {{ length: number, inline: Inline }}
 */
function readCode(source, at) {
  const opening = runOfBackticks(source, at);
  for (let end = at + opening; end < source.length; ) {
    const run = runOfBackticks(source, end);
    if (run === opening) {
      const text = source.slice(at + opening, end);
      const length = end + run - at;
      return {
        length,
        inline: { type: 'code', text: text.includes('`') ? text.replace(/^ | $/g, '') : text },
      };
    }
    end += Math.max(run, 1);
  }
  return { length: opening, inline: { type: 'text', text: '`'.repeat(opening) } };
}

/**
 * @param {string} source
 * @param {number} at
 */
function runOfBackticks(source, at) {
  let end = at;
  while (source[end] === '`') end += 1;
  return end - at;
}
