import { append, h, icon, safeUrl } from './dom.js';
import { cssColor, drawMarkdown } from './draw-markdown.js';
import { drawSelect } from './select.js';

/**
 * Message components of both generations. https://discord.com/developers/docs/components/reference
 *
 * @import { Component, Guild } from './types.ts'
 * @import { Names } from './draw-markdown.js'
 *
 * @typedef {object} Surroundings
 * @property {Names} names
 * @property {Guild | undefined} guild
 * @property {(used: { custom_id: string, component_type: number, values?: string[] }, from: HTMLElement) => void} use
 * tells the bot that a button was pressed or a menu chosen from
 *
 * @typedef {Record<string, any> & { type: number }} Drawable
 */

/** @type {Record<number, (component: Drawable, around: Surroundings) => HTMLElement | null>} */
const drawers = {
  1: drawRow,
  2: drawButton,
  3: drawSelect,
  5: drawSelect,
  6: drawSelect,
  7: drawSelect,
  8: drawSelect,
  9: drawSection,
  10: (component, { names }) => drawMarkdown(component.content, names),
  11: drawThumbnail,
  12: drawGallery,
  13: drawFile,
  14: drawSeparator,
  17: drawContainer,
};

/**
 * @param {readonly Component[]} components
 * @param {Surroundings} around
 */
export function drawComponents(components, around) {
  return components.map((component) => drawComponent(/** @type {Drawable} */ (component), around));
}

/**
 * @param {Drawable} component
 * @param {Surroundings} around
 */
function drawComponent(component, around) {
  const drawer = drawers[component.type];
  if (drawer !== undefined) return drawer(component, around);
  return h('p', { class: 'unsupported' }, `This page can't show components of type ${component.type}.`);
}

/** @param {Drawable} row @param {Surroundings} around */
function drawRow(row, around) {
  return h('div', { class: 'action-row' }, ...drawComponents(row.components, around));
}

const buttonStyles = ['', 'primary', 'secondary', 'success', 'danger', 'link', 'premium'];

/** @param {Drawable} button @param {Surroundings} around */
function drawButton(button, { use }) {
  const name = [button.emoji?.id ? null : button.emoji?.name, button.label].filter(Boolean).join(' ');
  const look = `button ${buttonStyles[button.style] ?? 'secondary'}`;
  const url = safeUrl(button.url);
  if (url !== null && button.disabled !== true) {
    return h(
      'a',
      { class: look, href: url, target: '_blank', rel: 'noopener noreferrer' },
      name,
      icon('open'),
    );
  }
  const drawn = h(
    'button',
    {
      type: 'button',
      class: look,
      disabled: button.disabled === true,
      dataset: { id: button.custom_id },
    },
    name,
  );
  drawn.addEventListener('click', () => use({ custom_id: button.custom_id, component_type: 2 }, drawn));
  return drawn;
}

/** @param {Drawable} section @param {Surroundings} around */
function drawSection(section, around) {
  return h(
    'div',
    { class: 'section' },
    h('div', { class: 'section-texts' }, ...drawComponents(section.components, around)),
    drawComponent(section.accessory, around),
  );
}

/** @param {Drawable} thumbnail */
function drawThumbnail(thumbnail) {
  return drawPicture(thumbnail.media?.url, thumbnail.description, thumbnail.spoiler, 'thumbnail');
}

/** @param {Drawable} gallery */
function drawGallery({ items }) {
  const pictures = items.map((/** @type {Drawable} */ item) =>
    drawPicture(item.media?.url, item.description, item.spoiler, 'gallery-item'),
  );
  return h('div', { class: 'gallery', dataset: { count: String(Math.min(items.length, 4)) } }, ...pictures);
}

/** @param {unknown} address @param {string | undefined} description @param {boolean | undefined} spoiler @param {string} look */
function drawPicture(address, description, spoiler, look) {
  const src = safeUrl(address);
  const frame = h('figure', { class: spoiler === true ? `${look} hidden-picture` : look });
  if (src === null) return frame;
  const picture = h('img', { src, alt: description ?? '', loading: 'lazy', referrerpolicy: 'no-referrer' });
  picture.addEventListener('error', () => frame.classList.add('broken'));
  append(frame, [picture]);
  if (spoiler === true) frame.addEventListener('click', () => frame.classList.remove('hidden-picture'));
  return frame;
}

/** @param {Drawable} file */
function drawFile(file) {
  return drawAttachment({ filename: file.name ?? 'file', url: file.file?.url, size: file.size });
}

/** @param {{ filename: string, url?: string, size?: number }} attachment */
export function drawAttachment({ filename, url, size }) {
  const href = safeUrl(url);
  const name =
    href === null ? filename : h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, filename);
  return h(
    'div',
    { class: 'attachment' },
    icon('file'),
    h(
      'div',
      {},
      h('div', {}, name),
      size === undefined ? null : h('div', { class: 'size' }, `${size.toLocaleString()} bytes`),
    ),
  );
}

/** @param {Drawable} separator */
function drawSeparator(separator) {
  const look = separator.spacing === 2 ? 'separator large' : 'separator';
  return h('hr', { class: separator.divider === false ? `${look} invisible` : look });
}

/** @param {Drawable} container @param {Surroundings} around */
function drawContainer(container, around) {
  const drawn = h('div', { class: 'container' }, ...drawComponents(container.components, around));
  const accent = container.accent_color;
  if (typeof accent === 'number') drawn.style.setProperty('--accent', cssColor(accent));
  return drawn;
}
