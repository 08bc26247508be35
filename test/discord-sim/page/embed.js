import { h, safeUrl } from './dom.js';
import { cssColor, drawInline, drawLink, drawMarkdown } from './draw-markdown.js';
import { messageTime } from './time.js';

/**
 * @param {import('discord.js').APIEmbed} embed
 * @param {import('./draw-markdown.js').Names} names
 */
export function drawEmbed(embed, names) {
  const { title, url, description, fields = [], author, thumbnail, image, color } = embed;
  const heading = title === undefined ? null : drawInline(title, names);
  const drawn = h(
    'div',
    { class: 'embed' },
    h(
      'div',
      { class: 'embed-main' },
      author === undefined ? null : h('div', { class: 'embed-author' }, author.name),
      heading === null
        ? null
        : h('div', { class: 'embed-title' }, ...(url === undefined ? heading : [drawLink(url, heading)])),
      description === undefined ? null : drawMarkdown(description, names),
      fields.length === 0 ? null : drawFields(fields, names),
      drawPicture(image?.url, 'embed-image'),
      drawFoot(embed),
    ),
    drawPicture(thumbnail?.url, 'thumbnail'),
  );
  if (color !== undefined) drawn.style.setProperty('--accent', cssColor(color));
  return drawn;
}

/**
 * @param {readonly import('discord.js').APIEmbedField[]} fields
 * @param {import('./draw-markdown.js').Names} names
 */
function drawFields(fields, names) {
  const drawn = fields.map(({ name, value, inline }) =>
    h(
      'div',
      { class: inline === true ? 'embed-field inline' : 'embed-field' },
      h('div', { class: 'embed-field-name' }, ...drawInline(name, names)),
      drawMarkdown(value, names),
    ),
  );
  return h('div', { class: 'embed-fields' }, ...drawn);
}

/** @param {import('discord.js').APIEmbed} embed */
function drawFoot({ footer, timestamp }) {
  const parts = [
    footer?.text,
    timestamp === undefined ? undefined : messageTime(Date.parse(timestamp), Date.now()),
  ];
  const text = parts.filter((part) => part !== undefined).join(' • ');
  return text === '' ? null : h('div', { class: 'embed-foot' }, text);
}

/** @param {string | undefined} address @param {string} look */
function drawPicture(address, look) {
  const src = safeUrl(address);
  return src === null
    ? null
    : h('img', { class: look, src, alt: '', loading: 'lazy', referrerpolicy: 'no-referrer' });
}
