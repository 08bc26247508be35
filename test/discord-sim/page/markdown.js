/**
 * Discord's markdown, read into a tree; draw-markdown.js draws it. Pure, so that tests can read it without a page.
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
 * @typedef {{ items: ListItem[], ordered: boolean, start: number }} List
 * @typedef {{ children: Inline[], list: List | null }} ListItem
 * @typedef {{ type: 'heading', level: number, children: Inline[] }
 *   | { type: 'subtext' | 'paragraph', children: Inline[] }
 *   | { type: 'quote', children: Block[] }
 *   | { type: 'codeblock', lang: string, text: string }
 *   | ({ type: 'list' } & List)} Block
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

/** The start of a line that makes it something other than text. */
const heading = /^(#{1,3})\s+(.*)$/;
const subtext = /^-#\s+(.*)$/;
const bullet = /^(\s*)([-*]|\d{1,9}\.)\s+(.*)$/;
const fence = /^```([\w+-]*)\n?([\s\S]*?)\n?```/;

/**
 * @param {string} source
 * @returns {Block[]}
 */
export function parseMarkdown(source) {
  /** @type {Block[]} */
  const blocks = [];
  /** @type {string[]} */
  let lines = [];
  let rest = source;
  const flush = () => {
    blocks.push(...parseLines(lines));
    lines = [];
  };
  while (rest !== '') {
    const code = fence.exec(rest);
    if (code !== null && (code[2] ?? '') !== '') {
      flush();
      blocks.push({ type: 'codeblock', lang: code[1] ?? '', text: code[2] ?? '' });
      rest = rest.slice(code[0].length).replace(/^\n/, '');
      continue;
    }
    if (rest.startsWith('>>> ')) {
      flush();
      blocks.push({ type: 'quote', children: parseMarkdown(rest.slice(4)) });
      return blocks;
    }
    const end = endOfLine(rest);
    lines.push(rest.slice(0, end));
    rest = rest.slice(end + 1);
  }
  flush();
  return blocks;
}

/**
 * Where the first line ends; a code block that begins within it begins a line of its own.
 *
 * @param {string} source
 */
function endOfLine(source) {
  const end = source.indexOf('\n');
  return end === -1 ? source.length : end;
}

/**
 * @param {string[]} lines
 * @returns {Block[]}
 */
function parseLines(lines) {
  /** @type {Block[]} */
  const blocks = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    const head = heading.exec(line);
    const small = subtext.exec(line);
    if (head !== null) {
      blocks.push({ type: 'heading', level: head[1]?.length ?? 1, children: parseInline(head[2] ?? '') });
      at += 1;
    } else if (small !== null) {
      blocks.push({ type: 'subtext', children: parseInline(small[1] ?? '') });
      at += 1;
    } else if (bullet.test(line)) {
      const run = takeWhile(lines, at, (one) => bullet.test(one));
      blocks.push(...parseLists(run).map((list) => ({ type: /** @type {const} */ ('list'), ...list })));
      at += run.length;
    } else if (line.startsWith('> ')) {
      const run = takeWhile(lines, at, (one) => one.startsWith('> '));
      blocks.push({ type: 'quote', children: parseLines(run.map((one) => one.slice(2))) });
      at += run.length;
    } else {
      const run = takeWhile(lines, at, (one) => !/^(#{1,3}|-#|>)\s/.test(one) && !bullet.test(one));
      blocks.push({ type: 'paragraph', children: parseInline(run.join('\n')) });
      at += run.length;
    }
  }
  return blocks;
}

/**
 * @param {string[]} lines
 * @param {number} from
 * @param {(line: string) => boolean} fits
 */
function takeWhile(lines, from, fits) {
  const end = lines.findIndex((line, index) => index >= from && !fits(line));
  return lines.slice(from, end === -1 ? lines.length : Math.max(end, from + 1));
}

/**
 * Lines that begin with bullets or numbers, as lists; deeper lines belong to the item above them.
 *
 * @param {string[]} lines
 * @returns {List[]}
 */
function parseLists(lines) {
  /** @type {List[]} */
  const lists = [];
  const parts = lines.map((line) => bullet.exec(line));
  const indent = parts[0]?.[1]?.length ?? 0;
  for (let at = 0; at < lines.length; ) {
    const [, , mark = '-', text = ''] = parts[at] ?? [];
    const ordered = /\d/.test(mark);
    let end = at + 1;
    while (end < lines.length && (parts[end]?.[1]?.length ?? 0) > indent) end += 1;
    const [nested] = parseLists(lines.slice(at + 1, end));
    const item = { children: parseInline(text), list: nested ?? null };
    const last = lists.at(-1);
    if (last?.ordered === ordered) last.items.push(item);
    else lists.push({ items: [item], ordered, start: ordered ? Number.parseInt(mark, 10) : 1 });
    at = end;
  }
  return lists;
}
