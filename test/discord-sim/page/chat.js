import { byId, h } from './dom.js';
import { refreshTimes } from './draw-markdown.js';
import { drawMessage, drawPending } from './message.js';
import { displayName, namesIn } from './names.js';
import { daysBetween, formatTimestamp } from './time.js';

/**
 * The messages of the open channel.
 *
 * @import { Message } from './types.ts'
 * @import { Model, Pending } from './model.js'
 * @typedef {{ message: Message, follows: boolean, element: HTMLElement }} Drawn
 */

/** Milliseconds in which messages of one author stand together. */
const TOGETHER_MS = 7 * 60_000;
/** Pixels from the end within which the view follows new messages. */
const NEAR_END = 120;

/**
 * @param {object} collaborators
 * @param {Model} collaborators.model
 * @param {(id: string) => void} collaborators.openChannel
 * @param {(message: Message, used: object, from: HTMLElement) => void} collaborators.useComponent
 */
export function createChat({ model, openChannel, useComponent }) {
  const scroller = byId('scroller');
  const log = byId('messages');
  const jump = byId('jump');
  /** Messages keep their element while they are the same, and with it focus and open menus. @type {Map<string, Drawn>} */
  let drawn = new Map();
  let shownChannel = '';
  /** Whether the person is at the end, and so wants to see what comes. */
  let follows = true;

  /** @param {Message} message @param {boolean} afterSame */
  function drawOnce(message, afterSame) {
    const before = drawn.get(message.id);
    if (before !== undefined && before.message === message && before.follows === afterSame) return before;
    const guild = model.guildOf(message.channel_id);
    const mine = guild?.members.find(({ user }) => user.id === model.userId)?.roles ?? [];
    const element = drawMessage(message, {
      follows: afterSame,
      mentionsMe:
        message.mention_everyone ||
        message.mentions.some(({ id }) => id === model.userId) ||
        message.mention_roles.some((id) => mine.includes(id)),
      names: namesIn(model, openChannel, message),
      guild,
      use: (used, from) => useComponent(message, used, from),
      dismiss: () => model.remove(message.id),
    });
    if (before === undefined && shownChannel === model.channelId) element.classList.add('new');
    return { message, follows: afterSame, element };
  }

  /** @param {Pending} pending */
  function drawOnePending(pending) {
    return drawPending(pending, {
      bot: model.world.me,
      user: model.world.users.find(({ id }) => id === pending.userId),
      dismiss: () => model.settlePending(({ id }) => id === pending.id),
    });
  }

  function draw() {
    const { messages, pending } = model.shown();
    const isOther = shownChannel !== model.channelId;
    if (isOther) drawn = new Map();
    /** @type {Map<string, Drawn>} */
    const next = new Map();
    /** @type {HTMLElement[]} */
    const elements = [];
    for (const [at, message] of messages.entries()) {
      const above = messages[at - 1];
      const isNewDay =
        above === undefined || daysBetween(Date.parse(above.timestamp), Date.parse(message.timestamp)) !== 0;
      if (isNewDay) elements.push(drawDivider(message));
      const one = drawOnce(message, !isNewDay && standsWith(message, above));
      next.set(message.id, one);
      elements.push(one.element);
    }
    drawn = next;
    shownChannel = model.channelId;
    arrange(log, [drawWelcome(), ...elements, ...pending.map(drawOnePending)]);
    if (isOther || follows) toEnd();
    else jump.hidden = false;
  }

  function drawWelcome() {
    const channel = model.channelOf(model.channelId);
    const before = /** @type {HTMLElement | null} */ (log.querySelector('.welcome'));
    if (before?.dataset.id === channel?.id && before !== null) return before;
    return h(
      'header',
      { class: 'welcome', dataset: { id: channel?.id ?? '' } },
      h('div', { class: 'welcome-sign', 'aria-hidden': 'true' }, '#'),
      h('h2', {}, `Welcome to #${channel?.name ?? ''}!`),
      h('p', {}, `This is the start of the #${channel?.name ?? ''} channel. ${channel?.topic ?? ''}`),
    );
  }

  function toEnd() {
    scroller.scrollTop = scroller.scrollHeight;
    jump.hidden = true;
  }

  // A region that scrolls must be reachable with the keyboard.
  scroller.tabIndex = 0;
  scroller.addEventListener('scroll', () => {
    follows = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END;
    if (follows) jump.hidden = true;
  });
  // Pictures that load late push the end away.
  log.addEventListener('load', () => follows && toEnd(), { capture: true });
  new ResizeObserver(() => follows && toEnd()).observe(scroller);
  jump.addEventListener('click', toEnd);
  model.on('messages', draw);
  model.on('channel', () => {
    const channel = model.channelOf(model.channelId);
    byId('channel-title').textContent = channel?.name ?? '';
    byId('channel-topic').textContent = channel?.topic ?? '';
    document.title = `#${channel?.name ?? ''} | ${displayName(model.world.me)} demo`;
  });
  setInterval(() => refreshTimes(log), 5_000);
}

/** @param {Message} message @param {Message | undefined} above */
function standsWith(message, above) {
  return (
    above !== undefined &&
    above.author.id === message.author.id &&
    message.interaction_metadata === undefined &&
    above.flags === message.flags &&
    Date.parse(message.timestamp) - Date.parse(above.timestamp) < TOGETHER_MS
  );
}

/** @param {Message} message */
function drawDivider({ timestamp }) {
  const at = Date.parse(timestamp);
  return h('div', { class: 'day', role: 'separator' }, h('span', {}, formatTimestamp(at, 'D', at)));
}

/**
 * Makes these the children, touching only those that are not in place.
 *
 * @param {HTMLElement} parent
 * @param {HTMLElement[]} children
 */
function arrange(parent, children) {
  const wanted = new Set(children);
  for (const child of Array.from(parent.children)) {
    if (!wanted.has(/** @type {HTMLElement} */ (child))) child.remove();
  }
  for (const [at, child] of children.entries()) {
    if (parent.children[at] !== child) parent.insertBefore(child, parent.children[at] ?? null);
  }
}
