import { byId, h, icon } from './dom.js';
import { drawAvatar } from './message.js';
import { displayName } from './names.js';

/**
 * The rail with the guilds, the channels and members of the open one, and who sits before the screen.
 *
 * @import { Channel, Guild } from './types.ts'
 * @import { Model } from './model.js'
 */

/** Channel types. https://discord.com/developers/docs/resources/channel#channel-object-channel-types @type {Record<number, string>} */
const icons = {
  0: 'hash',
  2: 'voice',
  5: 'announce',
  10: 'thread',
  11: 'thread',
  12: 'thread',
  15: 'forum',
  16: 'forum',
};
const CATEGORY = 4;

/** @param {{ model: Model, openChannel: (id: string) => void }} collaborators */
export function createSidebar({ model, openChannel }) {
  const rail = byId('rail');
  const channels = byId('channels');
  const who = /** @type {HTMLSelectElement} */ (byId('who'));

  /** @param {Guild} guild */
  function drawGuild(guild) {
    const isOpen = guild.channels.some(({ id }) => id === model.channelId);
    const unread = guild.channels.some(({ id }) => model.unreadIn(id) > 0);
    const first = guild.channels.find(({ type }) => type === 0);
    const initials = guild.name
      .split(/\s+/)
      .map((word) => word.slice(0, 1))
      .join('')
      .slice(0, 3);
    return h(
      'li',
      { class: unread ? 'unread' : '' },
      h(
        'button',
        {
          type: 'button',
          class: 'guild',
          title: guild.name,
          'aria-label': guild.name,
          'aria-current': isOpen ? 'true' : null,
          onclick: () => first && !isOpen && openChannel(first.id),
        },
        initials,
      ),
    );
  }

  /** @param {Channel} channel */
  function drawChannel({ id, type, name }) {
    const unread = model.unreadIn(id);
    const isOpen = id === model.channelId;
    const look = ['channel', unread > 0 ? 'unread' : '', icons[type] === 'thread' ? 'thread' : '']
      .filter(Boolean)
      .join(' ');
    const label = unread > 0 ? `${name}, ${unread} unread` : `${name}`;
    return h(
      'li',
      {},
      h(
        'a',
        { class: look, href: `#${id}`, 'aria-current': isOpen ? 'page' : null, 'aria-label': label },
        icon(icons[type] ?? 'hash'),
        h('span', { class: 'channel-name' }, name),
        unread > 0
          ? h('span', { class: 'badge', 'aria-hidden': 'true' }, unread > 99 ? '99+' : unread)
          : null,
      ),
    );
  }

  /** @param {readonly Channel[]} all @returns {HTMLElement[]} */
  function drawTree(all) {
    const ids = new Set(all.map(({ id }) => id));
    const childrenOf = (/** @type {string} */ id) => all.filter(({ parent_id }) => parent_id === id);
    const top = all.filter(({ parent_id, type }) => type !== CATEGORY && !(parent_id && ids.has(parent_id)));
    const withThreads = (/** @type {Channel} */ channel) => [
      drawChannel(channel),
      ...childrenOf(channel.id).map(drawChannel),
    ];
    const categories = all.filter(({ type }) => type === CATEGORY);
    return [
      ...(top.length > 0 && categories.length === 0 ? [h('li', { class: 'category' }, 'Channels')] : []),
      ...top.flatMap(withThreads),
      ...categories.flatMap((category) => [
        h('li', { class: 'category' }, category.name),
        ...childrenOf(category.id).flatMap(withThreads),
      ]),
    ];
  }

  function draw() {
    const guild = model.guildOf(model.channelId);
    rail.replaceChildren(...model.world.guilds.map(drawGuild));
    byId('guild-name').textContent = guild?.name ?? '';
    // Drawing the list anew must not take the focus from the channel that has it.
    const focused = channels.contains(document.activeElement)
      ? document.activeElement?.getAttribute('href')
      : null;
    channels.replaceChildren(...drawTree(guild?.channels ?? []));
    const links = channels.querySelectorAll('a');
    for (const link of links) if (link.getAttribute('href') === focused) link.focus();
  }

  function drawMembers() {
    const members = model.guildOf(model.channelId)?.members ?? [];
    byId('members-title').textContent = `Online — ${members.length}`;
    byId('members').replaceChildren(
      ...members.map(({ user, nick }) =>
        h(
          'li',
          { class: 'member' },
          drawAvatar(user),
          h('span', { class: 'member-name' }, nick ?? displayName(user)),
          user.bot === true ? h('span', { class: 'app-tag' }, 'APP') : null,
        ),
      ),
    );
  }

  function drawPeople() {
    const people = model.world.users.filter(({ bot }) => bot !== true);
    who.replaceChildren(
      ...people.map((user) =>
        h('option', { value: user.id, selected: user.id === model.userId }, displayName(user)),
      ),
    );
    const me = people.find(({ id }) => id === model.userId);
    byId('my-avatar').replaceChildren(...(me === undefined ? [] : [drawAvatar(me)]));
  }

  who.addEventListener('change', () => model.actAs(who.value));
  for (const change of /** @type {const} */ (['world', 'channel', 'unread'])) model.on(change, draw);
  for (const change of /** @type {const} */ (['world', 'user'])) model.on(change, drawPeople);
  for (const change of /** @type {const} */ (['world', 'channel'])) model.on(change, drawMembers);
}
