import { drawAttachment, drawComponents } from './components.js';
import { h, icon, safeUrl } from './dom.js';
import { drawMarkdown } from './draw-markdown.js';
import { drawEmbed } from './embed.js';
import { isEphemeral } from './model.js';
import { displayName } from './names.js';
import { formatTimestamp, messageTime } from './time.js';

/**
 * One message as a person sees it.
 *
 * @import { Message, User } from './types.ts'
 * @import { Surroundings } from './components.js'
 */

/** Message flags. https://discord.com/developers/docs/resources/message#message-object-message-flags */
const SUPPRESS_EMBEDS = 4;
const LOADING = 128;

/**
 * @param {Message} message
 * @param {Surroundings & { follows: boolean, mentionsMe: boolean, dismiss: () => void }} around `follows`: the message
 * above it is of the same author and recent, so that its head is left out
 */
export function drawMessage(message, around) {
  const { follows, mentionsMe, dismiss } = around;
  const at = Date.parse(message.timestamp);
  const isHidden = isEphemeral(message);
  const look = [
    'message',
    follows ? 'follows' : '',
    isHidden ? 'ephemeral' : '',
    mentionsMe ? 'mentions-me' : '',
  ];
  return h(
    'article',
    {
      class: look.filter(Boolean).join(' '),
      dataset: { id: message.id },
      'aria-label': `${displayName(message.author)}, ${messageTime(at, Date.now())}`,
    },
    follows ? null : drawUse(message),
    follows ? h('time', { class: 'side-time' }, formatTimestamp(at, 't', at)) : drawAvatar(message.author),
    h(
      'div',
      { class: 'message-body' },
      follows ? null : drawHead(message.author, at),
      ...drawContent(message, around),
      isHidden ? drawEphemeralNote(dismiss) : null,
    ),
  );
}

/** @param {Message} message @param {Surroundings} around */
function drawContent(message, around) {
  const flags = message.flags ?? 0;
  if ((flags & LOADING) !== 0) return [drawThinking(`${displayName(message.author)} is thinking…`)];
  const pictures = message.attachments.filter(({ content_type }) => content_type?.startsWith('image/'));
  const files = message.attachments.filter((attachment) => !pictures.includes(attachment));
  return [
    message.content === '' ? null : drawMarkdown(message.content, around.names),
    message.content !== '' && message.edited_timestamp !== null
      ? h('span', { class: 'edited' }, '(edited)')
      : null,
    ...pictures.map(({ url, description, filename }) =>
      h('img', {
        class: 'attached-picture',
        src: safeUrl(url) ?? '',
        alt: description ?? filename,
        loading: 'lazy',
      }),
    ),
    ...files.map(drawAttachment),
    ...((flags & SUPPRESS_EMBEDS) === 0 ? message.embeds.map((embed) => drawEmbed(embed, around.names)) : []),
    ...drawComponents(message.components ?? [], around),
  ];
}

/**
 * Who used which command; answers to buttons and forms name none.
 *
 * @param {Message} message
 */
function drawUse({ interaction_metadata: metadata }) {
  const { user, name } = /** @type {{ user?: User, name?: string }} */ (metadata ?? {});
  if (user === undefined || name === undefined) return null;
  return h(
    'div',
    { class: 'used' },
    drawAvatar(user, 'tiny'),
    h('span', { class: 'used-by' }, displayName(user)),
    ' used ',
    h('span', { class: 'used-command' }, `/${name}`),
  );
}

/** @param {User} author @param {number} at */
function drawHead(author, at) {
  return h(
    'header',
    { class: 'message-head' },
    h('span', { class: 'author' }, displayName(author)),
    author.bot === true ? h('span', { class: 'app-tag' }, 'APP') : null,
    h(
      'time',
      { datetime: new Date(at).toISOString(), title: formatTimestamp(at, 'F', at) },
      messageTime(at, Date.now()),
    ),
  );
}

/** @param {() => void} dismiss */
function drawEphemeralNote(dismiss) {
  return h(
    'p',
    { class: 'only-you' },
    icon('eye'),
    ' Only you can see this · ',
    h('button', { type: 'button', class: 'plain-link', onclick: dismiss }, 'Dismiss message'),
  );
}

/** @param {string} text */
export function drawThinking(text) {
  return h(
    'p',
    { class: 'thinking', role: 'status' },
    h('span', { class: 'dots', 'aria-hidden': 'true' }),
    text,
  );
}

/**
 * A command that the bot has not answered yet, or did not answer at all.
 *
 * @param {import('./model.js').Pending} pending
 * @param {{ bot: User, user: User | undefined, dismiss: () => void }} around
 */
export function drawPending(pending, { bot, user, dismiss }) {
  return h(
    'article',
    {
      class: `message ephemeral ${pending.failed === null ? '' : 'failed'}`,
      'aria-label': `/${pending.commandName}`,
    },
    h(
      'div',
      { class: 'used' },
      user === undefined ? null : drawAvatar(user, 'tiny'),
      h('span', { class: 'used-by' }, displayName(user)),
      ' used ',
      h('span', { class: 'used-command' }, `/${pending.commandName}`),
    ),
    drawAvatar(bot),
    h(
      'div',
      { class: 'message-body' },
      drawHead(bot, pending.at),
      pending.failed === null
        ? drawThinking('Sending command…')
        : h('p', { class: 'error-line', role: 'alert' }, icon('alert'), ` ${pending.failed}`),
      pending.failed === null ? null : drawEphemeralNote(dismiss),
    ),
  );
}

const avatarColors = ['#5865f2', '#3ba55d', '#c27c0e', '#a84300', '#71368a'];

/** @param {User} user @param {string} [size] */
export function drawAvatar(user, size = '') {
  if (user.bot === true) return h('span', { class: `avatar bot ${size}` }, icon('wire'));
  const avatar = h(
    'span',
    { class: `avatar ${size}`, 'aria-hidden': 'true' },
    displayName(user).slice(0, 1).toUpperCase(),
  );
  avatar.style.background = avatarColors[Number(BigInt(user.id || 0) % BigInt(avatarColors.length))] ?? '';
  return avatar;
}
