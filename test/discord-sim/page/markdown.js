import { parseInline } from './markdown-inline.js';

/**
 * Discord's markdown, read into a tree; draw-markdown.js draws it. Pure, so that tests can read it without a page.
 * https://support.discord.com/hc/en-us/articles/210298617
 *
 * @import { Inline } from './markdown-inline.js'
 * @typedef {{ items: ListItem[], ordered: boolean, start: number }} List
 * @typedef {{ children: Inline[], list: List | null }} ListItem
 * @typedef {{ type: 'heading', level: number, children: Inline[] }
 *   | { type: 'subtext' | 'paragraph', children: Inline[] }
 *   | { type: 'quote', children: Block[] }
 *   | { type: 'codeblock', lang: string, text: string }
 *   | ({ type: 'list' } & List)} Block
 */

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
