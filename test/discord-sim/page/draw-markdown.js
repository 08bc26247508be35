import { h, safeUrl } from './dom.js';
import { parseMarkdown } from './markdown.js';
import { parseInline } from './markdown-inline.js';
import { formatTimestamp } from './time.js';

/**
 * What ids in a text stand for.
 *
 * @typedef {object} Names
 * @property {(id: string) => string | undefined} user
 * @property {(id: string) => { name: string, color: number } | undefined} role
 * @property {(id: string) => string | undefined} channel
 * @property {(id: string) => void} openChannel
 * @property {boolean} pingsEveryone whether `@everyone` in the text is more than text
 */

/**
 * @param {string} source
 * @param {Names} names
 */
export function drawMarkdown(source, names) {
  return h('div', { class: 'markdown' }, ...parseMarkdown(source).map((block) => drawBlock(block, names)));
}

/**
 * A text without headings, lists and quotes, such as an embed's title.
 *
 * @param {string} source
 * @param {Names} names
 */
export function drawInline(source, names) {
  return parseInline(source).map((node) => draw(node, names));
}

/**
 * @param {import('./markdown.js').Block} block
 * @param {Names} names
 * @returns {HTMLElement}
 */
function drawBlock(block, names) {
  switch (block.type) {
    case 'heading':
      return h(
        /** @type {'h1'} */ (`h${block.level + 2}`),
        { class: `heading-${block.level}` },
        ...inline(block.children, names),
      );
    case 'subtext':
      return h('p', { class: 'subtext' }, ...inline(block.children, names));
    case 'quote':
      return h('blockquote', {}, ...block.children.map((child) => drawBlock(child, names)));
    case 'codeblock':
      return h('pre', { tabindex: 0 }, h('code', {}, block.text));
    case 'list':
      return drawList(block, names);
    case 'paragraph':
      return h('p', {}, ...inline(block.children, names));
  }
}

/**
 * @param {import('./markdown.js').List} list
 * @param {Names} names
 * @returns {HTMLElement}
 */
function drawList({ items, ordered, start }, names) {
  const drawn = items.map(({ children, list }) =>
    h('li', {}, ...inline(children, names), list === null ? null : drawList(list, names)),
  );
  return ordered ? h('ol', { start }, ...drawn) : h('ul', {}, ...drawn);
}

/**
 * @param {import('./markdown-inline.js').Inline[]} nodes
 * @param {Names} names
 */
function inline(nodes, names) {
  return nodes.map((node) => draw(node, names));
}

/**
 * @param {import('./markdown-inline.js').Inline} node
 * @param {Names} names
 * @returns {Node}
 */
function draw(node, names) {
  switch (node.type) {
    case 'text':
      return document.createTextNode(node.text);
    case 'break':
      return h('br');
    case 'strong':
      return h('strong', {}, ...inline(node.children, names));
    case 'em':
      return h('em', {}, ...inline(node.children, names));
    case 'underline':
      return h('u', {}, ...inline(node.children, names));
    case 'strike':
      return h('s', {}, ...inline(node.children, names));
    case 'spoiler':
      return drawSpoiler(inline(node.children, names));
    case 'code':
      return h('code', {}, node.text);
    case 'link':
      return drawLink(node.url, inline(node.children, names));
    case 'user':
      return h('span', { class: 'mention' }, `@${names.user(node.id) ?? 'unknown-user'}`);
    case 'role':
      return drawRole(names.role(node.id));
    case 'channel':
      return drawChannel(node.id, names);
    case 'command':
      return h('span', { class: 'mention' }, `/${node.name}`);
    case 'emoji':
      return document.createTextNode(`:${node.name}:`);
    case 'everyone':
      return names.pingsEveryone
        ? h('span', { class: 'mention' }, node.text)
        : document.createTextNode(node.text);
    case 'time':
      return drawTime(node.seconds * 1000, node.style);
  }
}

/** @param {Node[]} children */
function drawSpoiler(children) {
  const spoiler = h(
    'button',
    { type: 'button', class: 'spoiler', 'aria-label': 'Spoiler: show it' },
    ...children,
  );
  spoiler.addEventListener('click', () => {
    spoiler.classList.add('shown');
    spoiler.removeAttribute('aria-label');
  });
  return spoiler;
}

/**
 * @param {string} url
 * @param {Node[]} children
 */
export function drawLink(url, children) {
  const href = safeUrl(url);
  if (href === null) return h('span', {}, ...children);
  return h('a', { href, target: '_blank', rel: 'noopener noreferrer', title: href }, ...children);
}

/** @param {{ name: string, color: number } | undefined} role */
function drawRole(role) {
  const mention = h('span', { class: 'mention' }, `@${role?.name ?? 'deleted-role'}`);
  if (role !== undefined && role.color !== 0) mention.style.color = cssColor(role.color);
  return mention;
}

/**
 * @param {string} id
 * @param {Names} names
 */
function drawChannel(id, names) {
  const name = names.channel(id);
  if (name === undefined) return h('span', { class: 'mention' }, '# unknown');
  return h('button', { type: 'button', class: 'mention', onclick: () => names.openChannel(id) }, `# ${name}`);
}

/**
 * @param {number} ms
 * @param {string} style
 */
function drawTime(ms, style) {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return h('span', {}, 'Invalid date');
  const time = h('time', {
    class: 'timestamp',
    datetime: date.toISOString(),
    title: formatTimestamp(ms, 'F', ms),
  });
  time.textContent = formatTimestamp(ms, style, Date.now());
  if (style === 'R') time.dataset.relative = String(ms);
  return time;
}

/**
 * Brings every "2 minutes ago" of the page up to date.
 *
 * @param {ParentNode} root
 */
export function refreshTimes(root) {
  for (const time of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('time[data-relative]'))) {
    time.textContent = formatTimestamp(Number(time.dataset.relative), 'R', Date.now());
  }
}

/**
 * A colour as Discord numbers it, for CSS.
 *
 * @param {number} color
 */
export function cssColor(color) {
  return `#${color.toString(16).padStart(6, '0')}`;
}
